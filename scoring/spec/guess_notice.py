"""The day of a notice is told from the day of the loss: by words, and by which comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from scoring.spec.guess import Column, is_date, snake, speaks_of
from scoring.spec.guess_keys import Look, Seen
from scoring.spec.guess_words import EITHER, GIVEN
from scoring.spec.tables import Guessed, Sure

_NEARLY: Final = 0.95
_FEW: Final = 3
"""Of fewer rows with both dates nothing is said."""
_MOST_HAVE: Final = 0.6
"""An end that so many have is that of a contract, and of a customer only where notice was given."""
UNSURE: Final = 0.5
"""So sure is a day of loss that may be that of the notice: it is asked about."""


class _End(NamedTuple):
    """A date that comes after that of a notice, and in how many rows of how many with both."""

    column: Column
    after: int
    both: int


def notice_or_loss(guessed: Guessed, seen: Seen, look: Look) -> Guessed:
    """The guess for a file of accounts with the days of notice and loss told apart.

    A word for the notice is one; the day they left is then the end that comes after it. A word
    that may mean either is a notice where a word for the loss, or an end that only those have
    who left, comes after it. Else it is taken for the loss, and asked about where an end of the
    contract comes after it.
    """
    table = guessed.table
    if table.part != "accounts":
        return guessed
    said = table.notice_on or _either_before(seen, table.churned_on) or table.churned_on
    if said is None or (said == table.churned_on and not _may_be_notice(said)):
        return guessed
    end = _end_after(seen, said, look)
    if end is None or table.churned_on not in (None, said, end.column.label):
        return guessed
    decided = _means_loss(end.column) or end.column.filled < _MOST_HAVE
    if said != table.churned_on or decided:
        return _with_end(guessed, end, said)
    why = (
        f"{_before(said, end)}: if it is the day notice was given, choose it there,"
        f" and {end.column.label} as the day they left"
    )
    return Guessed(table, {**guessed.sure, "churned_on": Sure(UNSURE, why)})


def _either_before(seen: Seen, lost: str | None) -> str | None:
    """Beside a date of the loss another one whose name may mean a notice."""
    dates = (c.label for c in seen.columns if is_date(c) and c.label != lost)
    named = (d for d in dates if speaks_of("churned_on", d) and _may_be_notice(d))
    return next(named, None) if lost else None


def _may_be_notice(label: str) -> bool:
    return bool(re.search(EITHER, snake(label)))


def or_notice_alone(found: Sequence[Guessed]) -> list[Guessed]:
    """The guesses with a day of notice as that of the loss, where no file dates the losses.

    People write down the one and mean both; it is asked about.
    """
    tables = [guess.table for guess in found]
    known = any(t.churned_on or t.part == "losses" or t.flag_by_month for t in tables)
    known = known or any(t.ends_customer for t in tables)
    return [guess if known else _as_loss(guess) for guess in found]


def _as_loss(guessed: Guessed) -> Guessed:
    said = guessed.table.notice_on
    if guessed.table.part != "accounts" or not said or not re.search(GIVEN, snake(said)):
        return guessed
    why = f"{said} may be the day notice was given, and no column says when they left"
    told = {key: sure for key, sure in guessed.sure.items() if key != "notice_on"}
    table = replace(guessed.table, churned_on=said, notice_on=None)
    return Guessed(table, {**told, "churned_on": Sure(UNSURE, why)})


def _with_end(guessed: Guessed, end: _End, notice: str) -> Guessed:
    most = end.column.filled >= _MOST_HAVE
    why = _before(notice, end)
    left = f"{why}; it is the day they left where notice was given" if most else why
    told = {**guessed.sure, "notice_on": Sure(0.85, why), "churned_on": Sure(0.75, left)}
    table = replace(guessed.table, notice_on=notice, churned_on=end.column.label, if_noticed=most)
    return Guessed(table, told)


def _before(notice: str, end: _End) -> str:
    rows = f"{end.after:,} of {end.both:,} rows that have both"
    return f"{notice} lies before {end.column.label} in {rows}"


def _end_after(seen: Seen, notice: str, look: Look) -> _End | None:
    """The end that comes after a notice: one whose name says lost before one of a contract."""
    filled = next(c.filled for c in seen.columns if c.label == notice)
    ends = [c for c in seen.columns if is_date(c) and c.label != notice and _may_be_end(c)]
    ends.sort(key=lambda c: (not _means_loss(c), not speaks_of("ended", c.label)))
    for column in ends:
        both, not_after, before = look.in_order(seen.key, notice, column.label)
        enough = both >= _FEW and both >= 0.5 * filled * seen.rows
        if enough and not_after >= _NEARLY * both and before >= 0.5 * both:
            return _End(column, before, both)
    return None


def _may_be_end(column: Column) -> bool:
    roles = ("ended", "renewal_on", "churned_on")
    return any(speaks_of(r, column.label) for r in roles) and "next" not in snake(column.label)


def _means_loss(column: Column) -> bool:
    return bool(speaks_of("churned_on", column.label)) and not _may_be_notice(column.label)
