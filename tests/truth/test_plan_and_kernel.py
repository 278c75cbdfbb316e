"""Fractions on paper, SQL in DuckDB and arrays in memory give one and the same score."""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.output.exporters import EXPORTERS
from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.views.explain import contributions, extras
from scoring.workbench import DataSet, score_table, usable_card
from tests.examples import examples
from tests.truth.plain_places import Account, Place, Rows
from tests.truth.plain_scorer import Answer, answer
from tests.truth.random_cards import books, cards, points_cards
from tests.truth.small_data import data_set

TOLERANCE = 1.5e-9
"""A score has nine decimals: where a half is rounded the other way it is one of them off."""

RARELY = Fraction(1, 10**4)


def tables(data: DataSet, card: Mapping[str, Any]) -> tuple[pa.Table, pa.Table]:
    """The answer of the plan and of the kernel for every month."""
    read = usable_card(json.dumps(card), data)
    months = data.book.frame.months
    return score_table(data, read, months, "plan"), score_table(data, read, months, "kernel")


def on_a_half(exact: Fraction | None) -> bool:
    """Whether nine decimals hang on a digit that doubles do not have."""
    if exact is None:
        return False
    rest = exact * 10**9 % 1
    return abs(rest - Fraction(1, 2)) < RARELY


def same(mine: Answer, theirs: Mapping[str, Any]) -> None:
    """One row of the product beside the arithmetic on paper."""
    assert abs(Fraction(theirs["coverage"]) - mine.coverage) < TOLERANCE
    for name, points in mine.points.items():
        got = theirs[f"points_{name}"]
        assert (got is None) == (points is None)
        assert points is None or abs(Fraction(got) - points) < TOLERANCE
    assert (theirs["score"] is None) == (mine.score is None)
    if mine.score is not None:
        near = TOLERANCE if on_a_half(mine.exact) else 1e-10
        assert abs(Fraction(theirs["score"]) - mine.score) < near
    assert theirs["variant"] == mine.variant
    assert (theirs.get("raw") is None) == (mine.raw is None)
    assert mine.raw is None or abs(Fraction(theirs["raw"]) - mine.raw) < TOLERANCE
    if on_a_half(mine.exact):
        return
    assert theirs["capped_by"] == mine.capped_by
    assert theirs.get("band_of_score", theirs["band"]) == mine.band
    assert theirs["band"] == (mine.pinned or mine.band)
    assert mine.pinned is None or theirs["pulse_reason"] == mine.reason
    shown = mine.shown
    assert theirs["shown"] == (float(shown) if isinstance(shown, Fraction) else shown)


Book = tuple[Rows, dict[str, Account]]


def compare(book: Book, some_cards: list[dict[str, Any]]) -> None:
    """Load the rows, score them with each card in all three ways, and hold them together."""
    rows, facts = book
    with tempfile.TemporaryDirectory() as folder:
        data = data_set(Path(folder), rows, ("mood",), facts)
    for card in some_cards:
        plan, kernel = tables(data, card)
        assert plan.schema == kernel.schema
        assert EXPORTERS["csv"].write(plan) == EXPORTERS["csv"].write(kernel)
        assert plan.equals(kernel)
        found = plan.to_pylist()
        keys = [(row["account_id"], Month.of(row["as_of"]).number) for row in found]
        assert keys == sorted(rows, key=lambda key: (key[1], key[0]))
        for (account, month), row in zip(keys, found, strict=True):
            same(answer(card, Place(rows, account, month, facts[account])), row)
            within_bounds(row)
        closes(data, card)
    data.loaded.session.close()


def closes(data: DataSet, text: Mapping[str, Any]) -> None:
    """Points won, adjustments and caps add up to the score; won and lost to 100."""
    card = parse_card(json.dumps(text))
    scores = data.book.scored(card)
    for row, score in enumerate(scores.score.tolist()):
        parts = contributions(card, scores, row)
        if score != score:
            continue
        mean, more = float(scores.mean[row]), sum(e.points for e in extras(card, scores, row))
        assert sum(p.won for p in parts) == pytest.approx(mean, abs=1e-8)
        assert mean + more == pytest.approx(score, abs=1e-8)
        if card.kind == "weighted":
            assert sum(p.lost for p in parts) == pytest.approx(100 - mean, abs=1e-8)
            assert sum(p.share for p in parts) == pytest.approx(1, abs=1e-12)


def within_bounds(row: Mapping[str, Any]) -> None:
    """No number is NaN or infinite, and no score lies outside 0 to 100."""
    numbers = {name: cell for name, cell in row.items() if isinstance(cell, float)}
    assert all(math.isfinite(number) for number in numbers.values())
    assert row["score"] is None or 0 <= row["score"] <= 100
    assert 0 <= row["coverage"] <= 1


@pytest.mark.long
@settings(max_examples=examples(150, 3), suppress_health_check=list(HealthCheck))
@given(book=books(), some=st.lists(cards() | cards() | points_cards(), min_size=4, max_size=4))
def test_three_ways_to_score_agree(book: Book, some: list[dict[str, Any]]) -> None:
    """Six hundred random cards on 150 books: same score, band, shown value, coverage, and file."""
    compare(book, some)
