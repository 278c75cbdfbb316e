"""One file is looked at column by column before anybody says what its columns mean."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scoring.engine.cells import as_date, looks_numeric
from scoring.engine.files import open_file
from scoring.engine.quoting import statement
from scoring.engine.session import Session
from scoring.engine.sniffing import Guess
from scoring.engine.staging import StagedFile, stage
from scoring.spec.data_file import File


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column: what it holds, how many different values, what share is filled, examples."""

    label: str
    holds: Literal["number", "date", "text"]
    distinct: int
    filled: float
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileProfile:
    """One file: its rows, its columns in order, and how it is written, as far as guessed."""

    rows: int
    columns: tuple[ColumnProfile, ...]
    guesses: tuple[Guess, ...] = ()

    def column(self, label: str) -> ColumnProfile:
        """The column of that label. Raises KeyError if there is none."""
        found = next((c for c in self.columns if c.label == label), None)
        if found is None:
            raise KeyError(label)
        return found


def profile_file(path: Path, stated: File | None = None) -> FileProfile:
    """Look at every column of a file of any kind. Raises DataError if it cannot be read."""
    with tempfile.TemporaryDirectory(prefix="bellwether-") as scratch:
        opened = open_file(path, path.name, Path(scratch), stated)
        session = Session([opened.readable])
        try:
            file = stage(session, path.name, "file_0", opened)
            columns = tuple(_column(session, file, c) for c in opened.columns)
            return FileProfile(file.rows, columns, opened.guesses)
        finally:
            session.close()


def _column(session: Session, file: StagedFile, label: str) -> ColumnProfile:
    column, _ = file.column(label, "profile")
    filled, distinct = session.rows(
        statement("SELECT count({c}), count(DISTINCT {c}) FROM {t}", c=column, t=file.table)
    )[0]
    examples = session.rows(
        statement(
            "SELECT CAST({c} AS VARCHAR) FROM {t} WHERE {c} IS NOT NULL"
            " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 12",
            c=column,
            t=file.table,
        )
    )
    return ColumnProfile(
        label,
        _holds(session, file, label, int(filled)),
        int(distinct),
        int(filled) / max(1, file.rows),
        tuple(str(e[0])[:60] for e in examples),
    )


def _holds(
    session: Session, file: StagedFile, label: str, filled: int
) -> Literal["number", "date", "text"]:
    column, kind = file.column(label, "profile")
    if kind == "date":
        return "date"
    if kind == "text" and file.marks(label).dates in ("day first", "month first", "undecided"):
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
