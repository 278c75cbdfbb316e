"""Rounded parts add up to the rounded total, and no part is bent more than it must be."""

from __future__ import annotations

import itertools
import math
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.views.closing import closing

PART = st.floats(-120, 120).filter(lambda x: x == 0 or abs(x) > 1e-6)
PARTS = st.lists(PART, min_size=1, max_size=12)
DECIMALS = st.integers(0, 3)
MODES = st.sampled_from([ROUND_FLOOR, ROUND_HALF_UP])


def exact(number: float) -> Decimal:
    """The number as it would be printed."""
    return Decimal(repr(number))


def summed(parts: list[float], decimals: int, mode: str) -> float:
    """The exact sum of the parts, truncated or rounded to so many decimals."""
    total = sum(map(Fraction, parts), Fraction(0))
    places = Decimal(1).scaleb(-decimals)
    precise = Decimal(total.numerator) / Decimal(total.denominator)
    return float(precise.quantize(places, rounding=mode))


def test_a_worked_example() -> None:
    """23.58 + 11.79 + 7.92 = 43.29, truncated 43.2: down to 23.5 + 11.7 + 7.9 = 43.1, one missing.

    The remainders are 0.08, 0.09 and 0.02, so the second part gets the tenth.
    """
    assert closing([23.58, 11.79, 7.92], 43.2) == (23.5, 11.8, 7.9)
    assert closing([23.58, 11.79, 7.92], 43.3) == (23.6, 11.8, 7.9)


def test_negative_parts() -> None:
    """80.27 − 5.05 = 75.22: 80.2 − 5.1 = 75.1, and of the remainders 0.07 and 0.05 the first wins.

    A cap from 78.63 down to 39: 78.6 − 39.7 = 38.9 and the remainders are 0.03 and 0.07.
    """
    assert closing([80.27, -5.05], 75.2) == (80.3, -5.1)
    assert closing([78.63, -39.63], 39.0) == (78.6, -39.6)


def test_equal_remainders_are_decided_by_the_order() -> None:
    """Three thirds of 100 are 33.4, 33.3 and 33.3: noise in the last digits decides nothing."""
    assert closing([100 / 3, 100 / 3, 100 / 3], 100.0) == (33.4, 33.3, 33.3)
    assert closing([100 / 3 - 1e-12, 100 / 3, 100 / 3 + 1e-12], 100.0) == (33.4, 33.3, 33.3)
    assert closing([33.33333333333333, 33.333333333333336], 66.6) == (33.3, 33.3)


def test_noise_of_doubles_is_no_remainder() -> None:
    """24 written as 23.999999999999996 is 24.0, and 0.1 + 0.2 takes no tenth from another part."""
    assert closing([23.999999999999996, 9.95], 33.9) == (24.0, 9.9)
    assert closing([0.1 + 0.2, 0.7], 1.0) == (0.3, 0.7)


def test_a_part_of_nothing_stays_nothing() -> None:
    """A metric that was left out wins 0.0, whatever has to be shared out."""
    assert closing([0.0, 33.36, 0.0, 33.36], 66.8) == (0.0, 33.4, 0.0, 33.4)


def test_a_total_far_off_is_spread_evenly() -> None:
    """Ten units over four parts are 3, 3, 2 and 2; ten too many are taken from the end."""
    assert closing([1.0, 1.0, 1.0, 1.0], 14.0, 0) == (4.0, 4.0, 3.0, 3.0)
    assert closing([5.0, 5.0, 5.0, 5.0], 10.0, 0) == (3.0, 3.0, 2.0, 2.0)


def test_no_parts() -> None:
    """Nothing adds up to nothing, and to nothing else."""
    assert closing([], 0.0) == ()
    with pytest.raises(ValueError, match="nothing adds up to 1"):
        closing([], 1.0)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_is_refused(bad: float) -> None:
    """Neither a part nor a total may be anything but a finite number."""
    with pytest.raises(ValueError, match="finite"):
        closing([1.0, bad], 1.0)
    with pytest.raises(ValueError, match="finite"):
        closing([1.0], bad)


@given(PARTS, DECIMALS, MODES)
def test_the_printed_parts_close(parts: list[float], decimals: int, mode: str) -> None:
    """Added as decimals they are the total, and each is less than one unit off."""
    total = summed(parts, decimals, mode)
    rounded = closing(parts, total, decimals)
    assert sum(map(exact, rounded)) == exact(total)
    unit = Fraction(1, 10**decimals)
    for part, printed in zip(parts, rounded, strict=True):
        assert abs(Fraction(str(exact(printed))) - Fraction(part)) < unit + Fraction(1, 10**9)


@given(PARTS, DECIMALS, MODES)
def test_the_same_parts_give_the_same_answer(parts: list[float], decimals: int, mode: str) -> None:
    """Twice the same; and rounding the rounded ones again changes nothing."""
    total = summed(parts, decimals, mode)
    rounded = closing(parts, total, decimals)
    assert closing(parts, total, decimals) == rounded
    assert closing(rounded, total, decimals) == rounded


@given(st.lists(st.integers(-30, 99), min_size=1, max_size=5), MODES)
def test_no_fairer_sharing_exists(hundredths: list[int], mode: str) -> None:
    """Of all ways to round each part up or down to the total none has smaller squared errors."""
    parts = [n / 100 for n in hundredths]
    total = summed([float(Fraction(n, 100)) for n in hundredths], 1, mode)
    wanted = round(total * 10)
    down = [n // 10 for n in hundredths]

    def error(units: tuple[int, ...]) -> int:
        return sum((10 * u - n) ** 2 for u, n in zip(units, hundredths, strict=True))

    ways = itertools.product(*((d, d + 1) for d in down))
    best = min((error(way) for way in ways if sum(way) == wanted), default=None)
    if best is not None:
        assert error(tuple(round(p * 10) for p in closing(parts, total))) == best
