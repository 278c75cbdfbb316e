"""From where to where a slider over raw values reaches, and in what steps."""

from __future__ import annotations

import math
from collections.abc import Iterable


def reach(values: Iterable[float], *, whole: bool = False) -> tuple[float, float, float]:
    """The ends of a slider that holds all these values, and its step.

    The step is a power of ten, at most a fiftieth of the span, but 1 where a span of 10
    or more is of `whole` numbers; the ends lie on it. A single value gets room above it, as
    no slider begins where it ends.
    """
    held = list(values)
    low, high = min(held), max(held)
    span = (high - low) or abs(high) or 1.0
    high = high if high > low else low + span
    step = 10.0 ** math.floor(math.log10(span / 50))
    step = max(step, 1.0) if whole and span >= 10 else step
    ends = math.floor(low / step) * step, math.ceil(high / step) * step
    return float(f"{ends[0]:.12g}"), float(f"{ends[1]:.12g}"), step
