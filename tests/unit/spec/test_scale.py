"""What is shown is cut off, never rounded up, and never contradicts the band."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.live.kernel import band_of
from scoring.spec.model import Card
from scoring.spec.scale import cell, cut_text, grade_codes, grades_of, of_hundred, show, shown
from scoring.values import HALF_A_DECIMAL, rounded, rounded_one
from tests.unit.spec.samples import banded, card

scores = st.floats(0, 100).map(rounded_one)


def band(score: float, one: Card) -> str:
    return one.bands[int(band_of(np.array([score]), one)[0])].name


@pytest.mark.parametrize(
    ("score", "text"),
    [
        (100.0, "100.0"),
        (99.999999999, "99.9"),
        (77.0, "77.0"),
        (75.0, "75.0"),
        (74.999999999, "74.9"),
        (64.55, "64.5"),
        (0.299999999, "0.2"),
        (0.3, "0.3"),
        (0.0, "0.0"),
        (math.nan, "–"),
    ],
)
def test_a_score_is_cut_off(score: float, text: str) -> None:
    """One decimal, the rest cut off."""
    assert show(score, banded(75, 50, 0)) == text


@pytest.mark.parametrize(
    ("score", "text", "name"),
    [
        # 1 + 9 x score / 100 : 8 is reached at 77.7..., 5 at 44.4...
        (100.0, "10.0", "B0"),
        (77.777777778, "8.0", "B0"),
        (77.777777777, "7.9", "B1"),
        (77.0, "7.9", "B1"),
        (72.222222222, "7.5", "B1"),
        (44.444444444, "5.0", "B1"),
        (44.444444443, "4.9", "B2"),
        (0.0, "1.0", "B2"),
    ],
)
def test_the_scale_of_ten_and_its_cuts(score: float, text: str, name: str) -> None:
    """Bands of 8, 5 and 1 hold on the scale that is shown, to the last decimal.

    The scheme is the published traffic light of 8-10, 5-7 and 1-4, its gaps closed downwards:
    7.5 is the middle band.
    """
    one = banded(8, 5, 1, display="ten")
    assert (show(score, one), band(score, one)) == (text, name)


def test_cuts_print_as_they_were_written() -> None:
    """A cut of 8 on the scale of ten is 77.777777778 as a score, and 8.0 in print."""
    one = banded(8, 5, 1, display="ten")
    assert one.cuts == (77.777777778, 44.444444444, 0)
    assert [cut_text(cut, one) for cut in one.cuts] == ["8.0", "5.0", "1.0"]
    assert [cut_text(cut, banded(75, 49.9, 0)) for cut in (75, 49.9, 0)] == ["75.0", "49.9", "0.0"]


@given(
    display=st.sampled_from(["percent", "ten"]),
    tenths=st.sets(st.integers(1, 89), min_size=1, max_size=5),
    score=scores,
    beside=st.integers(-2, 2),
)
def test_what_is_shown_never_contradicts_the_band(
    display: str, tenths: set[int], score: float, beside: int
) -> None:
    """A shown number lies in its band: not below its cut, and below the next cut above.

    Tried at random scores and at the scores within two last decimals of each cut.
    """
    bottom, step = (1.0, 0.1) if display == "ten" else (0.0, 1.1)
    starts = sorted({round(bottom + t * step, 1) for t in tenths}, reverse=True)
    one = banded(*starts, bottom, display=display)
    near = [rounded_one(cut + beside * 1e-9) for cut in one.cuts]
    for value in [score, *near]:
        if not 0 <= value <= 100:
            continue
        position = int(band_of(np.array([value]), one)[0])
        number = Fraction(show(value, one))
        assert number >= Fraction(str(one.bands[position].start))
        if position:
            assert number < Fraction(str(one.bands[position - 1].start))


@given(scores, scores, st.sampled_from([banded(75, 50, 0), banded(8, 5, 1, display="ten")]))
def test_order_survives(one: float, other: float, on: Card) -> None:
    """A lower score is never shown above a higher one."""
    low, high = sorted((one, other))
    assert float(shown(np.array([low]), on)[0]) <= float(shown(np.array([high]), on)[0])


@given(scores)
def test_converting_moves_nobody(score: float) -> None:
    """The same bands, written from 0 to 100 or from 1 to 10, hold the same accounts."""
    percent, ten = banded(50, 0), banded(5.5, 1, display="ten")
    assert band(score, percent) == band(score, ten)


@pytest.mark.parametrize(
    ("score", "letter"),
    [
        (100, "A"),
        (90, "A"),
        (89.999999999, "B"),
        (80, "B"),
        (70, "C"),
        (60, "D"),
        (59.9, "F"),
        (0, "F"),
    ],
)
def test_grades(score: float, letter: str) -> None:
    """A from 90, B from 80, C from 70, D from 60, F below."""
    assert show(score, card(display="grade")) == letter
    assert cell(score, card(display="grade")) == letter


def test_own_grades() -> None:
    """A card may write letters of its own, with plus and minus."""
    one = card(display="grade", grades={"A+": 99.5, "A": 50, "B-": 0})
    assert list(grades_of(one)) == ["A+", "A", "B-"]
    assert [show(s, one) for s in (99.5, 99.4, 50, 49.999999999)] == ["A+", "A", "A", "B-"]
    assert np.isnan(grade_codes(np.array([math.nan]), one)).all()


def test_a_cell_sorts() -> None:
    """A table gets a number to sort by, a letter for grades, nothing where there is no score."""
    assert cell(64.55, banded(75, 0)) == 64.5
    assert cell(100.0, banded(8, 1, display="ten")) == 10.0
    assert cell(math.nan, banded(75, 0)) is None


@given(st.lists(st.floats(0, 100), max_size=20))
def test_no_score_stays_no_score(values: list[float]) -> None:
    """NaN is shown as NaN on every scale, and its neighbours are not touched."""
    array = rounded(np.array([*values, math.nan]))
    for on in (banded(75, 0), banded(8, 1, display="ten")):
        printed = shown(array, on)
        assert np.isnan(printed[-1])
        assert not np.isnan(printed[:-1]).any()


@given(st.integers(0, 10**11).map(lambda n: n / 10**9))
def test_of_hundred_is_what_a_percent_card_shows(score: float) -> None:
    """Whatever scale a card has, its parts stand on the one from 0 to 100."""
    assert of_hundred(score) == float(shown(np.array([score]), card())[0])
    assert of_hundred(score) <= score + HALF_A_DECIMAL
