"""A cliff is the drop between two areas, with the variance that shared accounts leave it."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from scoring.backtest.cliff import Looks, Side, cliff, cliff_looks
from scoring.backtest.order import worst_first
from scoring.backtest.ranking import auc, standard_error
from tests.unit.backtest.leaky_measures import NAMES, QUESTION, each, honest, seen


def test_the_drop_is_the_difference_of_two_areas() -> None:
    """Losses of the next three months beside those of months four to nine, by their ends.

    Every month whose window is closed is a look. On the eve the notice is not heeded; ahead,
    whoever has given notice is no case.
    """
    values, whole = each(honest), seen()
    at = {(a, m): v for a, m, v in zip(whole.account, whole.month, values, strict=True)}
    last = whole.months[-1].number

    def area(lead: int, horizon: int, heed: bool) -> float:
        lost, held = [], []
        for t in range(last - lead - horizon, whole.months[0].number - 1, -1):
            for a in range(len(NAMES)):
                end = whole.accounts.ended[a]
                told = heed and whole.accounts.left[a] <= t
                if end > t and not told and not t < end <= t + lead:
                    lost.append(end <= t + lead + horizon)
                    held.append(at[a, t])
        return float(roc_auc_score(lost, -np.array(held)))

    found = cliff(values, cliff_looks(whole, QUESTION))
    assert found is not None
    wanted = area(0, 3, heed=False) - area(3, 6, heed=True)
    assert found.estimate == pytest.approx(wanted, abs=1e-12)


def some_cases(first: int, size: int, seed: int) -> tuple[np.ndarray, Side]:
    """Made-up values, and cases of accounts counted from `first`, one of each."""
    rng = np.random.default_rng(seed)
    lost = np.arange(size) % 4 == 0
    return rng.normal(size=size) - lost, Side(np.arange(size), lost, first + np.arange(size))


def test_two_areas_without_a_common_account_add_their_variances() -> None:
    """Then the error of the difference is √(a² + b²) of the errors of both."""
    (one, eve), (other, ahead) = some_cases(0, 120, 1), some_cases(120, 200, 2)
    values = np.concatenate([one, other])
    ahead = Side(ahead.row + 120, ahead.lost, ahead.account)
    found = cliff(values, Looks(eve, ahead))
    orders = [worst_first(v, s.lost) for v, s in ((one, eve), (other, ahead))]
    errors = [standard_error(order) or 0 for order in orders]
    assert found is not None
    assert found.high is not None
    assert found.estimate is not None
    wanted = 1.959963984540054 * (errors[0] ** 2 + errors[1] ** 2) ** 0.5
    assert found.high - found.estimate == pytest.approx(wanted, rel=1e-12)


def test_accounts_in_common_are_seen() -> None:
    """The error agrees with that of drawing whole accounts anew.

    800 draws know a spread to 1/√1600 = 2.5%; four of these and the difference of the two
    methods at 50 lost accounts make 15%.
    """
    rng = np.random.default_rng(3)
    accounts = np.repeat(np.arange(200), 2)
    lost = np.repeat(np.arange(200) % 4 == 0, 2)
    values = np.repeat(rng.normal(size=200), 2) + 0.6 * rng.normal(size=400) - lost
    sides = [Side(np.arange(k, 400, 2), lost[k::2], accounts[k::2]) for k in (0, 1)]
    found = cliff(values, Looks(*sides))
    gaps = []
    for _ in range(800):
        drawn = rng.integers(0, 200, 200)
        areas = [auc(worst_first(values[k::2][drawn], lost[k::2][drawn])) or 0 for k in (0, 1)]
        gaps.append(areas[0] - areas[1])
    assert found is not None
    assert found.high is not None
    assert found.estimate is not None
    error = (found.high - found.estimate) / 1.959963984540054
    assert error == pytest.approx(float(np.std(gaps)), rel=0.15)
