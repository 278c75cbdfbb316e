"""Where red could begin by what the losses say; what a team can work comes before that."""

from __future__ import annotations

from typing import Final

import numpy as np

from scoring.backtest.order import Order
from scoring.tune.isotonic import falling

FROM: Final = 100
"""With fewer lost accounts the rate by score is too rough a line to cut along."""

TIMES: Final = 2.0


def cut_at_rate(order: Order, times: float = TIMES) -> float | None:
    """The score up to which churn is at least so many times the average, by a falling line.

    The churn rate of each distinct score is replaced by the nearest line that falls as scores
    rise (isotonic regression). Output: the lowest score that lies no more below that rate, so
    that all below it are red; beyond the best score if all are; None where no score reaches
    the rate, or nobody was lost.
    """
    if not order.losses:
        return None
    cases, lost = np.diff(order.flagged), np.diff(order.caught)
    line = falling(lost / cases, cases)
    high = int(np.count_nonzero(line >= times * order.losses / len(order.rows) - 1e-12))
    if not high:
        return None
    scores = order.score[order.starts]
    return float(scores[high]) if high < len(scores) else float(np.nextafter(scores[-1], np.inf))


def youden_cut(order: Order) -> float | None:
    """The cut below which the shares of lost and of kept cases differ most (Youden 1950).

    For comparison only: with 30 losses it moves by ±4.6 points from sample to sample. The
    lowest such cut; None where a kind is missing or no cut tells them apart.
    """
    if not order.losses or not order.kept:
        return None
    gap = order.caught / order.losses - (order.flagged - order.caught) / order.kept
    best = int(np.argmax(gap))
    if gap[best] <= 0.0:
        return None
    scores = order.score[order.starts]
    return float(scores[best]) if best < len(scores) else float(np.nextafter(scores[-1], np.inf))
