"""A ledger summed up: for the whole book, and for each value of a trait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scoring.values import Bools, Ints, Texts
from scoring.views.band_matrix import BandMatrix
from scoring.views.ledger import CAUSES, Ledger


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """Some accounts of a ledger.

    `change` and `parts` (by CAUSES) are means in points over the `accounts` with a score on both
    sides, 0 where there are none. `moved` of the accounts in the book on both sides changed
    their band; `into` and `out_of` the bands that flag so many went, with their ARR.
    """

    name: str
    accounts: int
    change: float
    parts: tuple[float, ...]
    moved: int
    into: int
    into_arr: float
    out_of: int
    out_of_arr: float


def whole_line(found: Ledger, matrix: BandMatrix, name: str = "All accounts") -> LedgerLine:
    """Everybody in one line."""
    everybody = np.ones(len(matrix.was), dtype=np.bool_)
    return _line(name, found, matrix, everybody)


def lines_by(found: Ledger, matrix: BandMatrix, trait: Texts) -> tuple[LedgerLine, ...]:
    """A line for each value of a trait (accounts,) that somebody in either book has, by name.

    Who has no value comes last, under "none".
    """
    return tuple(_lines(found, matrix, trait))


def _lines(found: Ledger, matrix: BandMatrix, trait: Texts) -> Iterator[LedgerLine]:
    order = sorted(range(len(trait.labels)), key=lambda code: trait.labels[code].lower())
    there = matrix.was >= 0
    for code in (*order, -1):
        mine = there & (trait.codes == code)
        if mine.any():
            yield _line(trait.labels[code] if code >= 0 else "none", found, matrix, mine)


def _line(name: str, found: Ledger, matrix: BandMatrix, mine: Bools) -> LedgerLine:
    own = mine[found.account]
    count = int(own.sum())
    parts = found.parts[:, own].sum(axis=1) / max(count, 1)
    into, out_of = matrix.into & mine, matrix.out_of & mine
    arr = np.nan_to_num(matrix.arr)
    return LedgerLine(
        name=name,
        accounts=count,
        change=float(found.change[own].sum() / max(count, 1)),
        parts=tuple(parts.tolist()),
        moved=int((matrix.moved & mine).sum()),
        into=int(into.sum()),
        into_arr=float(arr[into].sum()),
        out_of=int(out_of.sum()),
        out_of_arr=float(arr[out_of].sum()),
    )


def moved_by(causes: Ints) -> dict[str, int]:
    """How many accounts each cause moved from band to band, those that moved none included."""
    return {name: int((causes == place).sum()) for place, name in enumerate(CAUSES)}
