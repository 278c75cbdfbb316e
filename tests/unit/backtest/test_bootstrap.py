"""Accounts drawn again: what is drawn, what is paired, and where words take the place."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scoring.backtest.bootstrap import (
    Money,
    arr_caught,
    draw_accounts,
    lift,
    of_sums,
    of_weights,
    percentiles,
    totals,
)
from scoring.backtest.order import worst_first
from scoring.backtest.separation import average_precision
from scoring.values import Floats

NAN = math.nan


def ratio(sums: Floats) -> Floats:
    """The first sum over the second."""
    return np.asarray(sums[..., 0] / sums[..., 1])


def test_a_seed_is_a_draw() -> None:
    """The same seed draws the same, another another; on average an account counts once."""
    draws = draw_accounts(1000, seed=4)
    assert (draws.times == draw_accounts(1000, seed=4).times).all()
    assert (draws.times != draw_accounts(1000, seed=5).times).any()
    assert draws.times.shape == (200, 1000)
    assert draws.times.mean() == pytest.approx(1, abs=4 / math.sqrt(200_000))


def test_totals_are_sums_of_each_draw() -> None:
    """Every draw adds each account's sums as often as it came."""
    draws = draw_accounts(3, seed=1, draws=5)
    sums = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])
    for times, total in zip(draws.times.tolist(), totals(draws, sums).tolist(), strict=True):
        one = times[0] + 2 * times[1] + 4 * times[2]
        assert total == [one, 10 * one]


def test_a_fixed_ratio_does_not_vary() -> None:
    """Where every account has the same ratio every draw has it too."""
    figure = of_sums(draw_accounts(50, seed=1), np.array([[1.0, 4.0]] * 50), ratio)
    assert (figure.estimate, figure.low, figure.high, figure.n) == (0.25, 0.25, 0.25, 50)


def test_nothing_to_divide_by_is_said() -> None:
    """A ratio over 0 is words, not infinity."""
    figure = of_sums(draw_accounts(5, seed=1), np.array([[1.0, 0.0]] * 5), ratio)
    assert (figure.estimate, figure.why) == (None, "There is nothing to divide by.")


def test_draws_without_a_loss_spoil_the_interval() -> None:
    """One loss in ten accounts is missing from a third of the draws (e⁻¹): no interval."""
    sums = np.zeros((10, 2))
    sums[0] = 1
    figure = of_sums(draw_accounts(10, seed=1), sums, ratio)
    assert (figure.estimate, figure.low) == (1, None)
    assert figure.why == "Too few losses to draw the accounts again: no interval."


def test_the_middle_of_the_draws() -> None:
    """Of 0 … 200 the middle 95% is 5 to 195."""
    figure = percentiles(100, np.arange(201.0), 7)
    assert (figure.estimate, figure.low, figure.high, figure.n) == (100, 5, 195, 7)


def test_lift_by_hand() -> None:
    """2 of 4 flagged were lost, 4 of 16 in all: a lift of 2."""
    flagged = np.array([1] * 4 + [0] * 12, bool)
    lost = np.array([1, 1, 0, 0, 1, 1] + [0] * 10, bool)
    figure = lift(draw_accounts(16, seed=3), flagged, lost, np.arange(16))
    assert figure.estimate == pytest.approx(2)
    assert figure.low is not None
    assert figure.high is not None
    assert figure.low < 2 < figure.high


def test_any_figure_of_weights() -> None:
    """Average precision is drawn in the sorted order of the cases."""
    rng = np.random.default_rng(2)
    lost = rng.random(300) < 0.2
    order = worst_first(rng.normal(0, 1, 300) - lost, lost, np.arange(300) // 2)
    figure = of_weights(
        draw_accounts(150, seed=3), order.account, lambda w: average_precision(order, w)
    )
    assert figure.estimate == average_precision(order)
    assert figure.low is not None
    assert figure.high is not None
    assert figure.estimate is not None
    assert figure.low < figure.estimate < figure.high
    nobody = worst_first(np.ones(3), np.zeros(3, bool))
    words = of_weights(draw_accounts(3, 1), nobody.account, lambda w: average_precision(nobody, w))
    assert words.estimate is None


def money(arr: list[float], flagged: list[int], lost: list[int]) -> Money:
    """Each row an account."""
    n = len(arr)
    return arr_caught(
        draw_accounts(n, seed=1),
        np.array(flagged, bool),
        np.array(lost, bool),
        np.array(arr, float),
        np.arange(n),
    )


def test_arr_caught_by_hand() -> None:
    """Of 60 + 20 + 20 lost, 80 were flagged; the three are worth 2.27 and the largest is 60%.

    100² / (3600 + 400 + 400) = 10000 / 4400 = 2.2727.
    """
    found = money([60, 20, 20, 500], [1, 1, 0, 1], [1, 1, 1, 0])
    assert found.caught.estimate == pytest.approx(0.8)
    assert found.caught.effective == pytest.approx(10000 / 4400)
    assert (found.largest, found.unknown, found.caught.n) == (pytest.approx(0.6), 0, 3)


def test_all_caught_is_not_certain() -> None:
    """Where all lost revenue was flagged the interval is Wilson's for the effective number.

    Four equal accounts are worth four: 4 / (4 + 3.8415) = 0.5101.
    """
    found = money([10] * 8, [1] * 8, [1] * 4 + [0] * 4).caught
    assert (found.estimate, found.high, found.method) == (1, 1, "Wilson with effective n")
    assert found.low == pytest.approx(0.510109, abs=1e-6)


def test_few_losses_take_the_wider_interval() -> None:
    """Three accounts worth 2.27 take Wilson's, forty equal ones the draws."""
    few = money([60, 20, 20, 500], [1, 1, 0, 1], [1, 1, 1, 0]).caught
    assert few.method == "Wilson with effective n"
    many = money([10] * 40, [1, 0] * 20, [1] * 40).caught
    assert (many.method, many.effective) == ("account bootstrap", 40)


def test_a_slider_needs_no_draws() -> None:
    """Without draws the estimate is the same and the interval Wilson's."""
    arr, flagged = np.full(40, 10.0), np.array([1, 0] * 20, bool)
    found = arr_caught(None, flagged, np.ones(40, bool), arr, np.arange(40)).caught
    assert (found.estimate, found.method) == (0.5, "Wilson with effective n")
    assert (found.low, found.high) == pytest.approx((0.352, 0.648), abs=1e-3)


def test_unknown_revenue_is_counted_apart() -> None:
    """A lost account without revenue on record is named, a negative one adds nothing."""
    found = money([NAN, -5, 10, 10], [1, 1, 1, 0], [1, 1, 1, 1])
    assert (found.caught.estimate, found.unknown) == (0.5, 1)
    assert money([NAN], [1], [1]).caught.why == "No revenue is known of the lost accounts."
    assert money([5], [1], [0]).caught.why == "No revenue was lost."


def test_an_interval_reaches_its_estimate() -> None:
    """Draws that all lie on one side of it, as of very few accounts, do not leave it out."""
    above = percentiles(1.0, np.array([0.2, 0.4, 0.6]), 3)
    below = percentiles(0.0, np.array([0.2, 0.4, 0.6]), 3)
    assert (above.high, below.low) == (1.0, 0.0)
    assert (above.low, below.high) == (pytest.approx(0.21), pytest.approx(0.59))
