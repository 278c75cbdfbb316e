"""Two cards that flag the same number of cases: how many more of the losses the first catches."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.backtest.bootstrap import BLOCK, LATER, METHOD, Draws, percentiles, totals
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
    accounts = int(account.max(initial=-1)) + 1 if draws is None else draws.accounts
    columns = (np.ones(len(lost)), lost)
    sums = np.stack([by_account(c, account, accounts) for c in columns], axis=1)
    rows, losses = (float(total) for total in sums.sum(axis=0))
    if losses <= 0.0:
        return no_figure("There is no loss to catch.", rows, METHOD)
    count = float(second.flagged[1]) if flagged is None else flagged
    estimate = _caught_once(first, count) - _caught_once(second, count)
    if draws is None:
        return without_interval(estimate / losses, losses, LATER)
    cases, gone = totals(draws, sums).T
    counts = None if flagged is None else flagged / rows * cases
    gaps = _gaps(first, second, draws.times, counts)
    values = np.divide(gaps, gone, out=np.full(len(gone), np.nan), where=gone > 0.0)
    found = percentiles(estimate / losses, values, losses)
    if found.low is None or found.high is None or found.high - found.low > _SAME:
        return found
    if np.array_equal(first.rows, second.rows) and np.array_equal(first.starts, second.starts):
        return found
    why = "Every draw of the accounts says the same, so that its interval cannot be told."
    return without_interval(estimate / losses, losses, why)


def _gaps(first: Order, second: Order, times: NDArray[np.uint8], counts: Floats | None) -> Floats:
    """How many more losses are among the worst of the first than of the second, draw by draw.

    Input: `times` (draws, accounts), `counts` (draws,) how many are picked, None for the worst
    tie of the second. Output: shape (draws,).
    """
    if counts is None:
        worst = second.account[: int(second.flagged[1])]
        counts = times[:, worst].sum(axis=1, dtype=np.float64)
    return _caught(first, times, counts) - _caught(second, times, counts)


def _caught_once(order: Order, count: float) -> float:
    """The losses among the `count` worst, the last tie shared, where every account counts once."""
    reached, found = order.flagged[1:], order.caught[1:]
    if not len(reached):
        return 0.0
    tie = min(int(np.searchsorted(reached, count)), len(reached) - 1)
    part = max(reached[tie] - count, 0.0) / (reached[tie] - order.flagged[tie])
    return float(found[tie] - part * (found[tie] - order.caught[tie]))


def _caught(order: Order, times: NDArray[np.uint8], counts: Floats) -> Floats:
    """The losses among the `counts` worst of each draw, the last tie shared; shape (draws,).

    Only the worst cases are drawn: twice as many as the largest count, then all if need be.
    """
    ties = int(np.searchsorted(order.flagged, 2.0 * float(counts.max(initial=0.0)) + 50.0))
    for many in (min(ties, len(order.starts)), len(order.starts)):
        step = max(1, BLOCK // max(1, int(order.flagged[many])))
        blocks = range(0, len(times), step)
        parts = [_among(order, many, times[i : i + step], counts[i : i + step]) for i in blocks]
        if not any(short for _, short in parts):
            break
    return np.concatenate([caught for caught, _ in parts])


def _among(
    order: Order, many: int, times: NDArray[np.uint8], counts: Floats
) -> tuple[Floats, bool]:
    """The same among the first so many ties, and whether they did not suffice for a draw."""
    if not many:
        return np.zeros(len(times)), False
    cases = int(order.flagged[many])
    drawn = picked = times[:, order.account[:cases]]
    if many < cases:
        picked = np.add.reduceat(drawn, order.starts[:many], axis=1, dtype=np.int32)
    reached = np.cumsum(picked, axis=1, dtype=np.int32)
    short = many < len(order.starts) and bool(np.any(reached[:, -1] < counts))
    wanted = np.ceil(counts).astype(np.int32)  # whole numbers lie below both or below neither
    tie = np.array([np.searchsorted(*one) for one in zip(reached, wanted, strict=True)])
    tie = np.minimum(tie, many - 1)
    row = np.arange(len(times))
    over = np.maximum(reached[row, tie] - counts, 0.0)
    size = picked[row, tie]
    part = np.divide(over, size, out=np.zeros(len(size)), where=size > 0)
    gone = np.flatnonzero(order.lost[:cases])
    lost, group = drawn[:, gone], order.group[gone]
    found = (lost * (group <= tie[:, None])).sum(axis=1)
    return found - part * (lost * (group == tie[:, None])).sum(axis=1), short
