"""Rows that sum up the rows above them, such as Total EMEA below those of that region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile

_SAME: Final = 1e-6
"""Sums that a person rounded for a report are the same to so much of them."""
_MANY: Final = 1_000
"""A sum of so many units is met by chance as good as never; a smaller one is by few calls."""


class _Row(NamedTuple):
    """A row that may sum up those above it: how many of its numbers do, of how many that may."""

    number: int
    same: int
    told: int
    large: bool


def same_sum(one: float, other: float) -> bool:
    """Whether a number is a sum, perhaps rounded."""
    return abs(one - other) <= _SAME * abs(one)


def subtotals(
    session: Session, file: StagedFile, key: Sql, numbers: Sequence[Sql], ids: Sequence[str]
) -> frozenset[int]:
    """The rows under some ids that hold the sums of the rows between the one before and them.

    Input: a session that holds the file, its ids, its columns of numbers, and the ids that speak of
    a total. Output: their numbers. A row is one if a number of it is such a sum, to which two rows
    add something, of 1,000 or more, or if all are and there are two of them, in one such row or in
    several.
    """
    rows = [row for row in _rows(session, file, key, numbers, ids) if row.same]
    full = [row for row in rows if row.same == row.told]
    enough = sum(row.same for row in full) > 1
    return frozenset(row.number for row in rows if row.large or (enough and row in full))


def _rows(
    session: Session, file: StagedFile, key: Sql, numbers: Sequence[Sql], ids: Sequence[str]
) -> Iterator[_Row]:
    if not (numbers and ids):
        return
    names = [Sql(f"x{i}") for i in range(len(numbers))]
    cells = Sql("".join(f", {x} AS {name}" for x, name in zip(numbers, names, strict=True)))
    both = (
        f", CASE WHEN count(nullif({x}, 0)) FILTER (NOT ends) > 1 THEN sum({x}) FILTER (NOT ends)"
        f" END, max({x}) FILTER (ends)"
        for x in names
    )
    pairs = Sql("".join(both))
    query = statement(
        "WITH r AS (SELECT row_no, coalesce(list_contains(CAST(? AS VARCHAR[]), {id}), false)"
        " AS ends{cells} FROM {t}),"
        " b AS (SELECT *, sum(CAST(ends AS INTEGER)) OVER (ORDER BY row_no)"
        " - CAST(ends AS INTEGER) AS block FROM r)"
        " SELECT max(row_no) FILTER (ends){pairs} FROM b GROUP BY block"
        " HAVING count_if(ends) = 1 AND count_if(NOT ends) > 1",
        id=key,
        cells=cells,
        t=file.table,
        pairs=pairs,
    )
    for number, *found in session.rows(query, [list(ids)]):
        told = [(s, x) for s, x in zip(found[::2], found[1::2], strict=True) if s and x is not None]
        same = [s for s, x in told if same_sum(s, x)]
        yield _Row(int(number), len(same), len(told), any(abs(s) >= _MANY for s in same))
