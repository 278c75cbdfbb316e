"""A line through corners has a slope that a double holds, or is refused."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from scoring.kinds.normalisers.curve import Curve
from scoring.kinds.normalisers.percentile import Percentile

SMALLEST = 5e-324


def curve(upper: float) -> Curve:
    corners = [{"value": 0.0, "points": 0.0}, {"value": upper, "points": 100.0}]
    return Curve.model_validate({"kind": "curve", "points": corners})


def test_corners_that_are_hardly_apart_are_refused() -> None:
    """100 points over the smallest double is more than the largest: there is no such slope."""
    assert np.isinf(100.0 / SMALLEST)
    with pytest.raises(ValidationError, match="two corners are hardly apart"):
        curve(SMALLEST)


def test_quantiles_that_are_hardly_apart_are_refused() -> None:
    """A frozen reference is such a line too: three quantiles, of which two all but touch."""
    with pytest.raises(ValidationError, match="two quantiles are hardly apart"):
        Percentile(kind="percentile", reference="frozen", quantiles=(0.0, SMALLEST, 1.0))


def test_corners_may_be_as_near_as_a_slope_allows() -> None:
    """From 0 to two to the -1000 the middle has half the points, and both ends have theirs."""
    values = np.array([0.0, 2.0**-1001, 2.0**-1000])
    assert curve(2.0**-1000).apply(values).tolist() == [0.0, 50.0, 100.0]
