"""Each account's change of score, split into what brought it about; the parts add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import permutations, product
from typing import Final, TypeAlias

import numpy as np

from scoring.live.blend import Blend, Moved
from scoring.live.book import Book
from scoring.live.frame import Frame
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints, Month

Ruled: TypeAlias = tuple[Card, Month]
"""By which card, and at which month."""

CAUSES: Final = ("behaviour", "card", "data", "override")
"""What can move a score, in the order in which it is told."""

_CARD, _DATA, _UNIT = CAUSES.index("card"), CAUSES.index("data"), 1e9
"""Scores have nine decimals: in billionths of a point they are whole numbers, which add up."""

_Set: TypeAlias = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The change of score of every account that has one on both sides.

    `account` (n,) are positions of accounts, `before` and `after` (n,) their scores, `parts`
    (4, n) the points of each of CAUSES: in nine decimals they add up to after - before. The
    others are counted: in the book and scored on one side alone, on neither, or in the book on
    one side alone.
    """

    account: Ints
    before: Floats
    after: Floats
    parts: Floats
    lost_score: int
    gained_score: int
    never_scored: int
    left: int
    joined: int

    def __len__(self) -> int:
        """How many accounts have a score on both sides."""
        return len(self.account)

    @property
    def change(self) -> Floats:
        """The change of each score in points, in nine decimals."""
        return np.round(self.after - self.before, 9)

    @property
    def main(self) -> Ints:
        """The position of the cause that moved each account most; -1 where nothing did."""
        sizes = np.abs(self.parts)
        found = sizes.argmax(axis=0) if len(self) else np.zeros(0, dtype=np.int64)
        return np.where(sizes.max(axis=0, initial=0.0) > 0.0, found, -1)


def ledger(book: Book, before: Ruled, after: Ruled, within: Bools | None = None) -> Ledger:
    """The change from one card at one month to another card at another month.

    Input: two cards that fit the book, and the accounts that count (None: all). Each part is the
    Shapley value of its cause: the mean, over all orders in which the four could have changed,
    of what its change did to the score when its turn came. So no order is preferred, a cause
    that changes nothing has 0, and the parts add up. Orders in which a score would have stood
    on no weight at all are left out; where that is all of them the data have it all.

    Source: Shapley, A value for n-person games, 1953.
    """
    old, new = rows_in_book(book.frame, before[1]), rows_in_book(book.frame, after[1])
    if within is not None:
        old, new = np.where(within, old, -1), np.where(within, new, -1)
    both = np.flatnonzero((old >= 0) & (new >= 0))
    was, now = book.scored(before[0]).score[old[both]], book.scored(after[0]).score[new[both]]
    scored, gone, came = ~np.isnan(was) & ~np.isnan(now), np.isnan(now), np.isnan(was)
    account = both[scored]
    first, second = old[account], new[account]
    blends = [Blend(book, card, first, second) for card, _ in (before, after)]
    parts = shared_out(_values(blends, before[1] == after[1]), was[scored], now[scored])
    return Ledger(
        account,
        was[scored],
        now[scored],
        parts,
        lost_score=int((gone & ~came).sum()),
        gained_score=int((came & ~gone).sum()),
        never_scored=int((came & gone).sum()),
        left=int(((old >= 0) & (new < 0)).sum()),
        joined=int(((old < 0) & (new >= 0)).sum()),
    )


def rows_in_book(frame: Frame, month: Month) -> Ints:
    """The row of each account of the book at a month, -1 where there is none; (accounts,)."""
    rows = frame.rows_at(month)
    position = np.full(len(frame.accounts.ids), -1, dtype=np.int64)
    here = np.arange(rows.start, rows.stop)[frame.in_book(rows)]
    position[frame.account[here]] = here
    return position


def _values(blends: list[Blend], one_month: bool) -> Callable[[_Set], Floats]:
    """The score after any set of the causes has changed, each reckoned once."""
    one_card = blends[0].card.digest == blends[1].card.digest
    kept: dict[_Set, Floats] = {}

    def value(changed: _Set) -> Floats:
        behaviour, card, data, override = changed
        key = (
            behaviour and not one_month,
            card and not one_card,
            data and not one_month,
            override and not one_month,
        )
        if key not in kept:
            kept[key] = blends[key[_CARD]].scored(Moved(key[0], key[2], key[3]))
        return kept[key]

    return value


def shared_out(value: Callable[[_Set], Floats], before: Floats, after: Floats) -> Floats:
    """The Shapley value of each cause, in whole billionths of a point that add up.

    Input: the score (n,) after a set of CAUSES has changed, NaN where there is none, and the
    scores before and after. Output: shape (4, n).
    """
    known: Mapping[_Set, Floats] = {s: value(s) for s in product((False, True), repeat=4)}
    sums, orders = np.zeros((4, len(before))), np.zeros(len(before))
    for order in permutations(range(4)):
        changed, steps = [False] * 4, np.zeros((4, len(before)))
        for cause in order:
            reached = known[tuple(changed)]
            changed[cause] = True
            steps[cause] = known[tuple(changed)] - reached
        possible = ~np.isnan(steps).any(axis=0)
        sums += np.where(possible, steps, 0.0)
        orders += possible
    whole = np.rint(after * _UNIT) - np.rint(before * _UNIT)
    parts = np.rint(sums / np.maximum(orders, 1.0) * _UNIT)
    parts[_DATA] = np.where(orders > 0, parts[_DATA], whole)
    # What rounding left goes to the largest part, where it cannot be seen.
    parts[np.abs(parts).argmax(axis=0), np.arange(len(before))] += whole - parts.sum(axis=0)
    return parts / _UNIT
