"""The pooled line is that of scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from scoring.tune.isotonic import falling, rising

PLACES = st.lists(
    st.tuples(st.floats(0, 1, allow_subnormal=False), st.integers(1, 50)), min_size=1, max_size=40
)


@given(PLACES)
def test_it_is_the_isotonic_regression_of_the_library(places: list[tuple[float, int]]) -> None:
    """Rising and falling, with sizes as weights."""
    rates = np.array([rate for rate, _ in places])
    sizes = np.array([float(size) for _, size in places])
    at = np.arange(len(rates))
    up = IsotonicRegression().fit(at, rates, sizes).predict(at)
    down = IsotonicRegression(increasing=False).fit(at, rates, sizes).predict(at)
    assert rising(rates, sizes) == pytest.approx(up, abs=1e-9)
    assert falling(rates, sizes) == pytest.approx(down, abs=1e-9)


def test_neighbours_in_the_wrong_order_share_their_mean() -> None:
    """1, 5, 2, 6 with sizes 1, 1, 2, 1: 5 and 2 become (5 + 2 · 2) / 3 = 3."""
    line = rising(np.array([1.0, 5.0, 2.0, 6.0]), np.array([1.0, 1.0, 2.0, 1.0]))
    assert line.tolist() == [1.0, 3.0, 3.0, 6.0]
    assert not len(rising(np.zeros(0), np.zeros(0)))
