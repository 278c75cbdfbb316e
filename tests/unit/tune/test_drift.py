"""The stability index against a table by hand, and its limit against chance."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from scoring.tune.drift import (
    CHI2_99,
    SCORE,
    binned,
    drifts,
    earlier_month,
    limit_of,
    psi,
)
from scoring.values import Month, Texts
from tests.unit.backtest.test_trial import CARD, demo
from tests.unit.hand_made import texts
from tests.unit.tune.stands import stand

NOW = demo().book.frame.months[-1]


def test_the_index_by_hand() -> None:
    """9, 0 and 11 of 20 before, 4, 5 and 11 now, each with ½ added and divided by 21.5.

    p = 9.5, .5, 11.5 and q = 4.5, 5.5, 11.5 over 21.5:
    (−5 ln(4.5/9.5) + 5 ln(5.5/.5)) / 21.5 = 5 (ln(9.5/4.5) + ln 11) / 21.5 = .7314.
    """
    found = psi(np.array([9, 0, 11]), np.array([4, 5, 11]))
    assert found == pytest.approx(5 * (math.log(9.5 / 4.5) + math.log(11)) / 21.5, abs=1e-12)
    assert found == pytest.approx(0.7314, abs=1e-4)
    assert psi(np.array([3, 4]), np.array([3, 4])) == 0.0


def test_the_limit_is_the_larger_of_a_tenth_and_chance() -> None:
    """Ten bins, 100 and 100 accounts: 2/100 · 21.67 = .4334; 5,000 and 5,000: .10."""
    assert limit_of(10, 100, 100) == pytest.approx(0.4334)
    assert limit_of(11, 100, 100) == pytest.approx(0.4642)
    assert limit_of(10, 5_000, 5_000) == 0.10
    for degrees, value in CHI2_99.items():
        assert value == pytest.approx(stats.chi2.ppf(0.99, degrees), abs=0.006)


@pytest.mark.parametrize(("n", "wanted"), [(100, 0.31), (300, 0.11), (5_000, 0.007)])
def test_chance_alone_is_as_the_limit_takes_it(n: int, wanted: float) -> None:
    """Nothing changed, ten equal bins, 4,000 pairs of months: the 95th percentile as published.

    The limit holds the 99th within a tenth of it: (2/n) χ²₉.
    """
    rng = np.random.default_rng(1)
    pairs = rng.multinomial(n, [0.1] * 10, (4_000, 2))
    found = np.array([psi(a, b) for a, b in pairs])
    assert np.quantile(found, 0.95) == pytest.approx(wanted, rel=0.12)
    assert np.quantile(found, 0.99) == pytest.approx(2 / n * 21.67, rel=0.10)
    assert np.mean(found > limit_of(10, n, n)) < 0.02


def test_ten_bins_and_one_for_nothing() -> None:
    """0 … 99 in the first month: ten of each bin; NaN has the eleventh."""
    values = np.concatenate([np.arange(100.0), [np.nan, -5.0, 500.0]])
    bins, count = binned(values, np.arange(100))
    assert count == 11
    assert np.bincount(bins[:100]).tolist() == [10] * 10
    assert bins[100:].tolist() == [10, 0, 9]


def test_many_equal_values_share_a_bin() -> None:
    """Ninety zeros and ten ones: two bins, and the one for nothing."""
    values = np.array([0.0] * 90 + [1.0] * 10)
    bins, count = binned(values, np.arange(100))
    assert count == 3
    assert np.bincount(bins, minlength=3).tolist() == [90, 10, 0]


def test_texts_have_a_bin_each() -> None:
    """The nine most frequent ones; the rest share the tenth, nothing is the eleventh."""
    labels = [letter for i, letter in enumerate("abcdefghijkl") for _ in range(20 - i)]
    column = texts([*labels, None])
    assert isinstance(column, Texts)
    bins, count = binned(column, np.arange(len(column)))
    assert count == 11
    assert np.bincount(bins).tolist() == [*range(20, 11, -1), 11 + 10 + 9, 1]


def test_the_season_is_compared_with_itself() -> None:
    """A year before where there is one, else the first month, else nothing."""
    months = tuple(Month.parse(f"2024-{m:02}") for m in range(1, 13))
    later = (*months, Month.parse("2025-03"))
    assert earlier_month(later, Month.parse("2025-03")) == Month.parse("2024-03")
    assert earlier_month(months, Month.parse("2024-09")) == Month.parse("2024-01")
    assert earlier_month(months, Month.parse("2024-01")) is None


def test_every_metric_and_the_score_by_month() -> None:
    """Thirteen months, the first of them against itself, the last as the figure says."""
    seen = drifts(demo().book, CARD, stand().scores, NOW)
    assert [one.id for one in seen.all] == [*(m.id for m in CARD.active), SCORE]
    assert (seen.before, len(seen.months)) == (NOW.plus(-12), 13)
    for one in seen.all:
        assert len(one.series) == 13
        assert one.series[0] == 0.0
        assert one.series[-1] == one.psi


def test_the_counts_are_those_of_customers() -> None:
    """Usage a year apart, binned and counted again in plain Python."""
    seen = drifts(demo().book, CARD, stand().scores, NOW)
    (usage,) = (one for one in seen.all if one.id == "usage")
    frame, values = demo().book.frame, demo().book.column(CARD.metric("usage"))
    assert not isinstance(values, Texts)
    held = []
    for month in (NOW.plus(-12), NOW):
        span = frame.rows_at(month)
        held.append(values[span][frame.in_book(span)])
    assert (usage.before, usage.now) == tuple(len(one) for one in held)
    edges = np.unique(
        np.quantile(held[0][~np.isnan(held[0])], np.arange(1, 10) / 10, method="higher")
    )
    counts = []
    for one in held:
        row = [0] * (len(edges) + 2)
        for value in one.tolist():
            row[-1 if math.isnan(value) else sum(value >= e for e in edges)] += 1
        counts.append(np.array(row))
    used = (counts[0] + counts[1]) > 0
    assert usage.psi == pytest.approx(psi(counts[0][used], counts[1][used]), abs=1e-12)
    assert usage.limit == limit_of(int(used.sum()), usage.before, usage.now)


def test_the_first_month_has_nothing_before_it() -> None:
    """Which is said."""
    first = demo().book.frame.months[0]
    seen = drifts(demo().book, CARD, stand().scores, first)
    assert (seen.all, seen.words) == ((), "There is no earlier month to compare with.")
