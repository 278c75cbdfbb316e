"""Every one of 10,000 bank customers gets the score that the reference computed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.reference.scored_files import (
    TOLERANCE,
    band_sizes,
    expected,
    results,
    score,
    widest_gap,
)

pytestmark = pytest.mark.reference

CARDS = ["bank_a_categories", "bank_a_curve", "bank_a_steps", "bank_b"]


def theirs(card: str) -> str:
    """What the reference calls the card."""
    return "bank_B" if card == "bank_b" else "bank_A"


@pytest.mark.parametrize("card", CARDS)
def test_every_score_agrees(card: str, reference: Path, tmp_path: Path) -> None:
    """Two products are best, three and four worst: map, curve and steps all say so to 1e-9.

    Card B ranks one measure among all customers; ours is their (average rank - 1) / (n - 1).
    Both engines write the same bytes, and the bands have the sizes of the evaluation.
    """
    outs = score("bank_churn", card, reference / "data" / "bank_churn", tmp_path)
    assert outs["plan.csv"].read_bytes() == outs["kernel.csv"].read_bytes()
    got = pd.read_csv(outs["plan.csv"])
    wanted = expected(reference, "bank_churn").set_index("id")[theirs(card)]
    assert len(wanted) == 10_000
    assert widest_gap(wanted, got.set_index("account_id")["score"]) <= TOLERANCE
    evaluation = results(reference, "bank_churn")["cards"][theirs(card)]["evaluation"]
    assert got["band"].value_counts().to_dict() == band_sizes(evaluation)


def test_the_first_customers_have_the_parts_of_the_reference(
    reference: Path, tmp_path: Path
) -> None:
    """Of the first 25 customers every metric's points agree, whichever way products are read."""
    rows = results(reference, "bank_churn")["cards"]["bank_A"]["first_rows"]
    outs = score("bank_churn", "bank_a_curve", reference / "data" / "bank_churn", tmp_path)
    got = pd.read_csv(outs["kernel.csv"]).set_index("account_id")
    for row in rows:
        for name, points in row["normalised"].items():
            assert got.loc[int(row["id"]), f"points_{name}"] == pytest.approx(points, abs=TOLERANCE)
