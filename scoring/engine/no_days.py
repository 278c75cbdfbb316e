"""The day on which a program begins to count, such as 1970-01-01, is no day of a customer.

An export writes it where no day is known: zero seconds, or the zero of a spreadsheet. It is taken
for a day where others of its column lie around it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from scoring.engine.cells import Reading, so_many, unreadable
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.errors import Finding, Severity

FIRST_DAYS: Final = (
    dt.date(1970, 1, 1),  # of Unix, and the evening before it, west of Greenwich
    dt.date(1969, 12, 31),
    dt.date(1900, 1, 1),  # of spreadsheets and SQL servers
    dt.date(1899, 12, 31),
    dt.date(1899, 12, 30),
    dt.date(1904, 1, 1),
    dt.date(1753, 1, 1),
)
_AROUND: Final = 1826
"""Days in five years."""


def known(
    session: Session, reading: Reading, severity: Severity = "warning", *, may_be_open: bool = False
) -> tuple[Reading, list[Finding]]:
    """A reading, a date without such days, and what is said of cells that could not be read.

    Input: a session that holds the file; `may_be_open` says that a date is an end.
    """
    told = list(unreadable(session, reading, severity, may_be_open=may_be_open))
    if reading.what != "date":
        return reading, told
    day, notes = _known_day(session, reading)
    return day, [*told, *notes]


def _known_day(session: Session, reading: Reading) -> tuple[Reading, list[Finding]]:
    """The reading of a date without such days, and the notes on them."""
    notes: list[Finding] = []
    known = reading
    for day, (count, row) in _found(session, reading).items():
        if _around(session, reading, day):
            continue
        other = statement("nullif({x}, {d})", x=known.sql, d=_date(day))
        known = replace(known, sql=other)
        says = so_many(count, "cell says", "cells say")
        problem = f"{says} {day}, with which programs begin to count; read as missing"
        fix = "nothing, if no day is known; else write another day of its month"
        place = f"file '{reading.file.key}', column '{reading.label}'"
        line = reading.file.line(row)
        notes.append(Finding(place, problem, fix, line, "note", count, kind="first_days"))
    return known, notes


def _found(session: Session, reading: Reading) -> Mapping[dt.date, tuple[int, int]]:
    """How many cells hold each of the days, and the first row that does."""
    query = "SELECT {x} AS day, count(*), min(row_no) FROM {t} WHERE day IN ({days}) GROUP BY 1"
    days = [_date(day) for day in FIRST_DAYS]
    found = session.rows(statement(query, x=reading.sql, t=reading.file.table, days=days))
    return {day: (int(count), int(row)) for day, count, row in sorted(found)}


def _around(session: Session, reading: Reading, day: dt.date) -> bool:
    """Whether other days of the column lie within five years."""
    query = (
        "SELECT count(*) > 0 FROM (SELECT {x} AS day FROM {t})"
        " WHERE abs(datediff('day', day, {d})) <= {most} AND day NOT IN ({days})"
    )
    days = [_date(one) for one in FIRST_DAYS]
    table, most = reading.file.table, Sql(str(_AROUND))
    said = statement(query, x=reading.sql, t=table, d=_date(day), most=most, days=days)
    return bool(session.one(said))


def _date(day: dt.date) -> Sql:
    return Sql(f"DATE '{day}'")
