"""A column of amounts has one unit, chosen so that all of it can be read."""

from __future__ import annotations

import math

import pytest

from scoring.output.figures import money_column


@pytest.mark.parametrize(
    ("amounts", "currency", "first"),
    [
        ([832_000, 103_000, 56_000], "$", "$832k"),
        ([7_300, 51_000, 28_300], "$", "$7.3k"),  # less than ten units: one decimal for all
        ([6_500_000, 4_500_000, 1_300_000], "€", "€6.5M"),
        ([940, 12, 88], "$", "$940"),
        ([48_000, math.nan, 0], "%", "%48k"),
        ([0.0], "$", "$0"),
        ([1_130_000, 393_000, 52_000], "$", "$1.13M"),  # not $1130k
        ([1_000_000, 999_000, 10_000], "$", "$1.00M"),
        ([999_400, 393_000, 52_000], "$", "$999k"),
    ],
)
def test_a_column_of_amounts_has_one_unit(amounts: list[float], currency: str, first: str) -> None:
    """The unit is that of the middle amount; none and nothing have no say in it."""
    divisor, form = money_column(amounts, currency)
    assert form % (amounts[0] / divisor) == first


def test_an_amount_that_would_vanish_keeps_the_small_unit() -> None:
    """$4.1k is no hundredth of a million, so the column stays in thousands, which stand apart."""
    assert money_column([1_130_000, 393_000, 4_100]) == (1e3, "$%,.1fk")
    assert money_column([1_284, 940, 12]) == (1.0, "$%,.0f")
    assert money_column([1_284e9, 1e9, 12e9]) == (1e9, "$%,.1fB")
