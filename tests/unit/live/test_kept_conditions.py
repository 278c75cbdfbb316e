"""What a condition says is kept beside the columns it read, and goes with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from scoring.live.book import Book
from scoring.spec.model import Card, Metric
from scoring.values import Column
from tests.unit.hand_made import frame
from tests.unit.spec.samples import card

ROWS = 5
LINE = {"kind": "linear", "worst": 0, "best": 10}


def of_age(metrics: Sequence[Metric]) -> Mapping[str, Column]:
    """Columns whose every number is the age that their values may have, in months."""
    return {one.id: np.full(ROWS, float(one.max_age_months)) for one in metrics}


def read_within(months: int) -> Card:
    """A card that caps whoever has 7 or more in its only metric, read within so many months."""
    return card(
        metrics=[
            {"id": "m", "measure": "x", "normaliser": LINE, "weight": 1, "max_age_months": months}
        ],
        red_flags=[{"id": "high", "when": {"metric": "m", "at_least": 7}, "cap": 20}],
    )


def test_no_column_answers_for_one_that_had_its_place_in_memory() -> None:
    """Ages 1 to 12 one after the other, each column let go before the next: 7 to 12 are high."""
    book = Book(frame([(f"a{i}", "2026-01") for i in range(ROWS)]), of_age)
    found = []
    for months in range(1, 13):
        found.append(bool(book.verdicts(read_within(months)).flags["high"].all()))
        book.columns.clear()
    assert found == [False] * 6 + [True] * 6
