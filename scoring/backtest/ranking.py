"""Ranking power: how often a lost account scored worse than a kept one (AUC).

Sources: DeLong, DeLong and Clarke-Pearson (1988) for the placements, Obuchowski (1997) for
accounts with several rows, Hanley and McNeil (1982) for few losses, Newcombe (2006) for a
perfect ranking.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from scoring.backtest.figure import Z95, Figure, no_figure, without_interval
from scoring.backtest.order import Order, weighted_steps, worst_first
from scoring.values import Bools, Floats, Ints

FEWEST = 8
"""Below so many lost accounts no ranking power is shown."""

ENOUGH = 15
"""From so many lost accounts the clustered interval stands alone."""

CLUSTERED = "clustered DeLong, logit"
WIDER = "the wider of clustered DeLong (logit) and Hanley-McNeil"
SCORE = "Hanley-McNeil variance, score interval (Newcombe 2006)"


def auc(order: Order) -> float | None:
    """The share of pairs of a lost and a kept case in which the lost one scored worse.

    A tie counts one half. It equals the Mann-Whitney U of the kept over the number of pairs
    (Hanley and McNeil 1982). None if one of the two kinds is missing.
    """
    if not order.losses or not order.kept:
        return None
    return _sum_of_products(np.diff(order.caught), _of_lost(order)) / order.losses


def weighted_auc(order: Order, weights: Floats) -> float | None:
    """The same where each case counts `weights` times; shape (scored,), in the sorted order.

    A case drawn of many stands for as many as it counts. None if one of the two kinds is missing.
    """
    flagged, caught = weighted_steps(order, weights)
    kept = flagged - caught
    if caught[-1] <= 0.0 or kept[-1] <= 0.0:
        return None
    better = 1.0 - (kept[:-1] + kept[1:]) / (2.0 * kept[-1])
    return _sum_of_products(np.diff(caught), better) / float(caught[-1])


def _sum_of_products(one: Floats, other: Floats) -> float:
    """Σ one · other, without the threads that `@` wakes for a few thousand numbers."""
    return float(np.sum(one * other))


def _of_lost(order: Order) -> Floats:
    """For a lost case at each distinct score, the share of kept cases that scored better."""
    kept = order.flagged - order.caught
    return np.asarray(1.0 - (kept[:-1] + kept[1:]) / (2.0 * order.kept))


def _of_kept(order: Order) -> Floats:
    """For a kept case at each distinct score, the share of lost cases that scored worse."""
    return np.asarray((order.caught[:-1] + order.caught[1:]) / (2.0 * order.losses))


def placements(order: Order) -> Floats:
    """Each case's own part of the AUC, in the sorted order, shape (scored,); ties half.

    The mean over the lost cases and the mean over the kept ones are both the AUC (DeLong,
    DeLong and Clarke-Pearson 1988). The order must hold lost and kept cases.
    """
    return np.where(order.lost, _of_lost(order)[order.group], _of_kept(order)[order.group])


def clustered_variance(away: Floats, lost: Bools, account: Ints) -> float | None:
    """The variance of the mean placement over accounts (Obuchowski 1997, S10, S01 and S11).

    Input: shape (cases,), placements less their mean. None if fewer than two accounts have a
    lost case, or a kept one: then no spread can be seen. With one case per account it is the
    variance of DeLong, DeLong and Clarke-Pearson (1988).
    """
    key = account * 2 + lost
    size = 2 * (int(account.max()) + 1)
    sums = np.asarray(np.bincount(key, away, minlength=size), np.float64)
    kept_sum, lost_sum = sums.reshape(-1, 2).T
    kept_n, lost_n = np.bincount(key, minlength=size).reshape(-1, 2).T
    with_lost, with_kept = int(np.count_nonzero(lost_n)), int(np.count_nonzero(kept_n))
    if with_lost < 2 or with_kept < 2:
        return None
    everyone = int(np.count_nonzero(lost_n + kept_n))
    m, n = float(lost_n.sum()), float(kept_n.sum())
    of_lost = with_lost / (with_lost - 1) * _sum_of_products(lost_sum, lost_sum) / (m * m)
    of_kept = with_kept / (with_kept - 1) * _sum_of_products(kept_sum, kept_sum) / (n * n)
    shared = everyone / (everyone - 1) * _sum_of_products(lost_sum, kept_sum) / (m * n)
    return max(of_lost + of_kept + 2.0 * shared, 0.0)


def standard_error(order: Order, area: float | None = None) -> float | None:
    """The account-clustered standard error of the AUC; None where it cannot be seen.

    `area` is the AUC if it is known already.
    """
    area = auc(order) if area is None else area
    if area is None:
        return None
    variance = clustered_variance(placements(order) - area, order.lost, order.account)
    return None if variance is None else math.sqrt(variance)


def hanley_mcneil_error(area: float, lost: float, kept: float) -> float:
    """The standard error of an AUC from it and the two sizes alone (Hanley and McNeil 1982)."""
    one, two = area / (2.0 - area), 2.0 * area * area / (1.0 + area)
    spread = area * (1.0 - area) + (lost - 1.0) * (one - area * area)
    return math.sqrt(max(spread + (kept - 1.0) * (two - area * area), 0.0) / (lost * kept))


def hanley_mcneil_bounds(area: float, lost: float, kept: float) -> tuple[float, float]:
    """AUC ± 1.96 standard errors of `hanley_mcneil_error`, cut off at 0 and 1."""
    half = Z95 * hanley_mcneil_error(area, lost, kept)
    return max(area - half, 0.0), min(area + half, 1.0)


def logit_bounds(area: float, error: float) -> tuple[float, float]:
    """The 95% interval of an AUC strictly between 0 and 1, made on the logit scale."""
    middle = math.log(area / (1.0 - area))
    half = Z95 * error / (area * (1.0 - area))
    return 1.0 / (1.0 + math.exp(half - middle)), 1.0 / (1.0 + math.exp(-half - middle))


def score_bounds(area: float, lost: float, kept: float) -> tuple[float, float]:
    """The 95% interval of an AUC that may be 0 or 1, where the logit has none.

    It holds every θ with |area − θ| ≤ 1.96 √V(θ), V being the variance of Hanley and McNeil
    with both sizes replaced by their mean in the sum (Newcombe 2006, method 5), as Wilson's
    does for a share. `lost` and `kept` count accounts, each at least 1.
    """
    return (
        _edge(lambda theta: _score(area, theta, lost, kept) > Z95, 0.0, area),
        _edge(lambda theta: _score(area, theta, lost, kept) > Z95, 1.0, area),
    )


def _score(area: float, theta: float, lost: float, kept: float) -> float:
    """How many standard errors at θ the seen area lies away from it."""
    if area == theta:
        return 0.0
    more = ((lost + kept) / 2.0 - 1.0) * ((1.0 - theta) / (2.0 - theta) + theta / (1.0 + theta))
    variance = theta * (1.0 - theta) * (1.0 + more) / (lost * kept)
    return abs(area - theta) / math.sqrt(variance) if variance > 0.0 else math.inf


def _edge(outside: Callable[[float], bool], far: float, near: float) -> float:
    """Where between a point outside and one inside the border lies, by halving."""
    if not outside(far):
        return far
    for _ in range(60):
        middle = (far + near) / 2.0
        far, near = (middle, near) if outside(middle) else (far, middle)
    return near


def lost_accounts(order: Order) -> int:
    """E: the accounts with a scored case that was lost."""
    return int(np.count_nonzero(np.bincount(order.account[order.lost])))


def ranking_power(order: Order) -> Figure:
    """The AUC with the interval that the number of lost accounts E allows.

    Below 8 none; from 8 to 14 the wider of account-clustered DeLong and Hanley-McNeil with the
    accounts as sizes; from 15 clustered DeLong, on the logit scale. At exactly 0 or 1, or
    where the placements show no spread, the score interval of `score_bounds` stands in.
    `n` counts the scored cases, `effective` the lost accounts.
    """
    lost, area = lost_accounts(order), auc(order)
    cases = len(order.rows)
    if lost < FEWEST:
        word = "loss" if lost == 1 else "losses"
        why = f"{lost} {word} with a score: ranking power needs at least {FEWEST}."
        return no_figure(why, cases, CLUSTERED)
    if area is None:
        return no_figure("Every case was lost: there is none to compare with.", cases, CLUSTERED)
    if len(order.starts) == 1:
        return without_interval(area, cases, "Every case has the same score: it ranks nobody.")
    kept = int(np.count_nonzero(np.bincount(order.account[~order.lost])))
    error = standard_error(order, area)
    if not error or not 0.0 < area < 1.0:
        return Figure(area, *score_bounds(area, lost, kept), cases, lost, SCORE)
    low, high = logit_bounds(area, error)
    if lost >= ENOUGH:
        return Figure(area, low, high, cases, lost, CLUSTERED)
    plain = hanley_mcneil_bounds(area, lost, kept)
    if plain[1] - plain[0] > high - low:
        low, high = plain
    return Figure(area, low, high, cases, lost, WIDER)


def ranking_difference(first: Floats, second: Floats, lost: Bools, account: Ints) -> Figure:
    """The AUC of the first score less that of the second, on the same cases.

    Input: shape (rows,) each, as for `order.worst_first`; rows that either score leaves out
    are left out of both. The interval is the paired clustered DeLong (DeLong and others 1988,
    Obuchowski 1997): the spread of the differences of the placements, on the plain scale.
    """
    both = ~(np.isnan(first) | np.isnan(second))
    gone, owner = lost[both], account[both]
    one, other = (worst_first(score[both], gone, owner) for score in (first, second))
    return difference_of(one, other, gone, owner)


def difference_of(first: Order, second: Order, gone: Bools, owner: Ints) -> Figure:
    """The same from two orders of the very same cases, each of which has both scores.

    Input: who was lost and the account codes, in the order of the cases, shape (cases,).
    """
    orders = [first, second]
    areas = [auc(order) for order in orders]
    cases, method = len(gone), "paired clustered DeLong"
    few = lost_accounts(orders[0])
    if few < FEWEST or areas[0] is None or areas[1] is None:
        why = f"{few} losses with both scores: a difference needs at least {FEWEST}, and kept ones."
        return no_figure(why, cases, method)
    away = np.zeros(cases)
    for order, area, sign in zip(orders, (areas[0], areas[1]), (1.0, -1.0), strict=True):
        away[order.rows] += sign * (placements(order) - area)
    gap, variance = areas[0] - areas[1], clustered_variance(away, gone, owner)
    if variance is None:
        return without_interval(gap, cases, "All kept cases are of one account.")
    half = Z95 * math.sqrt(variance)
    why = "" if half > 0.0 else "The two scores rank all these cases alike."
    return Figure(gap, gap - half, gap + half, cases, few, method, why)
