"""Other readings of the same order: KS, Gini, precision-recall area, deciles and the worst k."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scoring.backtest.order import Order, rows_worst_first, weighted_steps
from scoring.values import Floats


def gini(area: float) -> float:
    """Twice the AUC less one: 0 is chance, 1 a perfect ranking (Somers' D of lost and kept)."""
    return 2.0 * area - 1.0


def largest_gap(order: Order) -> float | None:
    """KS: the largest gap between the shares of lost and of kept cases at or below a score.

    The two-sample statistic of Kolmogorov and Smirnov, 0 … 1. None if one kind is missing.
    """
    if not order.losses or not order.kept:
        return None
    lost = order.caught / order.losses
    kept = (order.flagged - order.caught) / order.kept
    return float(np.max(np.abs(lost - kept)))


def average_precision(order: Order, weights: Floats | None = None) -> float | None:
    """The area under the precision-recall steps; chance is the share of losses.

    Σ (recallᵢ − recallᵢ₋₁) · precisionᵢ over the distinct scores from the worst, so that a tie
    enters at once and no order within it matters (Manning, Raghavan and Schütze 2008, and
    scikit-learn's definition). `weights` (scored,), in the sorted order, count cases more than
    once. None without a loss.
    """
    if weights is None:
        flagged, caught = order.flagged, order.caught
    else:
        flagged, caught = weighted_steps(order, weights)
    if caught[-1] <= 0.0:
        return None
    precision = np.divide(
        caught[1:], flagged[1:], out=np.zeros(len(flagged) - 1), where=flagged[1:] > 0.0
    )
    return float(np.sum(np.diff(caught) * precision) / caught[-1])


@dataclass(frozen=True, slots=True)
class Slice:
    """The cases of one decile, or the worst k: how many, how many lost, between which scores.

    `rate` is lost / cases; `lift` is the rate over that of all scored cases, None without any
    loss; `reached` is the share of all scored losses up to and with this slice.
    """

    cases: int
    lost: int
    rate: float
    lift: float | None
    reached: float | None
    lowest: float
    highest: float


def deciles(order: Order, parts: int = 10) -> tuple[Slice, ...]:
    """The cases in ten parts of equal size, the worst first.

    A case of rank r (from 0, equal scores in the order of their rows) is in part ⌊10 r / n⌋, so
    that no case is split; a part may be empty with fewer cases than parts and is left out.
    """
    cases = len(order.rows)
    lost = _lost_in_row_order(order)
    borders = [-(-part * cases // parts) for part in range(parts + 1)]
    return tuple(
        _slice(order, lost, first, last) for first, last in pairwise(borders) if last > first
    )


def worst(order: Order, count: int) -> Slice | None:
    """The `count` worst cases, equal scores in the order of their rows; None without a case."""
    last = min(count, len(order.rows))
    return _slice(order, _lost_in_row_order(order), 0, last) if last > 0 else None


def _lost_in_row_order(order: Order) -> Floats:
    """Losses up to each case, beginning with 0; ties stand in the order of their rows."""
    place = np.empty(order.all_rows, np.int64)
    place[order.rows] = np.arange(len(order.rows))
    lost = order.lost[place[rows_worst_first(order)]]
    return np.concatenate([[0.0], np.cumsum(lost)])


def _slice(order: Order, lost: Floats, first: int, last: int) -> Slice:
    count, base = int(lost[last] - lost[first]), order.losses
    rate = count / (last - first)
    return Slice(
        cases=last - first,
        lost=count,
        rate=rate,
        lift=rate * len(order.rows) / base if base else None,
        reached=float(lost[last]) / base if base else None,
        lowest=float(order.score[first]),
        highest=float(order.score[last - 1]),
    )
