"""How many accounts that turned red came back, worked and not worked side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.bootstrap import draw_accounts, of_sums
from scoring.backtest.entries import DEPTHS, Entries
from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.proportions import by_account, clustered_proportion
from scoring.values import Bools, Floats, Ints

FEW: Final = 8
"""Entries in each of the two groups from which a difference is given."""

NOT_PROOF: Final = "CSMs pick the accounts they work; this is not proof."

NO_TOUCHES: Final = "The data do not say who was worked."


@dataclass(frozen=True, slots=True)
class Side:
    """What became of some entries: how many came well, left red, were lost; clustered Wilson.

    `lapsed` left red and were lost all the same, within the window.
    """

    entries: int
    lapsed: int
    saved: Figure
    calmer: Figure
    lost: Figure


@dataclass(frozen=True, slots=True)
class Contrast:
    """Lost among the worked less lost among the others; below 0 fewer of the worked were lost.

    `naive` takes all entries together; `stratified` compares within segment and depth of red.
    """

    naive: Figure
    stratified: Figure
    strata: int
    left_out: int


@dataclass(frozen=True, slots=True)
class SaveRate:
    """The save rate with what it was made of.

    `window` are months; `open` entries are too young for their window to be over, and in no
    figure. `worked` and `idle` are None where the data do not say who was worked.
    """

    window: int
    goal: str
    all: Side
    open: int
    worked: Side | None
    idle: Side | None
    contrast: Contrast | None
    segment: str


def save_rate_of(
    entries: Entries, still_open: int, window: int, goal: str, segment: str, codes: Ints
) -> SaveRate:
    """The save rate of entries, and of the worked and the others.

    Input: the name of the goal, and of the dimension by which is stratified, with each entry's
    code in it (-1: unknown, a stratum of its own).
    """
    worked = entries.worked
    sides: list[Side | None] = [None, None]
    contrast = None
    if worked is not None:
        sides = [_side(entries.at(worked)), _side(entries.at(~worked))]
        contrast = _contrast(entries, worked, codes)
    return SaveRate(window, goal, _side(entries), still_open, sides[0], sides[1], contrast, segment)


def _side(entries: Entries) -> Side:
    _, account = np.unique(entries.account, return_inverse=True)
    figures = [
        clustered_proportion(hit, account, nothing="Nobody turned red.")
        for hit in (entries.saved, entries.calmer, entries.lost)
    ]
    return Side(len(entries), int((entries.calmer & entries.lost).sum()), *figures)


def _contrast(entries: Entries, worked: Bools, codes: Ints) -> Contrast:
    """The two differences; intervals by drawing the accounts again."""
    n = int(worked.sum()), int((~worked).sum())
    if min(n) < FEW:
        why = f"{n[0]} worked and {n[1]} not: from {FEW} of each on."
        return Contrast(no_figure(why, sum(n)), no_figure(why, sum(n)), 0, 0)
    _, account = np.unique(entries.account, return_inverse=True)
    draws = draw_accounts(int(account.max()) + 1, seed=0)
    _, stratum = np.unique((codes + 1) * (len(DEPTHS) + 1) + entries.depth, return_inverse=True)
    both = _with_both(stratum, worked)

    def figure(group: Ints, used: Bools) -> Figure:
        count = int(group.max()) + 1
        columns = [
            np.where(used & (group == g) & (worked == side), hit, 0.0)
            for g in range(count)
            for side in (True, False)
            for hit in (np.ones(len(group)), entries.lost.astype(np.float64))
        ]
        sums = np.stack([by_account(c, account, draws.accounts) for c in columns], axis=1)
        return of_sums(draws, sums, _pooled)

    everyone = np.ones(len(worked), dtype=np.bool_)
    naive = figure(np.zeros(len(worked), dtype=np.int64), everyone)
    used = both[stratum]
    if not used.any():
        apart = no_figure("No group of like accounts has worked ones and others.")
    else:
        apart = figure(stratum, used)
    return Contrast(naive, apart, int(both.sum()), int((~used).sum()))


def _with_both(stratum: Ints, worked: Bools) -> Bools:
    """Which strata hold worked entries and others."""
    of = np.bincount(stratum, worked)
    return np.asarray((of > 0) & (of < np.bincount(stratum)))


def _pooled(sums: Floats) -> Floats:
    """The difference of risks over strata, weighted as Mantel and Haenszel do (1959).

    Input: for each stratum worked, worked and lost, others, others and lost: (…, 4·strata).
    Each stratum weighs n₁n₀/(n₁+n₀); one without both has no say.
    """
    n1, hit1, n0, hit0 = (sums[..., i::4] for i in range(4))
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where((n1 > 0) & (n0 > 0), n1 * n0 / (n1 + n0), 0.0)
        gap = np.where(weight > 0.0, hit1 / n1 - hit0 / n0, 0.0)
        return np.asarray((weight * gap).sum(axis=-1) / weight.sum(axis=-1))
