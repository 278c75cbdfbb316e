"""The parts of a score add up to it, and what is missing has no part."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.live.kernel import MetricPoints, Scores, score_rows
from scoring.spec.model import Card
from scoring.views.explain import biggest_losses, biggest_losses_of, contributions
from tests.unit.hand_made import NAN
from tests.unit.spec.samples import card, weighted


def scored(one: Card, *rows: list[float]) -> Scores:
    """Scores from the points of each row, one number a metric."""
    table = np.array(rows)
    points = {
        m.id: MetricPoints(table[:, i], ~np.isnan(table[:, i])) for i, m in enumerate(one.active)
    }
    return score_rows(one, points, len(rows))


def test_won_and_lost() -> None:
    """At 50/30/20 points of 80, 50 and 10 win 40, 15 and 2, and lose 10, 15 and 18."""
    parts = contributions(card(), scored(card(), [80, 50, 10]), 0)
    assert [p.won for p in parts] == pytest.approx([40, 15, 2])
    assert [p.lost for p in parts] == pytest.approx([10, 15, 18])
    assert [p.label for p in parts] == ["M0", "M1", "M2"]


def test_a_missing_metric_wins_and_loses_nothing() -> None:
    """Its weight is spread: 50 and 20 of 70 remain, 80 x 5/7 + 10 x 2/7 = 60."""
    parts = contributions(card(), scored(card(), [80, NAN, 10]), 0)
    assert [p.share for p in parts] == pytest.approx([5 / 7, 0, 2 / 7])
    assert (parts[1].won, parts[1].lost) == (0, 0)
    assert math.isnan(parts[1].points)
    assert sum(p.won for p in parts) == pytest.approx(60)


def test_nothing_known_has_no_parts() -> None:
    """With every metric missing all shares are 0."""
    parts = contributions(card(), scored(card(), [NAN, NAN, NAN]), 0)
    assert [(p.share, p.won, p.lost) for p in parts] == [(0, 0, 0)] * 3


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(0, 50)), min_size=1, max_size=8))
def test_the_parts_close(metrics: list[tuple[float, int]]) -> None:
    """Won adds up to the score, lost to what is missing to 100, whatever the weights."""
    if not any(weight for _, weight in metrics):
        return
    one = weighted(*(weight for _, weight in metrics))
    scores = scored(one, [points for points, _ in metrics])
    parts = contributions(one, scores, 0)
    assert sum(p.won for p in parts) == pytest.approx(float(scores.score[0]), abs=1e-9)
    assert sum(p.won + p.lost for p in parts) == pytest.approx(100, abs=1e-9)


def test_the_biggest_losses() -> None:
    """The labels with the most points lost, largest first; below half a point nothing is said."""
    scores = scored(card(), [80, 50, 10], [100, 100, 0], [99, 100, 100], [98.8, 100, 100])
    assert biggest_losses(card(), scores, 0) == ("M2 −18", "M1 −15", "M0 −10")
    assert biggest_losses(card(), scores, 0, count=1) == ("M2 −18",)
    assert biggest_losses(card(), scores, 1) == ("M2 −20",)
    assert biggest_losses(card(), scores, 2) == ()
    assert biggest_losses(card(), scores, 3) == ("M0 −1",)


@given(st.lists(st.lists(st.sampled_from([0.0, 30.0, 99.0, 100.0, NAN]), min_size=3, max_size=3),
                min_size=1, max_size=8))  # fmt: skip
def test_many_rows_lose_what_each_loses_alone(rows: list[list[float]]) -> None:
    """One pass over all rows names the same losses as row by row; -1 is no row."""
    one, told = card(), scored(card(), *rows)
    asked = [*range(len(rows)), -1]
    alone = [biggest_losses(one, told, row) for row in range(len(rows))]
    assert biggest_losses_of(one, told, asked) == [*alone, ()]
