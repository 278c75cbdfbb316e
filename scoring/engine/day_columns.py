"""Columns that are named by days are found, to become one of days and one of values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.engine.header import checked
from scoring.engine.unpacking import fault
from scoring.errors import Finding
from scoring.spec.wide_names import are_months, days_of


@dataclass(frozen=True, slots=True)
class DayColumns:
    """The names as they stand, where the columns of days are, and the names with a row a day."""

    names: tuple[str, ...]
    others: tuple[int, ...]
    days: Mapping[int, dt.date]
    header: tuple[str, ...]


def day_columns(names: Sequence[str], key: str, value: str, line: int) -> DayColumns:
    """Which columns are named by days.

    Input: the names, the file's name in the source, what the cells of the days are called, and
    the line of the names. Raises DataError where they cannot serve, or none is named so.
    """
    checked(names, key, line)
    days = {names.index(name): day for name, day in days_of(names).items()}
    if not days:
        problem = "no columns are named by days, one after the other"
        raise fault(key, problem, "remove `days_as_rows` from the source file", line)
    others = tuple(i for i in range(len(names)) if i not in days)
    kept = [names[i] for i in others]
    own = _named(kept, value, months=are_months([*days.values()]))
    return DayColumns(tuple(names), others, days, (*kept, *own))


def told_of_days(key: str, value: str) -> Finding:
    """What was done to the columns."""
    problem = f"columns are named by days: each day became a row, its cell '{value}'"
    fix = "remove `days_as_rows` from the source file to keep them as columns"
    return Finding(f"file '{key}'", problem, fix, None, "note", kind="days_as_rows")


def _named(names: Sequence[str], value: str, *, months: bool) -> tuple[str, str]:
    """Names for the day and the value that no other column has."""
    day = "month" if months else "day"
    taken = {name.lower() for name in names}
    return (f"{day} of it" if day in taken else day), (
        f"{value} value" if value.lower() in taken else value
    )
