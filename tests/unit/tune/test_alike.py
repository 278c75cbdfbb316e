"""Correlations are those of pandas, and clusters hang together by their links."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from scoring.tune.alike import clusters, correlations


def test_they_are_the_correlations_of_pandas() -> None:
    """Over the cases that have both values; 500 cases, a fifth of the cells blank."""
    rng = np.random.default_rng(4)
    table = rng.normal(60, 20, (500, 6))
    table[:, 1] = table[:, 0] + rng.normal(0, 5, 500)
    table[rng.random(table.shape) < 0.2] = np.nan
    wanted = pd.DataFrame(table).corr().to_numpy()
    assert correlations(table) == pytest.approx(wanted, abs=1e-10)


def test_what_does_not_vary_goes_with_nothing() -> None:
    """A constant, an empty column and a pair with three cases have r = 0."""
    table = np.column_stack([np.arange(20.0), np.full(20, 7.0), np.full(20, np.nan), np.arange(20)])
    table[3:, 3] = np.nan
    found = correlations(table)
    assert found[0].tolist() == [1.0, 0.0, 0.0, 0.0]


def test_a_cluster_is_a_chain_of_near_ones() -> None:
    """A is near B and B near C, so that the three are one; D is alone."""
    near = np.eye(4)
    near[0, 1] = near[1, 0] = 0.9
    near[1, 2] = near[2, 1] = -0.86
    near[0, 2] = near[2, 0] = 0.6
    near[2, 3] = near[3, 2] = 0.84
    assert clusters(near).tolist() == [0, 0, 0, 1]
