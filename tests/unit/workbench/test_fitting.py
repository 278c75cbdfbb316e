"""A normaliser of any kind is fitted to values, and its better end is where it is told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CardError
from scoring.kinds.normalisers import NORMALISERS
from scoring.kinds.normalisers.categories import Categories
from scoring.values import Floats
from scoring.workbench.fitting import falls, fitted, friendly, quantiles, spread
from tests.unit.hand_made import texts

NOBODY = np.zeros(101, dtype=np.bool_)
HUNDRED: Floats = np.arange(101.0)  # its 10th percentile is 10, its median 50, its 90th 90
ON_NUMBERS = [k for k in NORMALISERS.names if k != "categories"]


@pytest.mark.parametrize(
    ("kind", "up", "down"),
    [
        ("linear", "0 points at 10, 100 at 90", "0 points at 90, 100 at 10"),
        (
            "curve",
            "0 at 10, 50 at 50, 100 at 90 points",
            "100 at 10, 50 at 50, 0 at 90 points",
        ),
        (
            "steps",
            "0 points from 0, 33 points from 25, 67 points from 50, 100 points from 75",
            "100 points from 0, 67 points from 25, 33 points from 50, 0 points from 75",
        ),
        ("threshold", "100 points if at least 50, else 0", "100 points if at most 50, else 0"),
        (
            "percentile",
            "points by rank among the customers of the month, higher is better",
            "points by rank among the customers of the month, lower is better",
        ),
    ],
)
def test_each_kind_is_fitted_either_way(kind: str, up: str, down: str) -> None:
    """To the numbers 0 to 100: their 10th and 90th percentile, their quarters, their median."""
    assert fitted(kind, HUNDRED, False, NOBODY).in_words() == up
    assert fitted(kind, HUNDRED, True, NOBODY).in_words() == down


@pytest.mark.parametrize("kind", ["linear", "curve", "steps", "threshold", "percentile"])
@pytest.mark.parametrize("down", [False, True])
def test_a_rule_says_which_end_is_better(kind: str, down: bool) -> None:
    """So it can be kept when the kind is switched."""
    assert falls(fitted(kind, HUNDRED, down, NOBODY)) is down


def test_some_rules_do_not_say() -> None:
    """Points as they are, categories, and a curve whose ends count the same."""
    humped = {"kind": "curve", "points": [[0, 40], [3, 100], [9, 40]]}
    assert falls(NORMALISERS["curve"].model_validate(humped)) is None
    assert falls(fitted("points", HUNDRED, True, NOBODY)) is None
    assert falls(fitted("categories", np.array([1.0, 2.0]), True, NOBODY)) is None


def test_a_limit_that_fails_says_the_opposite() -> None:
    """0 points from 3 on, 100 below: less is better."""
    raw = {"kind": "threshold", "at_least": 3, "pass": 0, "fail": 100}
    assert falls(NORMALISERS["threshold"].model_validate(raw)) is True


def test_numbers_are_scored_one_by_one() -> None:
    """Three different numbers get 0, 50 and 100, a fraction in all its digits."""
    values = np.array([2.0, 0.125, 5.0, 2.0, np.nan])
    rule = fitted("categories", values, False, NOBODY)
    assert isinstance(rule, Categories)
    assert rule.map == {"0.125": 0, "2": 50, "5": 100}
    assert rule.apply(values).tolist()[:4] == [50, 0, 100, 50]


def test_texts_are_put_in_the_order_of_their_losses() -> None:
    """Of Free two in three were lost, of Pro one in two, of Max none: 0, 50 and 100 points."""
    column = texts(["Max", "Free", "Free", "Free", "Pro", "Pro", None])
    gone = np.array([False, True, True, False, True, False, True])
    rule = fitted("categories", column, False, gone)
    assert isinstance(rule, Categories)
    assert rule.map == {"Free": 0, "Pro": 50, "Max": 100}


def test_text_takes_no_line() -> None:
    """Any kind but categories needs numbers, and says so."""
    with pytest.raises(CardError, match="'worst' is missing"):
        fitted("linear", texts(["a", "b"]), False, np.array([False, True]))


@pytest.mark.parametrize("values", [[np.nan, np.nan], [], [1e13, 2.0]])
def test_values_that_no_card_could_hold(values: list[float]) -> None:
    """Nothing but nulls, nothing at all, or beyond a million million: a finding, no rule."""
    with pytest.raises(CardError, match="no value that a card could hold"):
        fitted("linear", np.array(values), False, NOBODY)


def test_spread_needs_two_different_values() -> None:
    """Nulls are no value."""
    assert spread(np.array([1.0, 2.0]))
    assert spread(texts(["a", "b"]))
    assert not spread(np.array([1.0, 1.0, np.nan]))
    assert not spread(np.array([np.nan]))
    assert not spread(texts(["a", "a", None]))


def test_a_number_is_made_friendly() -> None:
    """Two significant digits: 1,284 is 1,300 and 0.0457 is 0.046.

    Among values from -1 to 1, a span of 2, hundredths will do: -0.00123 is 0.
    """
    assert [friendly(n) for n in (1284, 0.0457, -37.6, 0)] == [1300, 0.046, -38, 0]
    assert [friendly(n, 2.0) for n in (-0.00123, 0.457, 12.6)] == [0, 0.46, 13]


def test_a_frozen_reference_has_21_quantiles() -> None:
    """Of 0 to 100 every fifth."""
    assert quantiles(HUNDRED) == [5.0 * i for i in range(21)]


sizes = st.floats(-1e12, 1e12) | st.integers(-3, 3).map(float) | st.just(float("nan"))


@given(st.lists(sizes, min_size=1, max_size=30), st.sampled_from(ON_NUMBERS), st.booleans())
def test_any_values_give_a_sound_rule_or_a_finding(
    found: list[float], kind: str, down: bool
) -> None:
    """Whatever a measure holds: points from 0 to 100 for each value, or words."""
    values = np.array(found)
    try:
        rule = fitted(kind, values, down, NOBODY)
    except CardError:
        return
    if not rule.looks_around:
        points = rule.apply(values)
        assert ((points >= 0) & (points <= 100))[~np.isnan(values)].all()
