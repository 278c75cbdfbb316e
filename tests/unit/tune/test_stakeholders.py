"""Votes of several people become weights, as they do by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gmean

from scoring.tune.stakeholders import (
    WAYS,
    Spread,
    Way,
    consensus,
    in_tenths,
    spreads,
    to_hundred,
)

VOTES = np.array([[50.0, 30.0, 20.0], [20.0, 30.0, 50.0], [80.0, 0.0, 20.0]])


def test_the_mean_is_that_of_each_column() -> None:
    """(50 + 20 + 80) / 3 = 50, (30 + 30 + 0) / 3 = 20, (20 + 50 + 20) / 3 = 30."""
    assert consensus(VOTES).tolist() == [50.0, 20.0, 30.0]


def test_the_median_is_brought_to_a_hundred() -> None:
    """Medians 50, 30, 20 add up to 100 already; of 60/40/0, 0/40/60, 60/0/40: 60, 40, 40."""
    assert consensus(VOTES, "median").tolist() == [50.0, 30.0, 20.0]
    other = np.array([[60.0, 40.0, 0.0], [0.0, 40.0, 60.0], [60.0, 0.0, 40.0]])
    assert consensus(other, "median") == pytest.approx([6000 / 140, 4000 / 140, 4000 / 140])


def test_one_zero_does_not_silence_the_others() -> None:
    """The geometric mean of 31, 31 and 1 is 9.87, less 1 is 8.87, and not 0."""
    raw = gmean(VOTES + 1.0, axis=0) - 1.0
    assert raw[1] == pytest.approx((31 * 31 * 1) ** (1 / 3) - 1)
    assert consensus(VOTES, "geometric") == pytest.approx(100 * raw / raw.sum())


def test_medians_of_nothing_give_way_to_the_mean() -> None:
    """Three people with one favourite each: every median is 0, every mean a third of 100."""
    assert consensus(100.0 * np.eye(3), "median") == pytest.approx([100 / 3] * 3)


def test_the_spread_is_told_metric_by_metric() -> None:
    """50, 20 and 80 deviate by 0, −30 and 30: √(1800 / 2) = 30."""
    first, *_ = spreads(VOTES)
    assert first == Spread(20.0, 80.0, pytest.approx(30.0))
    assert spreads(VOTES[:1])[0] == Spread(50.0, 50.0, 0.0)


def test_whoever_gives_eighty_points_counts_as_much_as_everybody() -> None:
    """40 and 40 are 50 and 50 of a hundred; giving nothing is no vote."""
    assert to_hundred(np.array([[40.0, 40.0]])).tolist() == [[50.0, 50.0]]
    with pytest.raises(ValueError, match="every vote gives points"):
        to_hundred(np.zeros((1, 2)))


@given(
    votes=st.lists(
        st.lists(st.integers(0, 20), min_size=4, max_size=4).filter(any), min_size=1, max_size=9
    ),
    way=st.sampled_from(tuple(WAYS)),
)
def test_any_votes_add_up_to_a_hundred(votes: list[list[int]], way: Way) -> None:
    """Whoever votes what, the weights and their tenths make 100 and none is below 0."""
    found = consensus(to_hundred(np.array(votes, dtype=float)), way)
    assert found.sum() == pytest.approx(100.0)
    assert found.min() >= 0.0
    tenths = in_tenths(found)
    assert sum(round(10 * one) for one in tenths) == 1000
    assert max(abs(t - f) for t, f in zip(tenths, found, strict=True)) < 0.1 + 1e-9


@given(st.permutations(range(3)))
def test_who_votes_first_does_not_matter(order: list[int]) -> None:
    """The same votes in another order give the same weights, each way."""
    for way in WAYS:
        assert consensus(VOTES[order], way) == pytest.approx(consensus(VOTES, way))
