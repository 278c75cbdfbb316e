"""Where one account stands in the order of the book: its place, its neighbours, the worst few."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.live.frame import Frame
from scoring.live.kernel import Scores
from scoring.values import Bools, Floats, Ints, Month


@dataclass(frozen=True, slots=True)
class Place:
    """An account's place, from 1 the worst, `of` how many; the accounts on its two sides.

    `worse` and `better` are positions of accounts, None at the two ends.
    """

    place: int
    of: int
    worse: int | None
    better: int | None


def rows_in_book(frame: Frame, month: Month, within: Bools | None = None) -> Ints:
    """The rows of the customers of a month, of those `within` (a mask over accounts)."""
    span = frame.rows_at(month)
    rows = np.arange(span.start, span.stop)[frame.in_book(span)]
    return rows if within is None else rows[within[frame.account[rows]]]


def worst(frame: Frame, scores: Scores, rows: Ints, most: int) -> tuple[int, ...]:
    """Of some rows the few with the lowest scores, larger revenue first among equals.

    Rows without a score are none of them.
    """
    scored = rows[~np.isnan(scores.score[rows])]
    if len(scored) > most:
        score = scores.score[scored]
        scored = scored[score <= np.partition(score, most - 1)[most - 1]]
    order = np.lexsort(_keys(frame, scores, scored)[::-1])
    return tuple(scored[order[:most]].tolist())


def place_of(frame: Frame, scores: Scores, rows: Ints, row: int) -> Place | None:
    """The place of one row among some, by score, those without one last; None if it is not there.

    Among equal scores the larger revenue comes first, then the earlier id. One pass over the
    rows finds place and neighbours; nothing is sorted.
    """
    if not len(rows) or row not in rows:
        return None
    keys = _keys(frame, scores, rows)
    at = int(np.flatnonzero(rows == row)[0])
    below, above = _beside(keys, at)
    account = frame.account[rows]
    return Place(
        int(below.sum()) + 1,
        len(rows),
        int(account[_end(keys, below, last=True)]) if below.any() else None,
        int(account[_end(keys, above, last=False)]) if above.any() else None,
    )


def _keys(frame: Frame, scores: Scores, rows: Ints) -> tuple[Floats, Floats, Floats]:
    score = np.where(np.isnan(scores.score[rows]), np.inf, scores.score[rows])
    size = -np.nan_to_num(frame.arr[rows])
    return score, size, frame.account[rows].astype(np.float64)


def _beside(keys: tuple[Floats, ...], at: int) -> tuple[Bools, Bools]:
    """Which rows come before one in the order of the keys, and which after it."""
    before = np.zeros(len(keys[0]), dtype=np.bool_)
    after, equal = before.copy(), ~before
    for key in keys:
        before |= equal & (key < key[at])
        after |= equal & (key > key[at])
        equal &= key == key[at]
    return before, after


def _end(keys: tuple[Floats, ...], among: Bools, *, last: bool) -> int:
    """The first or the last of some rows in the order of the keys."""
    left = np.flatnonzero(among)
    for key in keys:
        own = key[left]
        left = left[own == (own.max() if last else own.min())]
    return int(left[0])
