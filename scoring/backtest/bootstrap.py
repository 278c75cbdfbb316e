"""Intervals by drawing accounts again: each account counts a Poisson(1) number of times.

The Poisson bootstrap (Chamandy and others 2012, Hanley and MacGibbon 2006) over whole accounts,
so that an account's rows stay together (Field and Welsh 2007). An interval is the 2.5th to the
97.5th percentile of the draws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from scoring.backtest.figure import Figure, no_figure, without_interval
from scoring.backtest.proportions import by_account, wilson_bounds
from scoring.limits.ending import go_on
from scoring.live.shelf import Shelf
from scoring.values import Bools, Floats, Ints

DRAWS = 200
METHOD = "account bootstrap"
LATER = "Its interval comes when the slider rests."
WILSON = "Wilson with effective n"
ENOUGH = 30
"""From so many effective losses the draws alone make the interval of revenue caught."""
BLOCK = 4_000_000
"""Weights turned into floats at once: 32 MB."""
_SPOILT = 0.05  # more draws without a value than this, and there is no interval


@dataclass(frozen=True, slots=True)
class Draws:
    """How often each account counts in each draw; shape (draws, accounts).

    It depends on the accounts and the seed alone: draw once, use for every figure and card. An
    account's numbers lie side by side in memory, as most figures ask for some accounts in all
    draws. `kept` holds what was summed of cases that stay.
    """

    times: NDArray[np.uint8]
    kept: Shelf = field(default_factory=lambda: Shelf(12), compare=False, repr=False)

    @property
    def accounts(self) -> int:
        """The number of accounts."""
        return int(self.times.shape[1])


def draw_accounts(accounts: int, seed: int, draws: int = DRAWS) -> Draws:
    """The draws of a seed; the same seed gives the same draws."""
    rng = np.random.default_rng(seed)
    times = np.empty((accounts, draws), np.uint8)
    for place in range(draws):  # all at once they would take eight bytes each
        times[:, place] = rng.poisson(1.0, accounts)
    return Draws(times.T)


def totals(draws: Draws, sums: Floats) -> Floats:
    """The sums of every draw: (accounts, k) per-account sums become (draws, k)."""
    times, held = draws.times, np.flatnonzero(np.any(sums != 0.0, axis=1))
    if 2 * len(held) < len(sums):  # of lost revenue most accounts have none to add
        times, sums = times[:, held], sums[held]
    step = max(1, BLOCK // max(1, times.shape[1]))
    parts = [
        times[first : first + step].astype(np.float64, order="C") @ sums
        for first in range(0, len(times), step)
    ]
    return np.concatenate(parts)


def percentiles(estimate: float, values: Floats, n: float) -> Figure:
    """An estimate with the middle 95% of its draws; draws without a value are NaN.

    If more than one draw in twenty has none the estimate stands without an interval. Of very few
    accounts the draws may all lie on one side: the interval reaches the estimate at least.
    """
    known = values[np.isfinite(values)]
    if len(known) < (1.0 - _SPOILT) * len(values) or not len(known):
        why = "Too few losses to draw the accounts again: no interval."
        return without_interval(estimate, n, why)
    low, high = np.quantile(known, [0.025, 0.975])
    return Figure(estimate, min(float(low), estimate), max(float(high), estimate), n, n, METHOD)


def of_sums(draws: Draws | None, sums: Floats, statistic: Callable[[Floats], Floats]) -> Figure:
    """A figure that is a function of sums over accounts, such as a ratio.

    `sums` (accounts, k); `statistic` turns (…, k) into (…), NaN or infinite where it has no
    value. `n` is the number of accounts with anything to add. Without draws the interval is
    left out.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = float(statistic(sums.sum(axis=0)))
        values = None if draws is None else statistic(totals(draws, sums))
    accounts = int(np.count_nonzero(np.any(sums != 0.0, axis=1)))
    if not np.isfinite(estimate):
        return no_figure("There is nothing to divide by.", accounts, METHOD)
    if values is None:
        return without_interval(estimate, accounts, LATER)
    return percentiles(estimate, values, accounts)


