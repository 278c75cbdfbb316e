"""Which columns tie several files together: guesses from names, held against the values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from scoring.spec.data_file import File
from scoring.spec.guess import Column, is_date, is_number, is_text, speaks_of
from scoring.spec.guess_kin import both_ids, kinship
from scoring.spec.tables import Sure

ENOUGH: Final = 0.5
"""So many of the ids of one file must be found in the other."""

NEARLY: Final = 0.98
"""So many rows must be different where a few may stand twice by mistake."""

SOME: Final = 10
"""With so many rows one may lack its id, as the sums below a list of accounts do."""


class Seen(Protocol):
    """One file as it was looked at."""

    @property
    def key(self) -> str:
        """Its short name in the source."""

    @property
    def file(self) -> File:
        """Where it is."""

    @property
    def rows(self) -> int:
        """How many rows it has."""

    @property
    def columns(self) -> Sequence[Column]:
        """Its columns, in order."""


class Look(Protocol):
    """Questions about the rows of the files."""

    def distinct(self, key: str, columns: Sequence[str], month: str | None = None) -> int:
        """How many different rows these columns make, a date being taken for its month."""

    def found(
        self, key: str, column: str, other: str, among: str, *, loosely: bool = False
    ) -> tuple[int, int]:
        """How many different values of a column another column has, and how many there are."""

    def begins_with(self, key: str, column: str, other: str, among: str) -> tuple[int, int]:
        """How many different values begin with an id of another column and a space, of how many."""

    def in_order(self, key: str, first: str, then: str) -> tuple[int, int, int]:
        """How many rows have both dates, in how many the first is not after, and is before."""

    def by_checksum(self, key: str, column: str, other: str, among: str) -> bool:
        """Whether ids of 15 characters and those of 18, of which 3 are a checksum, meet in them."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A column whose values are the ids of another file's rows."""

    key: str
    column: str
    other: str
    among: str
    sure: Sure


def own_ids(seen: Seen) -> list[Column]:
    """The columns that are different in every row and may be an id, the likeliest first."""
    unique = [c for c in seen.columns if may_be_id(c) and c.distinct == seen.rows]
    return sorted((c for c in unique if c.filled == 1.0), key=_unlikely)


def may_be_id(column: Column) -> bool:
    """Whether a column's values could be ids: words, or whole numbers."""
    whole = is_number(column) and all(_whole(e) for e in column.examples)
    return not is_date(column) and (is_text(column) or whole)


def _whole(example: str) -> bool:
    return example.removesuffix(".0").lstrip("-").isdigit()


def _unlikely(column: Column) -> tuple[bool, bool, bool, bool, bool]:
    of_account, named = (speaks_of(role, column.label) for role in ("account id", "own id"))
    plain = not named and not _are_codes(column)
    return not (of_account and named), not named, not of_account, plain, not is_text(column)


def _are_codes(column: Column) -> bool:
    """Whether texts look like codes and not like names: no spaces, and figures in them."""
    return is_text(column) and all(" " not in e and re.search(r"\d", e) for e in column.examples)


def may_be_amounts(column: Column) -> bool:
    """Whether numbers that differ in every row are named for no id: amounts may differ so."""
    named = speaks_of("own id", column.label) or speaks_of("account id", column.label)
    return is_number(column) and not named


def own_or_nearly(seen: Seen) -> list[Column]:
    """The own ids, and columns named for one of which less than 2 of 100 rows repeat another.

    One row of ten or more may lack its id, or 2 of 100.
    """
    own = own_ids(seen)
    lacks = max(1.0 if seen.rows >= SOME else 0.0, (1 - NEARLY) * seen.rows)
    nearly = [c for c in seen.columns if may_be_id(c) and c not in own]
    nearly = [c for c in nearly if blanks_of(seen, c) <= lacks]
    nearly = [
        c for c in nearly if seen.rows > c.distinct > NEARLY * (seen.rows - blanks_of(seen, c))
    ]
    named = [c for c in nearly if speaks_of("own id", c.label)]
    return sorted([*own, *named], key=_unlikely)


def blanks_of(seen: Seen, column: Column) -> int:
    """In how many rows of a file a column is empty."""
    return round((1 - column.filled) * seen.rows)


def ties_between(files: Sequence[Seen], look: Look) -> list[Tie]:
    """Every tie between two files that names and values speak for, the best first."""
    ties = [
        tie
        for other in files
        for among in own_or_nearly(other)[:5]
        for tie in ties_to(other, among, files, look)
    ]
    return sorted(ties, key=lambda tie: -tie.sure.share)


def ties_to(other: Seen, among: Column, files: Sequence[Seen], look: Look) -> list[Tie]:
    """The ties of other files to a column of one."""
    return [t for one in files if one.key != other.key for t in _ties(one, other, among, look)]


def _ties(one: Seen, other: Seen, among: Column, look: Look) -> Iterator[Tie]:
    for column in one.columns:
        kin = kinship(one.key, column, other.key, among, column.distinct < one.rows)
        words = is_text(column) and is_text(among) and column.distinct > 2
        if not may_be_id(column) or not (kin or words or both_ids(column, among)):
            continue
        found, all_of = look.found(one.key, column.label, other.key, among.label)
        if not all_of or found < ENOUGH * all_of:
            continue
        said = f"{found:,} of its {all_of:,} ids are in {other.key}, column {among.label}"
        if look.by_checksum(one.key, column.label, other.key, among.label):
            said += ", by their first 15 characters: the last 3 of 18 are a checksum of them"
        trust = max(kin, 0.85 if words else 0.7)
        yield Tie(one.key, column.label, other.key, among.label, Sure(found / all_of * trust, said))


def why_untied(one: Seen, others: Sequence[tuple[Seen, str]], look: Look) -> str:
    """Why a file hangs on none of the others, of which the id columns are given.

    Ids that would be found but for zeros before them, a .0 behind them or their case are told.
    """
    for other, label in others:
        among = next(c for c in other.columns if c.label == label)
        for column in one.columns:
            kin = kinship(one.key, column, other.key, among, column.distinct < one.rows)
            if not may_be_id(column) or not (kin or both_ids(column, among)):
                continue
            found, all_of = look.found(one.key, column.label, other.key, label, loosely=True)
            if all_of and found >= ENOUGH * all_of:
                return (
                    f"its column {column.label} looks like {label} of {other.key} but for zeros"
                    " before the ids, a .0 behind them, or capitals: make them alike"
                )
    return _within_words(one, others, look) or "none of its columns holds ids of the other files"


def _within_words(one: Seen, others: Sequence[tuple[Seen, str]], look: Look) -> str | None:
    """Why a file hangs on none of the others though one of its columns holds an id and a name."""
    for other, label in others:
        for column in one.columns:
            if not is_text(column) or not all(" " in e for e in column.examples[:10]):
                continue
            found, all_of = look.begins_with(one.key, column.label, other.key, label)
            if all_of and found >= ENOUGH * all_of:
                return (
                    f"its column {column.label} begins with {label} of {other.key}, and holds more"
                    " behind a space: give the id a column of its own"
                )
    return None
