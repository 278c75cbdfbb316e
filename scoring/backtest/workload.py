"""What a team can work: the cut that follows from it, and what every other cut would find."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.backtest.order import Order
from scoring.errors import CommandError
from scoring.values import Floats, Ints


def must_be_a_capacity(accounts: float) -> None:
    """Raise CommandError unless so many accounts can be worked: a number above 0, not infinite."""
    if not 0 < accounts < np.inf:
        raise CommandError(f"a capacity of {accounts:g} accounts", fix="give a number above 0")


@dataclass(frozen=True, slots=True)
class Cut:
    """The score at which a team's capacity is spent.

    Everybody below `score` is worked (`sure` of them). Of the `tied` at exactly that score only
    the part `share` (0 … 1) still fits: each counts as that much. `score` is None where nobody
    is worked, and beyond the best score where everybody is.
    """

    score: float | None
    sure: int
    tied: int
    share: float

    def shares(self, score: Floats) -> Floats:
        """How much of each account is worked: 1, `share` or 0; 0 without a score (NaN)."""
        if self.score is None:
            return np.zeros(len(score))
        at = np.where(score == self.score, self.share, 0.0)
        return np.where(score < self.score, 1.0, at)


def cut_for(score: Floats, capacity: float) -> Cut:
    """The cut that flags as many of the present book as the team can work.

    Input: the scores of the book now (NaN: not scored, never flagged) and the accounts that the
    team can work in a month, in accounts. A tie at the cut is shared, so that the flagged add up
    to the capacity exactly, or to all scored accounts if those are fewer.
    """
    known = np.sort(score[~np.isnan(score)])
    if capacity <= 0.0 or not len(known):
        return Cut(None, 0, 0, 0.0)
    if capacity >= len(known):
        at = float(known[-1])
        return Cut(at, int(np.searchsorted(known, at)), int(np.sum(known == at)), 1.0)
    at = float(known[int(np.ceil(capacity)) - 1])
    below = int(np.searchsorted(known, at, side="left"))
    tied = int(np.searchsorted(known, at, side="right")) - below
    return Cut(at, below, tied, (capacity - below) / tied)


def worst_shares(score: Floats, count: float, group: Ints | None = None) -> Floats:
    """How much of each row is among the `count` worst of its group, ties shared fractionally.

    Input: shape (rows,); `group` codes from 0 (a CSM's book, a month, both), one group if None.
    Output: 0 … 1, shape (rows,), 0 without a score. They add up to `count` in every group that
    has as many scored rows, and to the scored rows in a smaller one.
    """
    group = np.zeros(len(score), np.int64) if group is None else group
    rows = np.lexsort((score, group))
    rows = rows[~np.isnan(score[rows])]
    found = np.zeros(len(score))
    if not len(rows):
        return found
    of, value = group[rows], score[rows]
    new_group = np.concatenate([[True], of[1:] != of[:-1]])
    new_tie = new_group | np.concatenate([[True], value[1:] != value[:-1]])
    starts = np.flatnonzero(new_tie)
    sizes = np.diff(np.append(starts, len(rows)))
    first_of_group = np.maximum.accumulate(np.where(new_group, np.arange(len(rows)), 0))
    before = starts - first_of_group[starts]
    part = np.clip((count - before) / sizes, 0.0, 1.0)
    found[rows] = np.repeat(part, sizes)
    return found


@dataclass(frozen=True, slots=True)
class Sweep:
    """What each cut would flag: shape (cuts,) each, cuts rising.

    A case is flagged if its score lies below the cut, as a band's border is read: the border
    itself belongs to the better band.
    """

    cut: Floats
    flagged: Ints
    caught: Ints
    false_alarms: Ints


def sweep(order: Order, cuts: Floats | None = None) -> Sweep:
    """Flagged, caught and falsely flagged cases at every cut.

    `cuts` rising; if None every distinct score, and one step beyond the best of them.
    """
    if cuts is None:
        best = order.score[-1:] if len(order.score) else np.zeros(0)
        cuts = np.concatenate([order.score[order.starts], np.nextafter(best, np.inf)])
    step = np.searchsorted(order.score[order.starts], cuts, side="left")
    flagged = order.flagged[step].astype(np.int64)
    caught = order.caught[step].astype(np.int64)
    return Sweep(cuts, flagged, caught, flagged - caught)


def grid(low: float = 0.0, high: float = 100.0, per_point: int = 10) -> Floats:
    """Cuts in tenths of a point, without the drift that adding tenths would bring."""
    return np.arange(round(low * per_point), round(high * per_point) + 1) / per_point


@dataclass(frozen=True, slots=True)
class Chance:
    """What picking the same number at random catches: mean and the middle 95%, in losses."""

    mean: float
    low: int
    high: int


def by_chance(rows: int, lost: int, flagged: int) -> Chance:
    """Losses among `flagged` cases picked blindly out of `rows` with `lost` lost.

    The hypergeometric law: its mean and its quantiles at 2.5% and 97.5% (the smallest count
    that at least so much of the law lies at or below). Raises ValueError unless 0 ≤ lost and
    flagged ≤ rows.
    """
    if not (0 <= lost <= rows and 0 <= flagged <= rows):
        raise ValueError("lost and flagged must lie between 0 and the number of rows")
    first, last = max(0, lost + flagged - rows), min(lost, flagged)
    at = np.arange(first, last, dtype=np.float64)
    ratio = (lost - at) * (flagged - at) / ((at + 1.0) * (rows - lost - flagged + at + 1.0))
    logs = np.concatenate([[0.0], np.cumsum(np.log(ratio))])
    chances = np.exp(logs - logs.max())
    below = np.cumsum(chances) / chances.sum()
    low, high = np.searchsorted(below, [0.025, 0.975])
    mean = flagged * lost / rows if rows else 0.0
    return Chance(mean, first + int(low), first + min(int(high), len(below) - 1))
