"""Every figure of a metric alone is that of a small table worked by hand, or of a library."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from scipy.stats import ks_2samp
from sklearn.metrics import roc_auc_score

from scoring.backtest.order import worst_first
from scoring.tune.evidence import evidence, fifth_of, information_value, mean_difference
from tests.truth.random_cases import Cases, cases

NAN = np.nan


def test_information_value_by_hand() -> None:
    """Ten cases, two a fifth; lost are 2, 1, 0, 0, 0 of them, and one lost without a value.

    Bins hold 2, 1, 0, 0, 0 and 1 lost, 0, 1, 2, 2, 2 and 0 kept; with ½ added to each of six bins
    the lost sum to 4 + 3 = 7, the kept to 7 + 3 = 10.
    """
    points = np.array([*np.repeat(np.arange(5.0), 2), NAN])
    lost = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1], bool)
    order = worst_first(points, lost)
    one = [2.5 / 7, 1.5 / 7, 0.5 / 7, 0.5 / 7, 0.5 / 7, 1.5 / 7]
    other = [0.5 / 10, 1.5 / 10, 2.5 / 10, 2.5 / 10, 2.5 / 10, 0.5 / 10]
    wanted = sum((a - b) * math.log(a / b) for a, b in zip(one, other, strict=True))
    assert information_value(order, fifth_of(order)) == pytest.approx(wanted, abs=1e-12)


def test_the_difference_of_the_means_by_hand() -> None:
    """Risks of the lost 90 and 70: mean 80, s² 200; of the kept 40, 20, 0: mean 20, s² 400.

    (80 − 20) / √((200 + 400) / 2) = 60 / √300.
    """
    order = worst_first(np.array([10.0, 30, 60, 80, 100]), np.array([1, 1, 0, 0, 0], bool))
    assert mean_difference(order) == pytest.approx(60 / math.sqrt(300))
    same = worst_first(np.full(4, 50.0), np.array([1, 1, 0, 0], bool))
    assert mean_difference(same) is None


def test_fifths_and_their_falling_line_by_hand() -> None:
    """Lost 1, 2, 0, 1, 0 of two each: 1 and 2 pool to ¾, 0 and 1 to ¼, 0 stays.

    Of 4 lost, |1 − 1.5| + |2 − 1.5| + |0 − .5| + |1 − .5| = 2 would lie elsewhere: one half.
    """
    points = np.repeat([5.0, 15, 25, 35, 45], 2)
    lost = np.array([1, 0, 1, 1, 0, 0, 1, 0, 0, 0], bool)
    found = evidence(points, lost, np.arange(10), raw=points / 10)
    assert [f.rate for f in found.fifths] == [0.5, 1.0, 0.0, 0.5, 0.0]
    assert [f.line for f in found.fifths] == [0.75, 0.75, 0.25, 0.25, 0.0]
    assert found.moved == 0.5
    assert [(f.first, f.last) for f in found.fifths] == [(p, p) for p in (0.5, 1.5, 2.5, 3.5, 4.5)]


def test_blanks_are_counted_by_kind() -> None:
    """Of 4 lost 2 have no value, of 6 kept 1: having none has AUC ½ + (½ − ⅙) / 2 = ⅔."""
    points = np.array([1.0, 2, NAN, NAN, 3, 4, 5, 6, 7, NAN])
    lost = np.arange(10) < 4
    found = evidence(points, lost, np.arange(10))
    assert (found.coverage, found.blank_lost, found.blank_kept) == (0.7, 0.5, 1 / 6)
    assert found.blank_area == pytest.approx(2 / 3)
    assert found.blank_area == pytest.approx(roc_auc_score(lost, np.isnan(points)))


def test_equal_points_stay_together() -> None:
    """Seven of ten at 100 have their middle at rank 6.5 of 10, in the fourth fifth."""
    order = worst_first(np.array([0.0, 10, 20, *[100.0] * 7]), np.arange(10) < 2)
    assert fifth_of(order).tolist() == [0, 0, 1, *[3] * 7]


def test_nobody_lost_leaves_words_and_gaps() -> None:
    """No figure is made up."""
    found = evidence(np.arange(5.0), np.zeros(5, bool), np.arange(5))
    assert (found.ks, found.iv, found.smd, found.blank_area, found.moved) == (None,) * 5
    assert "needs at least 8" in found.power.why
    empty = evidence(np.full(3, NAN), np.array([1, 0, 0], bool), np.arange(3))
    assert (empty.fifths, empty.coverage) == ((), 0.0)


@given(cases())
def test_the_largest_gap_is_that_of_the_library(made: Cases) -> None:
    """KS by scipy, AUC by scikit-learn where it is shown."""
    score, lost, account = made
    found = evidence(score, lost, account)
    assert found.ks == pytest.approx(
        ks_2samp(score[lost], score[~lost], method="asymp").statistic, abs=1e-12
    )
    if found.power.estimate is not None:
        assert found.power.estimate == pytest.approx(roc_auc_score(lost, -score), abs=1e-12)
    assert sum(f.cases for f in found.fifths) == len(score)
    assert sum(f.lost for f in found.fifths) == lost.sum()
