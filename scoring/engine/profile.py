"""A file is looked at column by column before anybody says what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scoring.engine.cells import as_date
from scoring.engine.date_words import COUNTED
from scoring.engine.numeric import looks_numeric
from scoring.engine.quoting import statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column: what it holds, how many different values, what share is filled, examples.

    The examples are its most frequent values, at most 50, whole, as they are compared.
    """

    label: str
    holds: Literal["number", "date", "text"]
    distinct: int
    filled: float
    examples: tuple[str, ...]


def profile(session: Session, file: StagedFile) -> tuple[ColumnProfile, ...]:
    """Look at every column of a staged file, in order."""
    return tuple(_column(session, file, label) for label in file.columns)


def _column(session: Session, file: StagedFile, label: str) -> ColumnProfile:
    column, _ = file.column(label, "profile")
    filled, distinct = session.rows(
        statement("SELECT count({c}), count(DISTINCT {c}) FROM {t}", c=column, t=file.table)
    )[0]
    examples = session.rows(
        statement(
            "SELECT CAST({c} AS VARCHAR) FROM {t} WHERE {c} IS NOT NULL"
            " AND length(CAST({c} AS VARCHAR)) <= 500"
            " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 50",
            c=column,
            t=file.table,
        )
    )
    return ColumnProfile(
        label,
        _holds(session, file, label, int(filled)),
        int(distinct),
        int(filled) / max(1, file.rows),
        tuple(str(e[0]) for e in examples),
    )


def _holds(
    session: Session, file: StagedFile, label: str, filled: int
) -> Literal["number", "date", "text"]:
    column, kind = file.column(label, "profile")
    if kind == "date":
        return "date"
    marks = file.marks(label)
    seen = marks.dates in ("day first", "month first", "undecided")
    if kind == "text" and (seen or marks.date_format in ("%Y%m%d", *COUNTED)):
        return "date"
    if looks_numeric(session, file, label):
        return "number"
    read = session.one(
        statement(
            "SELECT count({d}) FROM {t} WHERE {c} IS NOT NULL",
            d=as_date(file, label, "profile").sql,
            t=file.table,
            c=column,
        )
    )
    return "date" if filled and 2 * int(read) >= filled else "text"
