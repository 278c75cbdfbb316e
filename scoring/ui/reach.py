"""From where to where a slider over raw values reaches, and in what steps."""

from __future__ import annotations

import math
from collections.abc import Iterable


def reach(values: Iterable[float]) -> tuple[float, float, float]:
    """The ends of a slider that holds all these values, and its step.

    The step is a power of ten, at most a fiftieth of the span; the ends lie on it.
    """
    held = list(values)
    low, high = min(held), max(held)
    span = (high - low) or abs(high) or 1.0
    step = 10.0 ** math.floor(math.log10(span / 50))
    ends = math.floor(low / step) * step, math.ceil(high / step) * step
    return float(f"{ends[0]:.12g}"), float(f"{ends[1]:.12g}"), step
