"""What cases say of each metric, alone and beside the others: all that weights are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.order import worst_first
from scoring.backtest.ranking import auc, ranking_power
from scoring.tune.ridge import enough_of, slopes
from scoring.values import Bools, Floats, Ints

HALFWAY: Final = 50
"""At so many lost accounts the data count as much as what stands beside them."""


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """What a table of cases says; arrays of shape (metrics,).

    `areas` is the AUC of each metric alone (NaN where it cannot be known); `wrong` marks those
    whose whole interval lies below one half. `alone` are the parts of max(AUC − ½, 0), and
    `together` those of the slopes of a ridge regression without negative ones; each adds up to
    1, or is all 0 where nothing speaks for any metric. `losses` counts lost accounts.
    """

    areas: Floats
    wrong: Bools
    alone: Floats
    together: Floats
    losses: int

    @property
    def trust(self) -> float:
        """E / (E + 50): how much so many losses are listened to, 0 … 1."""
        return trust_in(self.losses)


def trust_in(losses: int) -> float:
    """E / (E + 50) for so many lost accounts."""
    return losses / (losses + HALFWAY)


def learn(points: Floats, lost: Bools, account: Ints) -> Learnt:
    """What the cases say.

    Input: points of shape (cases, metrics), 0 … 100 and higher healthier, NaN for no value; who
    was lost and whose case it is (codes from 0), shape (cases,). A metric that points the wrong
    way beyond chance has no part in either. For the regression alone a missing value is half of
    the points.
    """
    count = points.shape[1]
    areas, wrong = np.full(count, np.nan), np.zeros(count, np.bool_)
    for at in range(count):
        order = worst_first(points[:, at], lost, account)
        area = auc(order)
        if area is None:
            continue
        areas[at] = area
        if area < 0.5:
            high = ranking_power(order).high
            wrong[at] = high is not None and high < 0.5
    above = np.where(np.isnan(areas) | wrong, 0.0, np.maximum(np.nan_to_num(areas) - 0.5, 0.0))
    rows, right = enough_of(lost), ~(wrong | np.isnan(areas))
    risk = 1.0 - np.nan_to_num(points[np.ix_(rows, right)], nan=50.0) / 100.0
    slope = np.zeros(count)
    slope[right] = slopes(risk, lost[rows])
    losses = len(np.unique(account[lost]))
    return Learnt(areas, wrong, as_parts(above), as_parts(slope), losses)


def as_parts(amounts: Floats) -> Floats:
    """Amounts of 0 or more as parts of their sum; all 0 where there is none."""
    whole = float(amounts.sum())
    return amounts / whole if whole > 0.0 else np.zeros(len(amounts))


def mix(learnt: Learnt, tau: float | None = None) -> Floats:
    """(1 − τ) · alone + τ · together, with τ = E / (E + 50) if None; parts of 1, or all 0.

    "Start from how well each metric separates lost from kept accounts on its own; as losses
    are collected, listen more to what each adds to the others." Where one of the two says
    nothing the other one speaks alone.
    """
    tau = learnt.trust if tau is None else tau
    return as_parts((1.0 - tau) * learnt.alone + tau * learnt.together)
