"""What several people gave to each metric becomes one set of weights that add up to 100."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from scoring.values import Floats

Way = Literal["mean", "median", "geometric"]

WAYS: Final[Mapping[Way, str]] = {
    "mean": "Mean",
    "median": "Median",
    "geometric": "Geometric mean",
}
"""How votes are put together, the usual way first."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the votes for one metric lie apart, in points.

    `deviation` is the standard deviation with n − 1, 0 for a single vote; `least` and `most` are
    the lowest and the highest vote.
    """

    least: float
    most: float
    deviation: float


def to_hundred(points: Floats) -> Floats:
    """Votes as parts of 100 points, so that everybody counts the same.

    Input: points of shape (people, metrics), none below 0. Output: the same shape, each row
    adding up to 100. Raises ValueError if somebody gave nothing at all.
    """
    totals = points.sum(axis=1, keepdims=True)
    if bool(np.any(totals <= 0.0)) or bool(np.any(points < 0.0)):
        raise ValueError("every vote gives points, and none below 0")
    return np.asarray(100.0 * points / totals)


def consensus(points: Floats, way: Way = "mean") -> Floats:
    """The weights that stand for all votes.

    Input: points of shape (people, metrics), each row adding up to 100, one person at least.
    Output: shape (metrics,), adding up to 100. The geometric mean is that of the points + 1,
    less 1: a single 0 would otherwise silence everybody else. Where the medians are all 0 the
    mean stands in their place, as nothing can be brought to 100.
    """
    if way == "mean":
        return np.asarray(points.mean(axis=0))
    if way == "median":
        found = np.median(points, axis=0)
    else:
        found = np.exp(np.log(points + 1.0).mean(axis=0)) - 1.0
    total = float(found.sum())
    return np.asarray(100.0 * found / total) if total > 0.0 else np.asarray(points.mean(axis=0))


def spreads(points: Floats) -> tuple[Spread, ...]:
    """How far the votes lie apart, metric by metric; input as for `consensus`."""
    deviations = points.std(axis=0, ddof=1) if len(points) > 1 else np.zeros(points.shape[1])
    ends = zip(points.min(axis=0), points.max(axis=0), deviations, strict=True)
    return tuple(Spread(float(low), float(high), float(sd)) for low, high, sd in ends)


def in_tenths(weights: Floats) -> tuple[float, ...]:
    """Weights that add up to 100, in tenths that do."""
    return tuple(one / 10.0 for one in in_parts(weights, 1000))


def in_parts(weights: Floats, parts: int) -> tuple[int, ...]:
    """Weights in so many whole parts of their sum, by largest remainders, earlier ones first."""
    ideal = parts * weights / weights.sum()
    floors = np.floor(ideal + 1e-9).astype(int)
    order = np.argsort(np.round(floors - ideal, 9), kind="stable")
    floors[order[: parts - int(floors.sum())]] += 1
    return tuple(int(one) for one in floors)
