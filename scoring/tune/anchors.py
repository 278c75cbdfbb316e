"""Where a metric's points could begin and end: marks of the customers there are, easy to read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from scoring.values import Floats

ENDS: Final = (10.0, 90.0)
"""The percentiles that get 0 and 100 points; a straight line between them lost nothing by it."""

WORST, MIDDLE = 20.0, 50.0
"""The percentiles that part three steps: the worst fifth, up to the middle, and above."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Two ways to turn a reading into points, from active accounts alone: no loss is looked at.

    `falls` says that less is better. `worst` and `best` are the ends of a line; `steps` the
    lower bounds with their points, rising, None where the marks coincide.
    """

    falls: bool
    worst: float
    best: float
    steps: tuple[tuple[float, float], ...] | None
    accounts: int

    @property
    def line(self) -> dict[str, Any]:
        """The line as a card writes it."""
        return {"kind": "linear", "worst": self.worst, "best": self.best}

    @property
    def in_steps(self) -> dict[str, Any] | None:
        """The steps as a card writes them."""
        if self.steps is None:
            return None
        rows = [{"from": start, "points": points} for start, points in self.steps]
        return {"kind": "steps", "steps": rows}


def anchors(values: Floats, falls: bool) -> Anchors | None:
    """Marks at friendly numbers.

    Input: the reading of the active accounts (NaN: none), and whether less is better. None where
    there are no two different values.
    """
    known = values[~np.isnan(values)]
    if not len(known) or known.min() == known.max():
        return None
    low, high = ends(known)
    worst, best = (high, low) if falls else (low, high)
    return Anchors(falls, worst, best, _three(known, falls), len(known))


def ends(known: Floats) -> tuple[float, float]:
    """The 10th and the 90th percentile in friendly numbers; the extremes where they coincide."""
    low, high = (friendly(float(q)) for q in np.percentile(known, ENDS))
    if low == high:
        low, high = float(known.min()), float(known.max())
    return (low, high) if low < high else (low, low + 1.0)


def _three(known: Floats, falls: bool) -> tuple[tuple[float, float], ...] | None:
    """0 points for the worst fifth, 50 up to the median, 100 beyond it."""
    span = float(known.max() - known.min())
    marks = [MIDDLE, 100.0 - WORST] if falls else [WORST, MIDDLE]
    first, second = (friendly(float(q), span) for q in np.percentile(known, marks))
    lowest = friendly(float(known.min()), span)
    if lowest >= first:
        lowest = float(known.min())
    if not lowest < first < second:
        return None
    points = (100.0, 50.0, 0.0) if falls else (0.0, 50.0, 100.0)
    return tuple(zip((lowest, first, second), points, strict=True))


def friendly(number: float, span: float = 0.0) -> float:
    """Two significant digits, but none finer than the third of the span it lies in."""
    short = float(f"{number:.2g}")
    return round(short, 2 - math.floor(math.log10(span))) + 0.0 if span > 0.0 else short
