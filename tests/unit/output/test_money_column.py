"""A column of amounts has one unit, chosen so that all of it can be read."""

from __future__ import annotations

import math

import pytest

from scoring.output.figures import money, money_column, money_columns


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


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (12_345_678, "$12.3M"),  # 98% of $11M is not $11M
        (99_949_999, "$99.9M"),
        (99_950_001, "$100M"),
        (48_499, "$48k"),
        (9_949, "$9.9k"),
        (9_951, "$10k"),
        (-4_230_000, "−$4.2M"),
    ],
)
def test_an_amount_has_at_most_three_digits(amount: float, text: str) -> None:
    """Millions keep a tenth below a hundred, thousands below ten."""
    assert money(amount) == text


def test_columns_side_by_side_share_the_millions() -> None:
    """Where one needs them $52k is $0.05M, but beside $4.1k, or without need, each has its own."""
    two, small = [1_130_000.0, 393_000.0, 142_000.0], [832_000.0, 103_000.0, 52_000.0]
    assert money_columns([two, small]) == [(1e6, "$%.2fM")] * 2
    assert money_columns([two, [4_100.0]]) == [(1e6, "$%.2fM"), (1e3, "$%.1fk")]
    assert money_columns([[6_500_000.0], small]) == [(1e6, "$%.1fM"), (1e3, "$%.0fk")]
    assert money_columns([]) == []
