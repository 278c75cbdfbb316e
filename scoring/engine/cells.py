"""Cells become numbers, dates and texts; a cell that cannot is counted and shown, never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from scoring.engine.as_written import (
    is_open_end,
    open_ends,
    read_otherwise,
    says_nothing,
    so_many,
    without_a_value,
)
from scoring.engine.forms import FINITE, IN_RANGE, date_form, number_form
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding, Severity


@dataclass(frozen=True, slots=True)
class Reading:
    """How one column of a staged file is read: the expression, and what it yields."""

    file: StagedFile
    label: str
    column: str
    sql: Sql
    what: Literal["number", "date", "text"]

    @property
    def cell(self) -> Sql:
        """The cell as it stands in the file, wherever it could not be read."""
        return self.file.odd(self.label) or statement("{c}", c=self.column)

    @property
    def sound(self) -> bool:
        """Whether it is known that every filled cell could be read."""
        return self.file.is_read(self.label) and self.file.odd(self.label) is None


def as_text(file: StagedFile, label: str, wanted_for: str) -> Reading:
    """The column as text; a whole number has no decimals: 7.0 is the id 7, and NaN is none."""
    column, kind = file.column(label, wanted_for)
    if file.is_read(label):
        raise ValueError(f"column '{label}' was not copied as text")
    template = "{c}" if kind == "text" else "CAST({c} AS VARCHAR)"
    if kind == "number":
        n, finite = "TRY_CAST({c} AS BIGINT)", "isfinite({c}::DOUBLE)"
        template = f"CASE WHEN {n} = {{c}} THEN {n}::VARCHAR WHEN {finite} THEN {template} END"
    return Reading(file, label, column, statement(template, c=column), "text")


_TRUTH: Final = dict.fromkeys(("true", "t", "yes", "y", "1"), "true") | dict.fromkeys(
    ("false", "f", "no", "n", "0"), "false"
)


def spellings(file: StagedFile, label: str, words: Sequence[str]) -> list[str]:
    """Stated words as `as_text` spells the cells that they mean.

    In a column of truth values 'Yes', 'True', 't' and 1 are one and the same, so that a source
    written for text files means the same rows of a typed table. Any other column is left alone.
    """
    if file.column(label, "stated words")[1] != "bool":
        return list(words)
    return [_TRUTH.get(word.strip().lower(), word) for word in words]


def numbers_among(words: Sequence[str]) -> list[float]:
    """The stated words that are numbers, so that 1.0 means every cell that is 1."""
    numbers: list[float] = []
    for word in words:
        try:
            numbers.append(float(word))
        except ValueError:
            continue
    return numbers


def as_number(file: StagedFile, label: str, wanted_for: str) -> Reading:
    """The column as finite doubles; yes/no counts 1 and 0; infinities and NaN are null.

    Where the file's decimal mark is a comma, points and spaces may group thousands, and
    the other way round.
    """
    column, kind = file.column(label, wanted_for)
    if kind == "number" and file.is_read(label):
        return Reading(file, label, column, statement("{c}", c=column), "number")
    inner = "CAST({c} AS DOUBLE)"
    if kind == "text":
        inner = number_form(file.marks(label))
    if kind == "date":
        inner = "CAST(NULL AS DOUBLE)"
    cell = FINITE.replace("{c}", inner)
    return Reading(file, label, column, statement(cell, c=column), "number")


def as_truth(session: Session, file: StagedFile, label: str, wanted_for: str) -> Reading | None:
    """A column of texts that are all true or false, as 1 and 0; None for any other column."""
    column, kind = file.column(label, wanted_for)
    if kind != "text":
        return None
    said = "SELECT bool_and(lower({c}) IN ('true', 'false')) FROM {t}"
    if not session.one(statement(said, c=column, t=file.table)):
        return None
    number = statement("CASE lower({c}) WHEN 'true' THEN 1.0 ELSE 0.0 END", c=column)
    cell = statement("CASE WHEN {c} IS NOT NULL THEN CAST({x} AS DOUBLE) END", c=column, x=number)
    return Reading(file, label, column, cell, "number")


def as_date(file: StagedFile, label: str, wanted_for: str) -> Reading:
    """The column as dates: YYYY-MM-DD (a time after it is ignored) or YYYY-MM.

    Besides these the form that the file states, or day and month in the order that its own
    dates show.
    """
    column, kind = file.column(label, wanted_for)
    if kind == "date" and file.is_read(label):
        return Reading(file, label, column, statement("{c}", c=column), "date")
    template = "{c}"
    if kind == "text":
        template = date_form(file.marks(label))
    if kind in ("number", "bool"):
        template = "CAST(NULL AS DATE)"
    bounded = IN_RANGE.replace("{c}", template)
    return Reading(file, label, column, statement(bounded, c=column), "date")


def scaled(number: Sql, times: float) -> Sql:
    """A number times a constant, such as monthly revenue times 12; null if it overflows."""
    product = f"({{x}}) * CAST('{float(times)!r}' AS DOUBLE)"
    return statement(f"CASE WHEN isfinite({product}) THEN {product} END", x=number)


def unreadable(
    session: Session, reading: Reading, severity: Severity = "warning", *, may_be_open: bool = False
) -> Iterator[Finding]:
    """The cells that hold something but could not be read, with their count and a few rows.

    Of a column that can be read in two ways, one error instead. `may_be_open` says that its dates
    are ends, of which one in the year 9999, 0 or 1 is none.
    """
    unclear = undecided(reading)
    if unclear:
        yield unclear
        return
    file, label = reading.file, reading.label
    if reading.what == "number":
        yield from read_otherwise(session, file, label, reading.sql)
    if reading.sound:
        return
    condition = statement("{c} IS NOT NULL AND ({x}) IS NULL", c=reading.cell, x=reading.sql)
    if label in file.no_values:
        yield from without_a_value(session, file, label, reading.cell)
        condition = statement("{w} AND NOT {n}", w=condition, n=says_nothing(reading.cell))
    if may_be_open:
        yield from open_ends(session, file, label, reading.cell)
        condition = statement("{w} AND NOT {n}", w=condition, n=is_open_end(reading.cell))
    if reading.what != "text":  # every cell has a text
        yield from _not_read(session, reading, condition, severity)


def _not_read(
    session: Session, reading: Reading, condition: Sql, severity: Severity
) -> Iterator[Finding]:
    """The finding about the cells that a condition is true of; none if there are none."""
    query = "SELECT count(*) FROM {t} WHERE {w}"
    count = int(session.one(statement(query, t=reading.file.table, w=condition)))
    if not count:
        return
    found = session.rows(
        statement(
            "SELECT row_no, CAST({c} AS VARCHAR) FROM {t} WHERE {w} ORDER BY row_no LIMIT 3",
            c=reading.cell,
            t=reading.file.table,
            w=condition,
        )
    )
    dates, numbers = "write YYYY-MM-DD with a year from 1000 to 2999", "write plain numbers"
    if reading.file.marks(reading.label).numbers == "whole":
        numbers = "state `decimal` under csv where 1.234 is among them, write plain numbers"
    fix = f"{dates if reading.what == 'date' else numbers}, or leave it empty"
    many = {"number": "numbers", "date": "dates"}.get(reading.what, reading.what)
    said = so_many(count, f"cell is not a {reading.what}", f"cells are not {many}")
    yield Finding(
        f"file '{reading.file.key}', column '{reading.label}'",
        said + ("" if severity == "error" else "; read as missing"),
        fix,
        reading.file.line(int(found[0][0])),
        severity,
        count,
        tuple(f"row {row}: {str(cell)[:40]!r}" for row, cell in found),
        f"unreadable_{reading.what}",
    )


def undecided(reading: Reading) -> Finding | None:
    """The error for a column whose dates or numbers can be read in two ways; None for others.

    Such a column reads as null throughout, so that whoever reads one reports it.
    """
    marks = reading.file.marks(reading.label)
    if reading.file.column(reading.label, "")[1] != "text":
        return None
    a_csv = reading.file.opened.kind == "csv"
    where = "csv" if a_csv else "csv (it holds for a workbook or a table as well)"
    if reading.what == "date" and marks.dates == "undecided":
        problem = f"the dates can be read in two ways: {marks.dates_seen}"
        turned = ", '%y/%m/%d'" if marks.short and "/" in marks.dates_seen else ""
        fix = f"state `date_format` under {where}: '%d/%m/%Y'{turned} or '%m/%d/%Y'"
        kind = "undecided_dates"
    elif reading.what == "number" and marks.numbers == "undecided":
        problem = f"the numbers can be read in two ways: {marks.numbers_seen}"
        fix, kind = f"state `decimal` under {where}: ',' or '.'", "undecided_numbers"
    else:
        return None
    place = f"file '{reading.file.key}', column '{reading.label}'"
    return Finding(place, problem, fix, kind=kind)


__all__ = [
    "Reading",
    "as_date",
    "as_number",
    "as_text",
    "as_truth",
    "numbers_among",
    "scaled",
    "so_many",
    "spellings",
    "undecided",
    "unreadable",
]
