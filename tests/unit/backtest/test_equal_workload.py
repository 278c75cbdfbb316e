"""Two cards at the same number of flags: what more one catches, drawn in pairs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scoring.backtest.bootstrap import draw_accounts
from scoring.backtest.equal_workload import caught_difference
from scoring.backtest.order import worst_first


def test_equal_workload_is_paired() -> None:
    """A card against itself differs by exactly nothing in every draw."""
    rng = np.random.default_rng(5)
    lost, score = rng.random(200) < 0.2, rng.normal(50, 10, 200)
    one = worst_first(score, lost)
    figure = caught_difference(draw_accounts(200, 1), one, one, lost, np.arange(200), 30)
    assert (figure.estimate, figure.low, figure.high) == (0, 0, 0)


def test_a_better_card_catches_more_at_the_same_workload() -> None:
    """Ten flags catch all ten losses with one card and none with its opposite: 1 − 0."""
    lost = np.array([True] * 10 + [False] * 90)
    good, bad = (worst_first(np.arange(100.0) * sign, lost) for sign in (1, -1))
    figure = caught_difference(draw_accounts(100, 1), good, bad, lost, np.arange(100), 10)
    assert figure.estimate == 1
    assert figure.low is not None
    assert figure.low > 0.6
    none = caught_difference(draw_accounts(3, 1), good, bad, np.zeros(3, bool), np.arange(3), 1)
    assert none.why == "There is no loss to catch."


def test_a_loss_without_a_score_is_not_caught() -> None:
    """Of two losses one has no score: at most half are caught, whatever is flagged."""
    lost = np.array([True, True, False, False])
    one = worst_first(np.array([1.0, math.nan, 2.0, 3.0]), lost)
    other = worst_first(np.array([3.0, math.nan, 2.0, 1.0]), lost)
    figure = caught_difference(draw_accounts(4, 1), one, other, lost, np.arange(4), 1)
    assert figure.estimate == 0.5


def test_a_difference_without_a_spread_has_no_interval() -> None:
    """A card whose worst ten hold no loss, beside chance: −10/100 in whatever draw, not surely so.

    Chance catches 10/100 of the losses of every draw, the card none: that the draws agree says
    nothing of how sure it is.
    """
    lost = np.arange(100) >= 80
    card = worst_first(np.arange(100.0), lost)
    chance = worst_first(np.zeros(100), lost)
    found = caught_difference(draw_accounts(100, 1), card, chance, lost, np.arange(100), 10)
    assert found.estimate == pytest.approx(-0.1)
    assert (found.low, found.high) == (None, None)
    assert found.why.startswith("Every draw of the accounts says the same")
