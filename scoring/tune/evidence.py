"""What the cases say of one metric by itself, in the direction in which it is turned to points."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.figure import Figure
from scoring.backtest.order import Order, worst_first
from scoring.backtest.ranking import ranking_power
from scoring.backtest.separation import largest_gap
from scoring.tune.isotonic import falling
from scoring.values import Bools, Floats, Ints

PARTS: Final = 5


@dataclass(frozen=True, slots=True)
class Fifth:
    """About a fifth of the cases with a value, by points; cases with equal points stay together.

    `rate` is lost / cases, `line` the same on a line that may only fall with the points.
    `low` and `high` are the points between which it lies; `first` and `last` the raw values of
    its cases, None where they are texts.
    """

    cases: int
    lost: int
    rate: float
    line: float
    low: float
    high: float
    first: float | None = None
    last: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One metric alone; shares are 0 … 1, None where a kind of cases is missing.

    `power` is its AUC; `ks` the largest gap between lost and kept, `iv` the information value,
    `smd` the standardised difference of the means, positive where the lost look riskier.
    `coverage` is the share of cases with a value, `blank_lost` and `blank_kept` those without one;
    `blank_area` is the AUC of having none. `moved` is the part of the lost cases that would have
    to lie in another fifth for the churn rate to fall with the points.
    """

    power: Figure
    ks: float | None
    iv: float | None
    smd: float | None
    coverage: float
    blank_lost: float | None
    blank_kept: float | None
    blank_area: float | None
    fifths: tuple[Fifth, ...]
    moved: float | None


def evidence(points: Floats, lost: Bools, account: Ints, raw: Floats | None = None) -> Evidence:
    """What the cases say of a metric.

    Input: points of shape (cases,), 0 … 100 and higher healthier, NaN for no value; who was lost
    and whose case it is; the raw values if they are numbers.
    """
    order = worst_first(points, lost, account)
    blank = np.isnan(points)
    gone, kept = _mean(blank[lost]), _mean(blank[~lost])
    part = fifth_of(order)
    fifths = _fifths(order, part, raw)
    return Evidence(
        power=ranking_power(order),
        ks=largest_gap(order),
        iv=information_value(order, part),
        smd=mean_difference(order),
        coverage=1.0 - float(blank.mean()) if len(blank) else 0.0,
        blank_lost=gone,
        blank_kept=kept,
        blank_area=None if gone is None or kept is None else 0.5 + (gone - kept) / 2.0,
        fifths=fifths,
        moved=_moved(fifths),
    )


def _mean(holds: Bools) -> float | None:
    return float(holds.mean()) if len(holds) else None


def fifth_of(order: Order, parts: int = PARTS) -> Ints:
    """Which fifth each case lies in, shape (scored,) in the sorted order, the riskiest is 0.

    A run of equal points goes where its middle lies: 5 · middle rank / cases, rounded down.
    """
    if not len(order.rows):
        return np.zeros(0, np.int64)
    middle = (order.flagged[:-1] + order.flagged[1:]) / 2.0
    return np.minimum((parts * middle / len(order.rows)).astype(np.int64), parts - 1)[order.group]


def information_value(order: Order, part: Ints) -> float | None:
    """Σ (p₁ − p₀) · ln(p₁ / p₀) over the fifths and a bin of the cases without a value.

    p₁ and p₀ are a bin's share of the lost and of the kept cases, each count with ½ added. None
    where a kind is missing. Bins that are empty of both kinds are not counted.
    """
    if not order.all_losses or order.all_losses == order.all_rows:
        return None
    bins = int(part.max(initial=-1)) + 1
    gone = np.append(np.bincount(part, order.lost, bins), order.unscored_lost)
    whole = np.append(np.bincount(part, minlength=bins), order.unscored)
    some = whole > 0
    one, other = gone[some] + 0.5, (whole - gone)[some] + 0.5
    one, other = one / one.sum(), other / other.sum()
    return float(np.sum((one - other) * np.log(one / other)))


def mean_difference(order: Order) -> float | None:
    """(m₁ − m₀) / √((s₁² + s₀²) / 2) of the risk 100 − points, lost less kept.

    s² divide by n − 1. None with fewer than two cases of a kind, or where neither varies.
    """
    risk = 100.0 - order.score
    one, other = risk[order.lost], risk[~order.lost]
    if min(len(one), len(other)) < 2:
        return None
    spread = (float(one.var(ddof=1)) + float(other.var(ddof=1))) / 2.0
    return float(one.mean() - other.mean()) / math.sqrt(spread) if spread > 0.0 else None


def _fifths(order: Order, part: Ints, raw: Floats | None) -> tuple[Fifth, ...]:
    if not len(part):
        return ()
    starts = np.flatnonzero(np.diff(part, prepend=-1))
    cases = np.diff(np.append(starts, len(part))).astype(np.float64)
    lost = np.add.reduceat(order.lost.astype(np.float64), starts)
    line = falling(lost / cases, cases)
    last = np.append(starts[1:], len(part)) - 1
    ends = _raw_ends(order, raw, starts)
    return tuple(
        Fifth(int(n), int(k), k / n, at, float(order.score[a]), float(order.score[b]), *end)
        for n, k, at, a, b, end in zip(
            cases.tolist(), lost.tolist(), line.tolist(), starts, last, ends, strict=True
        )
    )


def _raw_ends(
    order: Order, raw: Floats | None, starts: Ints
) -> list[tuple[float | None, float | None]]:
    if raw is None:
        return [(None, None)] * len(starts)
    held = raw[order.rows]
    low, high = np.fmin.reduceat(held, starts), np.fmax.reduceat(held, starts)
    return [
        (None, None) if np.isnan(a) else (float(a), float(b))
        for a, b in zip(low.tolist(), high.tolist(), strict=True)
    ]


def _moved(fifths: tuple[Fifth, ...]) -> float | None:
    """Σ |lost − line · cases| / lost: what pooling takes from some fifths and gives to others."""
    lost = sum(one.lost for one in fifths)
    if not lost:
        return None
    return sum(abs(one.lost - one.line * one.cases) for one in fifths) / lost
