"""Cells become numbers, dates and texts; a cell that cannot is counted and shown, never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

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


def as_number(file: StagedFile, label: str, wanted_for: str) -> Reading:
    """The column as finite doubles; yes/no counts 1 and 0; infinities and NaN are null."""
    column, kind = file.column(label, wanted_for)
    inner = "TRY_CAST({c} AS DOUBLE)" if kind == "text" else "CAST({c} AS DOUBLE)"
    if kind == "date":
        inner = "CAST(NULL AS DOUBLE)"
    cell = statement(f"CASE WHEN isfinite({inner}) THEN {inner} END", c=column)
    return Reading(file, label, column, cell, "number")


def as_date(file: StagedFile, label: str, wanted_for: str) -> Reading:
    """The column as dates: YYYY-MM-DD (a time after it is ignored) or YYYY-MM.

    The year has four digits: nobody can say what 04-05-24 means, and `epoch` is no date.
    """
    column, kind = file.column(label, wanted_for)
    template = "{c}"
    if kind == "text":
        template = (
            "CASE WHEN {c} >= '1' AND {c} < '3' THEN"
            " coalesce(TRY_CAST({c} AS DATE), CAST(TRY_CAST({c} AS TIMESTAMP) AS DATE),"
            " CAST(try_strptime({c}, '%Y-%m') AS DATE)) END"
        )
    if kind in ("number", "bool"):
        template = "CAST(NULL AS DATE)"
    bounded = (
        f"CASE WHEN {template} BETWEEN DATE '1000-01-01' AND DATE '2999-12-31' THEN {template} END"
    )
    return Reading(file, label, column, statement(bounded, c=column), "date")


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
    """The cells that hold something but could not be read, with their count and a few rows."""
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


def looks_numeric(session: Session, file: StagedFile, label: str) -> bool:
    """Whether at least half of the filled cells of a column read as numbers."""
    column, kind = file.column(label, "measure")
    if kind != "text":
        return kind in ("number", "bool")
    filled, numbers = session.rows(
        statement(
            "SELECT count({c}), count(TRY_CAST({c} AS DOUBLE)) FROM {t}", c=column, t=file.table
        )
    )[0]
    return int(filled) == 0 or 2 * int(numbers) >= int(filled)
