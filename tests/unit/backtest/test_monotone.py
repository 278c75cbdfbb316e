"""Whether worse bands lose more, in rates and in words."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.backtest.monotone import BandRate, band_rates, steps
from scoring.backtest.proportions import proportion


def bands(*counts: tuple[int, int]) -> list[BandRate]:
    """Bands called A, B, C … with (lost, cases), each case an account."""
    return [
        BandRate(name, n, lost, proportion(lost, n))
        for name, (lost, n) in zip("ABCD", counts, strict=False)
    ]


def said(*counts: tuple[int, int]) -> list[tuple[str, str]]:
    """The calls and their levels."""
    return [(step.call, step.level) for step in steps(bands(*counts), seed=1)]


def test_the_published_example() -> None:
    """27 of 126, 17 of 407 and 8 of 434: red is clearly worse, amber is as well.

    21% [15, 29], 4.2% [2.6, 6.6], 1.8% [0.9, 3.6].
    """
    made = bands((27, 126), (17, 407), (8, 434))
    printed = [(21, 15, 29), (4.2, 2.6, 6.6), (1.8, 0.9, 3.6)]
    for band, (rate, low, high) in zip(made, printed, strict=True):
        assert band.rate.low is not None
        assert band.rate.high is not None
        half_a_digit = 0.5 if rate == 21 else 0.05
        seen = [100 * band.lost / band.cases, 100 * band.rate.low, 100 * band.rate.high]
        assert seen == pytest.approx([rate, low, high], abs=half_a_digit)
    assert said((27, 126), (17, 407), (8, 434)) == [("clear", "fine"), ("clear", "fine")]


def test_likely_and_not_to_be_told() -> None:
    """5 of 50 against 2 of 50 is likely, 3 of 50 against 3 of 50 cannot be told."""
    assert said((5, 50), (2, 50)) == [("likely", "fine")]
    assert said((3, 50), (3, 50)) == [("cannot tell", "fine")]
    (step,) = steps(bands((3, 50), (3, 50)), seed=1)
    assert step.words == "These data cannot tell B from A."
    assert step.chance == pytest.approx(0.5, abs=0.04)


def test_a_reversal_is_said_as_loudly_as_it_is_sure() -> None:
    """2 of 50 against 4 of 50 may be chance (amber); 2 of 200 against 20 of 200 is not (red)."""
    assert said((2, 50), (4, 50)) == [("reversal", "amber")]
    assert said((2, 200), (20, 200)) == [("reversal", "red")]
    (step,) = steps(bands((2, 200), (20, 200)), seed=1)
    assert step.words == "A lost less often than B: the order is wrong in these data."


def test_without_a_loss_the_prior_does_not_speak() -> None:
    """0 of 5 against 0 of 500: half a loss assumed in each would make A likely to be worse."""
    assert said((0, 5), (0, 500)) == [("cannot tell", "fine")]
    (step,) = steps(bands((0, 5), (0, 500)), seed=1)
    assert step.words == "Nobody was lost in A or B: nothing can be told of their order."


def test_an_empty_band_is_skipped() -> None:
    """With nobody in B, A is compared with C."""
    (step,) = steps(bands((20, 50), (0, 0), (1, 50)), seed=1)
    assert (step.worse, step.better, step.call) == ("A", "C", "clear")
    assert steps(bands((1, 5)), seed=1) == ()


def test_rates_of_bands() -> None:
    """Cases without a band are in none, an empty band has words."""
    band = np.array([0, 0, 2, -1])
    lost = np.array([True, False, False, True])
    red, amber, green = band_rates(["Red", "Amber", "Green"], band, lost, np.arange(4))
    assert (red.cases, red.lost, red.rate.estimate) == (2, 1, 0.5)
    assert (amber.cases, amber.rate.why) == (0, "No case was in Amber.")
    assert (green.lost, green.rate.estimate) == (0, 0)
