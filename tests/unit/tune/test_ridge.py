"""The solver finds the minimum that scipy and scikit-learn find, and no slope is negative."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from scoring.tune.ridge import MOST_KEPT, enough_of, slopes


def drawn(seed: int, cases: int, metrics: int) -> tuple[np.ndarray, np.ndarray]:
    """Risks from 0 to 1 of which some speak for a loss, some against it, some not at all."""
    rng = np.random.default_rng(seed)
    risk = rng.random((cases, metrics))
    reach = -2.0 + risk @ rng.normal(0.0, 2.0, metrics)
    return risk, rng.random(cases) < expit(reach)


def loss(b: np.ndarray, risk: np.ndarray, lost: np.ndarray) -> tuple[float, np.ndarray]:
    """The loss as it is written down, with its slope, for the library."""
    reach = b[0] + risk @ b[1:]
    value = np.logaddexp(0, reach).sum() - reach[lost].sum() + 0.5 * (b[1:] ** 2).sum()
    away = expit(reach) - lost
    return float(value), np.concatenate([[away.sum()], risk.T @ away + b[1:]])


@pytest.mark.parametrize("seed", range(12))
def test_it_is_the_minimum_that_scipy_finds(seed: int) -> None:
    """L-BFGS-B with bounds at 0, driven to its end, gives the same slopes."""
    risk, lost = drawn(seed, 60 + 90 * seed, 1 + seed)
    start = np.zeros(risk.shape[1] + 1)
    bounds = [(None, None)] + [(0.0, None)] * risk.shape[1]
    tight = {"ftol": 1e-15, "gtol": 1e-10, "maxiter": 10_000}
    found = minimize(
        loss, start, (risk, lost), jac=True, bounds=bounds, method="L-BFGS-B", options=tight
    )
    assert slopes(risk, lost) == pytest.approx(found.x[1:], abs=2e-5)
    assert (slopes(risk, lost) >= 0.0).all()


def test_where_no_slope_is_held_at_zero_it_is_the_ridge_of_scikit_learn() -> None:
    """C = 1 is the penalty ½|b|²; with risks that all speak for a loss the bound is idle."""
    rng = np.random.default_rng(7)
    risk = rng.random((4_000, 4))
    lost = rng.random(4_000) < expit(-4.0 + risk @ np.array([1.0, 2.0, 0.5, 3.0]))
    free = LogisticRegression(C=1.0, tol=1e-10, max_iter=5_000).fit(risk, lost)
    assert (free.coef_[0] > 0.0).all()
    assert slopes(risk, lost) == pytest.approx(free.coef_[0], abs=1e-5)


def test_at_the_minimum_no_small_move_helps() -> None:
    """Where a slope is free the loss is flat; where it is 0 it would only rise."""
    risk, lost = drawn(3, 900, 8)
    found = slopes(risk, lost)
    middle = minimize(lambda a: loss(np.array([a[0], *found]), risk, lost)[0], [0.0], tol=1e-12).x[
        0
    ]
    slope = loss(np.array([middle, *found]), risk, lost)[1][1:]
    assert slope[found > 0.0] == pytest.approx(0.0, abs=1e-3)
    assert (slope[found == 0.0] > -1e-3).all()


@pytest.mark.parametrize("lost", [np.zeros(5, bool), np.ones(5, bool)])
def test_one_kind_of_case_teaches_nothing(lost: np.ndarray) -> None:
    """Without both kinds every slope is 0."""
    assert slopes(np.random.default_rng(0).random((5, 3)), lost).tolist() == [0.0, 0.0, 0.0]


def test_every_loss_is_among_the_rows_that_are_enough() -> None:
    """30,000 kept become 20,000, the 11 lost all stay."""
    lost = np.zeros(30_011, bool)
    lost[::2_729] = True
    rows = enough_of(lost)
    assert lost[rows].sum() == lost.sum()
    assert (~lost[rows]).sum() == MOST_KEPT
    assert (np.diff(rows) > 0).all()
    assert enough_of(lost[:50]).tolist() == list(range(50))
