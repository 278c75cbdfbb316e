"""Rank correlation by hand is the one of pandas and SciPy, ties and gaps included."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring.views.ranks import rank_correlation, ranks
from tests.unit.hand_made import NAN

CELL = st.integers(0, 9).map(float) | st.floats(0, 100) | st.just(NAN)
PAIRS = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=60)


def test_ranks_share_ties() -> None:
    """Of 10, 30, 10, 20 the two tens stand on places 1 and 2, so each has 1.5."""
    assert ranks(np.array([10.0, 30.0, 10.0, 20.0])).tolist() == [1.5, 4, 1.5, 3]
    assert ranks(np.array([])).tolist() == []


def test_order_alone_counts() -> None:
    """1, 2, 3 beside 1, 10, 99 is 1; beside 3, 2, 1 it is −1."""
    one = np.array([1.0, 2.0, 3.0])
    assert rank_correlation(one, np.array([1.0, 10.0, 99.0])) == (pytest.approx(1), 3)
    assert rank_correlation(one, one[::-1]) == (pytest.approx(-1), 3)


def test_rows_that_only_one_knows_are_left_out() -> None:
    """Four rows, two of them with a gap: two are counted."""
    first, second = np.array([1.0, NAN, 2.0, 3.0]), np.array([5.0, 6.0, NAN, 9.0])
    assert rank_correlation(first, second) == (pytest.approx(1), 2)


@pytest.mark.parametrize("values", [[], [1.0], [NAN, NAN], [4.0, 4.0, 4.0]])
def test_without_spread_there_is_no_correlation(values: list[float]) -> None:
    """No row, one row, nothing known, all the same: NaN, not 0 and not 1."""
    array = np.array(values)
    assert math.isnan(rank_correlation(array, array)[0])


@given(PAIRS)
def test_the_oracles_agree(pairs: list[tuple[float, float]]) -> None:
    """Ranks as pandas gives them; the correlation as pandas and SciPy give it."""
    first, second = (np.array(column) for column in zip(*pairs, strict=True))
    known = first[~np.isnan(first)]
    assert ranks(known).tolist() == pd.Series(known).rank().tolist()
    found, count = rank_correlation(first, second)
    table = pd.DataFrame({"a": first, "b": second}).dropna()
    assert count == len(table)
    if len(table) < 2 or table["a"].nunique() < 2 or table["b"].nunique() < 2:
        assert math.isnan(found)
        return
    assert found == pytest.approx(table["a"].corr(table["b"], method="spearman"), abs=1e-12)
    assert found == pytest.approx(stats.spearmanr(table["a"], table["b"]).statistic, abs=1e-12)