def of_weights(draws: Draws, account: Ints, statistic: Callable[[Floats], float | None]) -> Figure:
    """Any figure of weighted cases: `statistic` gets a weight for each row of `account`.

    Input: `account` (rows,), in the order in which the statistic wants its weights. One call
    per draw: not for a path that a slider drives.
    """
    estimate = statistic(np.ones(len(account)))
    if estimate is None:
        return no_figure("There is nothing to divide by.", 0, METHOD)
    found = []
    for times in draws.times:
        go_on()
        found.append(statistic(times[account].astype(np.float64)))
    values = np.array([np.nan if value is None else value for value in found])
    return percentiles(estimate, values, draws.accounts)


def lift(draws: Draws | None, flagged: Bools | Floats, lost: Bools, account: Ints) -> Figure:
    """How much richer in losses the flagged are than the book: (TP / F) / (P / rows).

    Without draws, on a path that a slider drives, it has no interval.
    """
    flag = np.asarray(flagged, np.float64)
    columns = (flag * lost, flag, lost, np.ones(len(lost)))
    accounts = None if draws is None else draws.accounts
    sums = np.stack([by_account(c, account, accounts) for c in columns], axis=1)
    return of_sums(draws, sums, lambda s: s[..., 0] * s[..., 3] / (s[..., 1] * s[..., 2]))


@dataclass(frozen=True, slots=True)
class Money:
    """The share of lost revenue that was flagged, and how much rests on how few.

    `caught.effective` is (Σa)² / Σa² over the lost accounts (Kish 1965): what their number is
    worth. `largest` is the biggest one's share of the lost revenue, None without any.
    `unknown` lost accounts have no revenue on record and are not in it.
    """

    caught: Figure
    largest: float | None
    unknown: int


def arr_caught(
    draws: Draws | None, flagged: Bools | Floats, lost: Bools, arr: Floats, account: Ints
) -> Money:
    """Revenue of the flagged losses over that of all losses, both as of the date of the look.

    Input: shape (rows,) each; `arr` in money a year, NaN where unknown, negative counts as
    none. The interval is that of the draws; below 30 effective losses, where those hold the
    truth too seldom (.89 to .93), the wider of it and Wilson's with the effective number. Without
    draws (a path that a slider drives), and where all or nothing was flagged, so that every draw
    says the same, Wilson's stands alone.
    """
    gone = np.asarray(lost, np.bool_)
    unknown = len(np.unique(account[gone & np.isnan(arr)]))
    amount = np.where(gone, np.maximum(np.nan_to_num(arr), 0.0), 0.0)
    accounts = None if draws is None else draws.accounts
    columns = (amount * flagged, amount)
    sums = np.stack([by_account(c, account, accounts) for c in columns], axis=1)
    each = sums[:, 1]
    total = float(each.sum())
    if total <= 0.0:
        why = "No revenue is known of the lost accounts." if unknown else "No revenue was lost."
        return Money(no_figure(why, 0, METHOD), None, unknown)
    effective = total * total / float(np.sum(each * each))
    share = min(max(float(sums[:, 0].sum()) / total, 0.0), 1.0)
    n = int(np.count_nonzero(each))
    figure = Figure(share, *wilson_bounds(share, effective), n, effective, WILSON)
    if draws is not None and 0.0 < share < 1.0:
        figure = _wider_if_few(figure, draws, sums)
    return Money(figure, float(each.max()) / total, unknown)


def _wider_if_few(wilson: Figure, draws: Draws, sums: Floats) -> Figure:
    """The interval of the draws, or Wilson's where losses are few and it is the wider one."""
    with np.errstate(invalid="ignore"):
        drawn = totals(draws, sums)
        seen = percentiles(wilson.estimate or 0.0, drawn[:, 0] / drawn[:, 1], wilson.n)
    if seen.low is None or seen.high is None:
        return wilson
    width = (wilson.high or 0.0) - (wilson.low or 0.0)
    if wilson.effective < ENOUGH and width > seen.high - seen.low:
        return wilson
    return replace(seen, effective=wilson.effective)
