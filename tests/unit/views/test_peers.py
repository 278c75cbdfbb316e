"""Percentiles among peers equal those of DuckDB's own SQL, on the demo book."""

from __future__ import annotations

import math

import duckdb
import numpy as np
import pandas as pd
import pytest

from scoring.spec.parse import parse_card
from scoring.views.peers import FEWEST, peers_of
from scoring.workbench import preset_texts
from tests.bundled import opened

BOOK = opened("demo").book
CARD = parse_card(preset_texts()["b2b_saas_starter"])
ROWS = BOOK.frame.rows_at(BOOK.frame.months[-1])
SQL = """
    WITH peers AS (SELECT figure FROM book WHERE figure IS NOT NULL AND ($all OR trait = $trait))
    SELECT 100.0 * sum(CASE WHEN figure < $own THEN 1.0 WHEN figure = $own THEN 0.5 ELSE 0 END)
           / count(*), median(figure), count(*)
    FROM peers
"""


def by_sql(figures: np.ndarray, dimension: str, row: int) -> tuple[float, float, int]:
    """Percentile, median and count among the customers of the last month."""
    facts, account = BOOK.frame.accounts, BOOK.frame.account[ROWS]
    texts = facts.dimensions[dimension or "segment"]
    book = pd.DataFrame(
        {
            "row": range(ROWS.start, ROWS.stop),
            "figure": figures[ROWS],
            "trait": [texts.labels[c] if c >= 0 else None for c in texts.codes[account]],
            "here": facts.ended[account] > BOOK.frame.month[ROWS],
        }
    )
    own = book[book["row"] == row].iloc[0]
    book = book[book["here"]].astype({"figure": "Float64"})
    asked = {"all": not dimension, "trait": own["trait"], "own": float(own["figure"])}
    with duckdb.connect() as session:
        session.register("book", book)
        found = session.execute(SQL, asked).fetchone()
    assert found is not None
    return found


@pytest.mark.slow
@pytest.mark.parametrize("dimension", ["segment", "region", ""])
def test_peers_are_those_of_sql(dimension: str) -> None:
    """Eight customers: percentile, median and number, of the score and of each metric."""
    scores = BOOK.scored(CARD)
    book = [r for r in range(ROWS.start, ROWS.stop) if BOOK.frame.in_book(slice(r, r + 1))[0]]
    for row in book[::40]:
        found = peers_of(BOOK, CARD, row, dimension)
        for one in (found.score, *found.lines):
            figures = scores.points[one.line_id] if one.line_id else scores.score
            if math.isnan(figures[row]):
                assert math.isnan(one.percentile)
                continue
            percentile, middle, count = by_sql(figures, dimension, row)
            assert one.count == count >= FEWEST
            assert one.percentile == pytest.approx(percentile, abs=1e-9)
            assert one.middle == pytest.approx(middle, abs=1e-9)


def test_a_trait_that_is_not_known_has_no_peers() -> None:
    """Who has left is among nobody; its own score is still told."""
    gone = next(
        r for r in range(len(BOOK.frame.month)) if not BOOK.frame.in_book(slice(r, r + 1))[0]
    )
    found = peers_of(BOOK, CARD, gone, "segment")
    assert math.isnan(found.score.percentile)
