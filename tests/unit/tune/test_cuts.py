"""Cuts by what the losses say are those found by trying every score."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import roc_curve

from scoring.backtest.order import worst_first
from scoring.tune.cuts import cut_at_rate, youden_cut
from tests.truth.random_cases import Cases, cases


def test_twice_the_average_by_hand() -> None:
    """Of 2, 2, 4, 4 cases at 10, 20, 30, 40 are 2, 1, 1, 0 lost: 4/12 on average, twice is 2/3.

    Rates 1, ½, ¼, 0 fall already; only 10 reaches 2/3, so red ends where 20 begins.
    """
    score = np.repeat([10.0, 20, 30, 40], [2, 2, 4, 4])
    lost = np.array([1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0], bool)
    order = worst_first(score, lost)
    assert cut_at_rate(order) == 20.0
    assert cut_at_rate(order, times=1.4) == 30.0
    assert cut_at_rate(order, times=4.0) is None
    assert cut_at_rate(order, times=0.0) == np.nextafter(40.0, np.inf)


def test_nobody_lost_gives_no_cut() -> None:
    """Nor does a score that tells nobody apart."""
    nobody = worst_first(np.arange(4.0), np.zeros(4, bool))
    assert (cut_at_rate(nobody), youden_cut(nobody)) == (None, None)
    assert youden_cut(worst_first(np.full(4, 5.0), np.arange(4) < 2)) is None


@given(cases())
def test_all_below_the_cut_reach_the_rate_by_the_library(made: Cases) -> None:
    """scikit-learn's isotonic line is at least 1.5 times the average just where we call red."""
    score, lost, account = made
    line = IsotonicRegression(increasing=False).fit(score, lost.astype(float)).predict(score)
    wanted = line >= 1.5 * lost.mean() - 1e-9
    cut = cut_at_rate(worst_first(score, lost, account), times=1.5)
    assert (score < (-np.inf if cut is None else cut)).tolist() == wanted.tolist()


@given(cases())
def test_youden_is_the_best_corner_of_the_library_s_curve(made: Cases) -> None:
    """No point of scikit-learn's ROC curve lies further above the diagonal."""
    score, lost, account = made
    false, true, _ = roc_curve(lost, -score)
    cut = youden_cut(worst_first(score, lost, account))
    best = float((true - false).max())
    if cut is None:
        assert best == pytest.approx(0.0, abs=1e-12)
    else:
        below = score < cut
        assert below[lost].mean() - below[~lost].mean() == pytest.approx(best, abs=1e-12)
