"""Percentiles rank by hand: mid-ranks among the customers of the month, ties sharing theirs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.kinds.normalisers.percentile import Percentile
from scoring.spec.parse import parse_card
from scoring.workbench import months_asked, score_table
from tests.examples import examples, some
from tests.truth.small_data import data_set

CARD = """
version: 1
name: Ranks
metrics:
  - {id: m, measure: x, normaliser: {kind: percentile, direction: %s}, weight: 1}
rules: {min_coverage: 0}
bands:
  - {name: Up, from: 50, tone: good}
  - {name: Down, from: 0, tone: bad}
"""


def by_hand(values: list[float], own: float) -> float:
    """100 · (average rank - 1) / (n - 1), counting one by one; alone in the month: 50."""
    if len(values) == 1:
        return 50.0
    below, equal = sum(v < own for v in values), sum(v == own for v in values)
    average_rank = below + (equal + 1) / 2
    return 100 * (average_rank - 1) / (len(values) - 1)


cells = st.none() | st.integers(0, 6).map(float)
months = st.lists(cells, min_size=1, max_size=12)


@pytest.mark.parametrize("direction", some(["higher", "lower"], 1))
@settings(max_examples=examples(6), deadline=None, suppress_health_check=list(HealthCheck))
@given(first=months, second=months)
def test_ranks_are_those_of_the_month(
    direction: str, first: list[float | None], second: list[float | None]
) -> None:
    """Plan and kernel give the rank that counting gives, month by month, to 1e-9."""
    rows = {
        (f"a{i:02d}", 24_300 + m): {"x": value}
        for m, values in enumerate((first, second))
        for i, value in enumerate(values)
    }
    with tempfile.TemporaryDirectory() as folder:
        data = data_set(Path(folder), rows)
    card = parse_card(CARD % direction)
    plan = score_table(data, card, months_asked(data, "all"), "plan")
    assert plan.equals(score_table(data, card, months_asked(data, "all"), "kernel"))
    known = [[v for v in values if v is not None] for values in (first, second)]
    order = sorted(rows, key=lambda key: (key[1], key[0]))
    for key, points in zip(order, plan["points_m"].to_pylist(), strict=True):
        own = rows[key]["x"]
        if own is None:
            assert points is None
            continue
        rank = by_hand(known[key[1] - 24_300], own)
        assert points == pytest.approx(rank if direction == "higher" else 100 - rank, abs=1e-9)


def test_a_frozen_reference_shares_the_ranks_of_equal_quantiles() -> None:
    """Quantiles 0 0 10 20 20 stand at 0 25 50 75 100: 0 is 12.5, 5 is 31.25, 20 is 87.5."""
    rule = Percentile(kind="percentile", reference="frozen", quantiles=(0.0, 0.0, 10.0, 20.0, 20.0))
    values = np.array([-3.0, 0.0, 5.0, 10.0, 20.0, 99.0])
    assert rule.apply(values).tolist() == [12.5, 12.5, 31.25, 50.0, 87.5, 87.5]


def test_a_whole_book_that_sinks_keeps_its_ranks() -> None:
    """A current percentile is relative: halving every value moves nobody, and the words say so."""
    rows = {(f"a{i}", 24_300 + m): {"x": 10.0 * i / (m + 1)} for i in range(5) for m in range(2)}
    with tempfile.TemporaryDirectory() as folder:
        data = data_set(Path(folder), rows)
    scores = data.book.scored(parse_card(CARD % "higher")).score
    assert scores[:5].tolist() == scores[5:].tolist() == [0.0, 25.0, 50.0, 75.0, 100.0]
