"""A line through corners, by the same operations in SQL and in memory."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import numpy as np

from scoring.values import Column, Floats

Corner = tuple[float, float]
"""A value and its points; values rise strictly from corner to corner."""


def too_steep(corners: Sequence[Corner]) -> bool:
    """Whether two corners stand so near each other that no double holds the slope between them."""
    return not all(math.isfinite(_slope(a, b)) for a, b in itertools.pairwise(corners))


def express_line(value: ir.Value, corners: Sequence[Corner], *, clip: bool) -> ir.Value:
    """Points on the line; beyond its ends those of the end, or null if not clipped."""
    null = ibis.null("float64")
    first, last = corners[0], corners[-1]
    rungs = [(value.isnull(), null)]
    rungs.append((value < first[0], ibis.literal(first[1], "float64") if clip else null))
    for (x, points), after in itertools.pairwise(corners):
        rungs.append((value < after[0], (value - x) * _slope((x, points), after) + points))
    rungs.append((value == last[0], ibis.literal(last[1], "float64")))
    return ibis.cases(*rungs, else_=ibis.literal(last[1], "float64") if clip else null)


def apply_line(values: Column, corners: Sequence[Corner], *, clip: bool) -> Floats:
    """The same as an array; NaN stays NaN."""
    numbers = np.asarray(values)
    xs = np.array([x for x, _ in corners])
    points = np.array([p for _, p in corners])
    slopes = np.array([_slope(a, b) for a, b in itertools.pairwise(corners)] + [0.0])
    at = np.clip(np.searchsorted(xs, numbers, side="right") - 1, 0, len(xs) - 1)
    with np.errstate(over="ignore", invalid="ignore"):  # what lies outside is replaced below
        line = (numbers - xs[at]) * slopes[at] + points[at]
    low, high = (points[0], points[-1]) if clip else (np.nan, np.nan)
    line = np.where(numbers < xs[0], low, line)
    line = np.where(numbers > xs[-1], high, line)
    line = np.where(numbers == xs[-1], points[-1], line)
    return np.asarray(np.where(np.isnan(numbers), np.nan, line))


def _slope(a: Corner, b: Corner) -> float:
    return (b[1] - a[1]) / (b[0] - a[0])
