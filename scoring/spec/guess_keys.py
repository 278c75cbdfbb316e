"""Which columns tie several files together: guesses from names, held against the values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from scoring.spec.data_file import File
from scoring.spec.guess import Column, akin, is_date, is_number, is_text, speaks_of
from scoring.spec.tables import Sure

ENOUGH: Final = 0.5
"""So many of the ids of one file must be found in the other."""

_IDS: Final = ("account id", "own id")


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

    def found(self, key: str, column: str, other: str, among: str) -> tuple[int, int]:
        """How many different values of a column there are, and how many another column has."""


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


def _unlikely(column: Column) -> tuple[bool, bool, bool]:
    strong = speaks_of("account id", column.label) and speaks_of("own id", column.label)
    return not strong, not speaks_of("own id", column.label), not is_text(column)


def ties_between(files: Sequence[Seen], look: Look) -> list[Tie]:
    """Every tie between two files that names and values speak for, the best first."""
    ties = [
        tie
        for other in files
        for among in own_ids(other)[:5]
        for one in files
        if one.key != other.key
        for tie in _ties(one, other, among, look)
    ]
    return sorted(ties, key=lambda tie: -tie.sure.share)


def _ties(one: Seen, other: Seen, among: Column, look: Look) -> Iterator[Tie]:
    for column in one.columns:
        kin = akin(column.label, among.label)
        words = is_text(column) and is_text(among) and column.distinct > 2
        ids = any(speaks_of(r, column.label) and speaks_of(r, among.label) for r in _IDS)
        if not may_be_id(column) or not (kin or words or ids):
            continue
        found, all_of = look.found(one.key, column.label, other.key, among.label)
        if not all_of or found < ENOUGH * all_of:
            continue
        said = f"{found:,} of its {all_of:,} ids are in {other.key}, column {among.label}"
        trust = 1.0 if kin else 0.85 if words else 0.7
        yield Tie(one.key, column.label, other.key, among.label, Sure(found / all_of * trust, said))
