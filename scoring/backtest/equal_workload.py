"""Two cards that flag the same number of cases: how many more of the losses the first catches."""

from __future__ import annotations

from typing import Final

import numpy as np

from scoring.backtest.bootstrap import LATER, METHOD, Draws, percentiles, totals
from scoring.backtest.drawn import caught_in_draws, worst_tie
from scoring.backtest.figure import Figure, no_figure, without_interval
from scoring.backtest.order import Order
from scoring.backtest.proportions import by_account
from scoring.values import Bools, Floats, Ints

_SAME: Final = 1e-12
"""An interval of shares this narrow is one of no width, rounded."""


def caught_difference(
    draws: Draws | None,
    first: Order,
    second: Order,
    lost: Bools,
    account: Ints,
    flagged: float | None,
) -> Figure:
    """The share of losses the first card catches less that of the second, at equal workload.

    Both flag the same number of cases, the last tie shared; in every draw the cut is taken
    anew at the same part of all cases, and both cards see the same accounts (paired). With
    `flagged` None the second is a rule, its flagged cases the worst tie: both flag as many as
    it does, in every draw anew. A loss without a score counts as not caught. Where two different
    orders differ alike in every draw, such as one that catches nobody and chance, the draws know
    no spread and words stand in place of the interval. Without draws, on a path that a slider
    drives, it has none. Input: two orders of the same cases, and
    the lost and account (rows,) of those cases, scored or not.
    """
    rows, losses = float(len(lost)), float(np.count_nonzero(lost))
    if losses <= 0.0:
        return no_figure("There is no loss to catch.", rows, METHOD)
    count = float(second.flagged[1]) if flagged is None else flagged
    estimate = _caught_once(first, count) - _caught_once(second, count)
    if draws is None:
        return without_interval(estimate / losses, losses, LATER)
    cases, gone = draws.kept.of("cases", (lost, account), lambda: _totals(draws, lost, account))
    counts = worst_tie(second, draws) if flagged is None else flagged / rows * cases
    gaps = caught_in_draws(first, draws, counts) - caught_in_draws(second, draws, counts)
    values = np.divide(gaps, gone, out=np.full(len(gone), np.nan), where=gone > 0.0)
    found = percentiles(estimate / losses, values, losses)
    if found.low is None or found.high is None or found.high - found.low > _SAME:
        return found
    if np.array_equal(first.rows, second.rows) and np.array_equal(first.starts, second.starts):
        return found
    why = "Every draw of the accounts says the same, so that its interval cannot be told."
    return without_interval(estimate / losses, losses, why)


def _totals(draws: Draws, lost: Bools, account: Ints) -> Floats:
    """Cases and losses of every draw; shape (2, draws)."""
    columns = (np.ones(len(lost)), lost)
    sums = np.stack([by_account(one, account, draws.accounts) for one in columns], axis=1)
    return totals(draws, sums).T


def _caught_once(order: Order, count: float) -> float:
    """The losses among the `count` worst, the last tie shared, where every account counts once."""
    reached, found = order.flagged[1:], order.caught[1:]
    if not len(reached):
        return 0.0
    tie = min(int(np.searchsorted(reached, count)), len(reached) - 1)
    part = max(reached[tie] - count, 0.0) / (reached[tie] - order.flagged[tie])
    return float(found[tie] - part * (found[tie] - order.caught[tie]))
