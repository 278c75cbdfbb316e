"""Months count without gaps, and a score is rounded once, the same everywhere."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.values import (
    HALF_A_DECIMAL,
    Missing,
    Month,
    Texts,
    is_null,
    months_between,
    rounded,
    rounded_one,
)

days = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


@given(days)
def test_a_month_ends_on_its_last_day(day: dt.date) -> None:
    """The end of a day's month lies in that month, and the day after it does not."""
    month = Month.of(day)
    assert (month.end.year, month.end.month) == (day.year, day.month)
    assert month.end.day == calendar.monthrange(day.year, day.month)[1]
    assert str(month) == f"{day.year:04}-{day.month:02}"
    assert Month.parse(str(month)) == Month.parse(day.isoformat()) == month


def test_the_last_month_of_all_has_an_end() -> None:
    """9999-12-31, which some systems write for never, is a date like any other."""
    assert Month.parse("9999-12").end == dt.date(9999, 12, 31)


@given(days, st.integers(-50, 50))
def test_months_are_counted(day: dt.date, months: int) -> None:
    """So many months later is so many steps on, and back again."""
    month = Month.of(day)
    assert month.plus(months).plus(-months) == month
    assert month.plus(months).number - month.number == months
    assert (month.plus(months) < month) == (months < 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-13",
        "2026-00",
        "2026-1",
        "26-01",
        "2026-1-1",
        "October",
        "2026/10",
        "2026-10x",
        "2026-10-31T00:00",
        "2026-10-3",
        "-026-01",
        "\u0662\u0660\u0662\u0666-10",
        "0000-01",
    ],
)
def test_what_is_no_month(text: str) -> None:
    """Anything but YYYY-MM or YYYY-MM-DD is refused rather than guessed at."""
    with pytest.raises(ValueError, match=r"is not YYYY-MM|month must be|year"):
        Month.parse(text)


def test_months_between() -> None:
    """Both ends are included, over the end of a year, and backwards there are none."""
    first, last = Month.parse("2025-11"), Month.parse("2026-02")
    assert [str(m) for m in months_between(first, last)] == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
    assert list(months_between(first, first)) == [first]
    assert list(months_between(last, first)) == []


@given(st.floats(0, 100))
def test_rounding_is_to_nine_decimals_halves_up(score: float) -> None:
    """The nearest number of nine decimals, as decimal arithmetic finds it.

    Where the tenth decimal is a 5 within the noise of a double, either neighbour is right.
    """
    exact = Decimal(score)
    assume(abs(exact * 10**9 % 1 - Decimal("0.5")) > Decimal("1e-4"))
    assert rounded_one(score) == float(exact.quantize(Decimal("1e-9"), ROUND_HALF_UP))


@given(st.lists(st.floats(0, 100), max_size=20))
def test_rounding_again_changes_nothing(scores: list[float]) -> None:
    """Rounded once is rounded, in an array as alone."""
    once = rounded(np.array(scores))
    assert rounded(once).tolist() == once.tolist() == [rounded_one(s) for s in scores]


def test_noise_is_rounded_away() -> None:
    """74.99999999999999 is 75, and no score stays none."""
    assert rounded_one(74.99999999999999) == 75.0
    assert rounded_one(0.1 + 0.2) == 0.3
    assert math.isnan(rounded_one(math.nan))
    assert HALF_A_DECIMAL == 5e-10


@pytest.mark.parametrize(
    ("missing", "points", "written"),
    [
        (Missing("skip"), None, "skip"),
        (Missing("refuse"), None, "refuse"),
        (Missing("neutral"), 50.0, "neutral"),
        (Missing("worst"), 0.0, "worst"),
        (Missing("points", 40.0), 40.0, {"points": 40.0}),
        (Missing("points", 0.0), 0.0, {"points": 0.0}),
    ],
)
def test_missing_values(missing: Missing, points: float | None, written: object) -> None:
    """Each policy has its points, or none, and is written as it is read."""
    assert missing.points == points
    assert missing.authored() == written


def test_nulls_of_both_sorts_of_column() -> None:
    """NaN is null among numbers, code -1 among texts."""
    assert is_null(np.array([1.0, math.nan, 0.0])).tolist() == [False, True, False]
    texts = Texts(np.array([0, -1], dtype=np.int32), ("a",))
    assert is_null(texts).tolist() == [False, True]
    assert len(texts) == 2
