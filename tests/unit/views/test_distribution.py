"""Scores and measures in bins: every account in exactly one, kept beside lost."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.live.book import Book
from scoring.spec.catalogue import Churn, Measure
from scoring.spec.model import Metric
from scoring.values import Column
from scoring.views.distribution import measure_bins, score_bins
from tests.unit.hand_made import NAN, frame, month, scores, texts
from tests.unit.spec.samples import POINTS, banded

JAN = month("2026-01")
METRIC = Metric.model_validate({"id": "m", "measure": "x", "normaliser": POINTS, "weight": 1})
NOBODY = np.array([], dtype=np.int64)


def book(
    column: Column,
    *,
    low: float | None = 0,
    high: float | None = 24,
    churn: Churn = "dated",
    lost: tuple[str, ...] = (),
) -> Book:
    rows = [(f"a{i:02}", "2026-01") for i in range(len(column))]
    measure = Measure("x", "x", "number", low, high)
    made = frame(rows, measures=(measure,), churn=churn, lost=lost)
    return Book(made, lambda metrics: {m.id: column for m in metrics})


@given(
    kept=st.lists(st.floats(0, 100) | st.just(NAN), min_size=1, max_size=30),
    gone=st.lists(st.floats(0, 100) | st.just(NAN), max_size=30),
)
def test_every_score_is_in_one_bin(kept: list[float], gone: list[float]) -> None:
    """Bins of 5 from 0 to 100; a score on an edge belongs above it, 100 to the last."""
    bins = score_bins(book(np.array(kept)), scores(banded(0), kept), JAN, np.array(gone))
    assert [(b.start, b.stop) for b in bins] == [(s, s + 5) for s in range(0, 100, 5)]
    for b in bins:
        last = b.stop == 100
        inside = [s for s in kept if b.start <= s < b.stop or (last and s == 100)]
        assert b.kept == len(inside)
        assert b.lost == len([s for s in gone if b.start <= s < b.stop or (last and s == 100)])


def test_lost_accounts_of_a_flagged_snapshot_are_not_kept_too() -> None:
    """Where one snapshot holds both, an account is on one side only."""
    flagged = book(np.array([1.0, 2.0, 3.0]), churn="flagged", lost=("a01",))
    bins = score_bins(flagged, scores(banded(0), [50, 50, 50]), JAN, np.array([50.0]))
    assert [(b.kept, b.lost) for b in bins if b.start == 50] == [(2, 1)]


def test_raw_values_in_bins() -> None:
    """24 bins from the 1st to the 99th percentile; what lies beyond is in the end bins.

    Of 0, 1, ... 100 these are 1 and 99, and a bin is 98 / 24 = 4.08 wide: 0 to 5 lie in the
    first, 95 to 100 in the last.
    """
    column = np.array([*range(101), NAN], dtype=np.float64)
    bins = measure_bins(book(column), METRIC, JAN, np.array([0, 100, 101]))
    assert (len(bins), bins[0].start, bins[-1].stop) == (24, 1, 99)
    assert (bins[0].kept, bins[-1].kept, sum(b.kept for b in bins)) == (6, 6, 101)
    assert (bins[0].lost, bins[-1].lost, sum(b.lost for b in bins)) == (1, 1, 2)


def test_a_constant_measure_has_bins() -> None:
    """Without any spread the bins lie around the one value, which is in one of them."""
    bins = measure_bins(book(np.array([7.0, 7.0]), low=7, high=7), METRIC, JAN, NOBODY)
    assert (bins[0].start, bins[-1].stop) == (6.5, 7.5)
    assert sum(b.kept for b in bins) == 2


def test_an_empty_measure_has_empty_bins() -> None:
    """Of nothing but nulls the bins count nobody."""
    bins = measure_bins(book(np.array([NAN, NAN]), low=None, high=None), METRIC, JAN, NOBODY)
    assert {(b.kept, b.lost) for b in bins} == {(0, 0)}


def test_texts_by_frequency() -> None:
    """A bin a text, the most frequent first, nulls in none."""
    column = texts(["calm", "cross", None, "cross", "odd"])
    bins = measure_bins(book(column), METRIC, JAN, np.array([0, 1]))
    assert [(b.label, b.kept, b.lost) for b in bins] == [
        ("cross", 2, 1),
        ("calm", 1, 1),
        ("odd", 1, 0),
    ]


def test_at_most_twelve_texts() -> None:
    """A column of many texts shows the twelve most frequent."""
    column = texts([f"t{i}" for i in range(40)] + ["t39"])
    bins = measure_bins(book(column), METRIC, JAN, NOBODY)
    assert len(bins) == 12
    assert bins[0].label == "t39"
