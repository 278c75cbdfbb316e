"""Cells become numbers, dates and texts; a cell that cannot is counted and shown, never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from scoring.engine.marks import Marks
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding, Severity

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """How one column of a staged file is read: the expression, and what it yields."""

    file: StagedFile
    label: str
    column: str
    sql: Sql
    what: Literal["number", "date", "text"]


def as_text(file: StagedFile, label: str, wanted_for: str) -> Reading:
    """The column as text; a whole number has no decimals, so that an id 7.0 is the id 7."""
    column, kind = file.column(label, wanted_for)
    template = "{c}" if kind == "text" else "CAST({c} AS VARCHAR)"
    if kind == "number":
        whole = "TRY_CAST({c} AS BIGINT)"
        template = f"CASE WHEN {whole} = {{c}} THEN CAST({whole} AS VARCHAR) ELSE {template} END"
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


def as_number(file: StagedFile, label: str, wanted_for: str) -> Reading:
    """The column as finite doubles; yes/no counts 1 and 0; infinities and NaN are null.

    Where the file's decimal mark is a comma, points and spaces may group thousands, and
    the other way round.
    """
    column, kind = file.column(label, wanted_for)
    inner = "CAST({c} AS DOUBLE)"
    if kind == "text":
        inner = _NUMBERS[file.marks(label).numbers]
    if kind == "date":
        inner = "CAST(NULL AS DOUBLE)"
    cell = statement(f"CASE WHEN isfinite({inner}) THEN {inner} END", c=column)
    return Reading(file, label, column, cell, "number")


def _marked(decimal: str, groups: str) -> str:
    """A number written with that decimal mark, its thousands grouped by one of these or not.

    Doubled braces: the text is a template.
    """
    whole = f"[0-9]{{{{1,3}}}}(?:[{groups}][0-9]{{{{3}}}})+|[0-9]*"
    form = f"[+-]?(?:{whole})(?:[{decimal}][0-9]*)?(?:[eE][+-]?[0-9]+)?"
    bare = f"translate({{c}}, '{decimal}{groups}', '.')"
    plain = "TRY_CAST({c} AS DOUBLE)"
    number = f"CASE WHEN regexp_full_match({{c}}, '{form}') THEN TRY_CAST({bare} AS DOUBLE) END"
    # Most cells are digits alone, and read by a plain cast.
    return number if decimal == "," else f"coalesce({plain}, {number})"


_NUMBERS = {
    "plain": "TRY_CAST({c} AS DOUBLE)",
    "point": _marked(".", ", \u00a0\u202f"),
    "comma": _marked(",", ". \u00a0\u202f"),
    "undecided": "CAST(NULL AS DOUBLE)",
}


def as_date(file: StagedFile, label: str, wanted_for: str) -> Reading:
    """The column as dates: YYYY-MM-DD (a time after it is ignored) or YYYY-MM.

    Besides these the form that the file states, or day and month in the order that its own
    dates show. A year of two digits is read only if stated: nobody can say what 04-05-24
    means, and `epoch` is no date.
    """
    column, kind = file.column(label, wanted_for)
    template = "{c}"
    if kind == "text":
        template = (
            "CASE WHEN {c} >= '1' AND {c} < '3' THEN"
            " coalesce(TRY_CAST({c} AS DATE), CAST(TRY_CAST({c} AS TIMESTAMP) AS DATE),"
            " CAST(try_strptime({c}, '%Y-%m') AS DATE)) END"
        )
        forms = _forms(file.marks(label))
        if forms:
            other = f"coalesce(try_strptime({{c}}, {forms}), try_strptime({_DAY}, {forms}))"
            template = f"coalesce(CAST({other} AS DATE), {template})"
    if kind in ("number", "bool"):
        template = "CAST(NULL AS DATE)"
    bounded = (
        f"CASE WHEN {template} BETWEEN DATE '1000-01-01' AND DATE '2999-12-31' THEN {template} END"
    )
    return Reading(file, label, column, statement(bounded, c=column), "date")


_DAY = "split_part({c}, ' ', 1)"
_ORDERS = {"day first": "%d{0}%m{0}%Y", "month first": "%m{0}%d{0}%Y"}


def _forms(marks: Marks) -> str:
    """The forms of dates besides the year-first one, as a list in SQL; empty if there is none.

    A stated form has been checked: directives and separators, and no quote.
    """
    if marks.dates == "stated" and marks.date_format:
        return f"['{marks.date_format}']"
    order = _ORDERS.get(marks.dates)
    return str([order.format(mark) for mark in "/.-"]) if order else ""


def scaled(number: Sql, times: float) -> Sql:
    """A number times a constant, such as monthly revenue times 12; null if it overflows."""
    product = f"({{x}}) * CAST('{float(times)!r}' AS DOUBLE)"
    return statement(f"CASE WHEN isfinite({product}) THEN {product} END", x=number)


def so_many(count: int, one: str, many: str) -> str:
    """A count with its words: '1 row has', '2,000 rows have'."""
    return f"1 {one}" if count == 1 else f"{count:,} {many}"


def unreadable(
    session: Session, reading: Reading, severity: Severity = "warning"
) -> Iterator[Finding]:
    """The cells that hold something but could not be read, with their count and a few rows.

    Of a column that can be read in two ways, one error instead.
    """
    unclear = undecided(reading)
    if unclear:
        yield unclear
        return
    condition = statement("{c} IS NOT NULL AND ({x}) IS NULL", c=reading.column, x=reading.sql)
    count = int(
        session.one(
            statement("SELECT count(*) FROM {t} WHERE {w}", t=reading.file.table, w=condition)
        )
    )
    if not count:
        return
    found = session.rows(
        statement(
            "SELECT row_no, CAST({c} AS VARCHAR) FROM {t} WHERE {w} ORDER BY row_no LIMIT 3",
            c=reading.column,
            t=reading.file.table,
            w=condition,
        )
    )
    dates, numbers = "write YYYY-MM-DD with a year from 1000 to 2999", "write plain numbers"
    fix = f"{dates if reading.what == 'date' else numbers}, or leave it empty"
    said = so_many(count, "cell is", "cells are")
    yield Finding(
        f"file '{reading.file.key}', column '{reading.label}'",
        f"{said} not a {reading.what}" + ("" if severity == "error" else "; read as missing"),
        fix,
        reading.file.line(int(found[0][0])),
        severity,
        count,
        tuple(f"row {row}: {str(cell)[:40]!r}" for row, cell in found),
    )


def undecided(reading: Reading) -> Finding | None:
    """The error for a column whose dates or numbers can be read in two ways; None for others.

    Such a column reads as null throughout, so that whoever reads one reports it.
    """
    marks = reading.file.marks(reading.label)
    if reading.file.column(reading.label, "")[1] != "text":
        return None
    if reading.what == "date" and marks.dates == "undecided":
        problem = f"the dates can be read in two ways: {marks.dates_seen}"
        fix = "state `date_format` under csv: '%d/%m/%Y' or '%m/%d/%Y'"
    elif reading.what == "number" and marks.numbers == "undecided":
        problem = f"the numbers can be read in two ways: {marks.numbers_seen}"
        fix = "state `decimal` under csv: ',' or '.'"
    else:
        return None
    return Finding(f"file '{reading.file.key}', column '{reading.label}'", problem, fix)


def looks_numeric(session: Session, file: StagedFile, label: str) -> bool:
    """Whether at least half of the filled cells of a column read as numbers."""
    column, kind = file.column(label, "measure")
    if kind != "text":
        return kind in ("number", "bool")
    marks = file.marks(label).numbers
    if marks == "undecided":
        return True
    count = f"SELECT count({{c}}), count({_NUMBERS[marks]}) FROM {{t}}"
    filled, numbers = session.rows(statement(count, c=column, t=file.table))[0]
    return int(filled) == 0 or 2 * int(numbers) >= int(filled)
