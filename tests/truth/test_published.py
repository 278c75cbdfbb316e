"""The published worked example and its borders, through every way the product scores."""

from __future__ import annotations

import datetime as dt
import io
import math
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pytest

from scoring.cli import main
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.views.explain import contributions
from scoring.workbench import DataSet, score_table
from tests.bundled import opened
from tests.truth.small_data import data_set

MONTH = 2026 * 12 + 9  # October 2026, the month of the starter table

ONE_SCORE = """
version: 1
name: One score
metrics: [{id: given, measure: given, normaliser: {kind: points}, weight: 1}]
bands:
  - {name: Healthy, from: 75, tone: good}
  - {name: Neutral, from: 50, tone: watch}
  - {name: At risk, from: 0, tone: bad}
"""


@pytest.fixture(scope="module")
def starter() -> DataSet:
    """The bundled table of four accounts."""
    return opened("starter", dt.date(2026, 10, 31))


@pytest.fixture(scope="module")
def card(root: Path) -> Card:
    """The bundled card of the worked example."""
    return parse_card((root / "configs/cards/weighted_starter.yaml").read_text(encoding="utf-8"))


def test_the_card_is_the_published_one(card: Card) -> None:
    """Weights 40, 25, 20 and 15 add up to 100, and the bands begin at 75, 50 and 0.

    Source: "How to Measure Customer Health Score and Drive Retention" (2025), table of the
    worked example and table of step 5.
    """
    assert [m.weight for m in card.metrics] == [40, 25, 20, 15]
    assert [(b.name, b.start) for b in card.bands] == [
        ("Healthy", 75),
        ("Neutral", 50),
        ("At risk", 0),
    ]


@pytest.mark.parametrize("engine", ["plan", "kernel"])
def test_the_worked_example_is_77(starter: DataSet, card: Card, engine: str) -> None:
    """85, 70, 60 and 90 points at 40, 25, 20 and 15 give 77, which is Healthy.

    0.40 x 85 + 0.25 x 70 + 0.20 x 60 + 0.15 x 90 = 34 + 17.5 + 12 + 13.5 = 77. Source: as above.
    """
    table = score_table(starter, card, starter.book.frame.months, engine)
    row = table.to_pylist()[0]
    assert row["account_id"] == "S-01"
    assert [row[f"points_{m.id}"] for m in card.metrics] == [85, 70, 60, 90]
    assert (row["score"], row["shown"], row["band"], row["coverage"]) == (77, 77, "Healthy", 1)


def test_the_worked_example_has_its_four_parts(starter: DataSet, card: Card) -> None:
    """The four metrics win 34, 17.5, 12 and 13.5 points, and lose the other 23.

    40 - 34 = 6, 25 - 17.5 = 7.5, 20 - 12 = 8, 15 - 13.5 = 1.5, and 6 + 7.5 + 8 + 1.5 = 23.
    """
    parts = contributions(card, starter.book.scored(card), row=0)
    assert [p.won for p in parts] == pytest.approx([34, 17.5, 12, 13.5], abs=1e-12)
    assert [p.lost for p in parts] == pytest.approx([6, 7.5, 8, 1.5], abs=1e-12)
    assert [p.share for p in parts] == pytest.approx([0.4, 0.25, 0.2, 0.15], abs=1e-12)


def test_won_and_lost_close_for_every_account(starter: DataSet, card: Card) -> None:
    """Points won are the score and points lost what is missing to 100, in every row."""
    scores = starter.book.scored(card)
    for row, score in enumerate(scores.score.tolist()):
        parts = contributions(card, scores, row)
        assert sum(p.won for p in parts) == pytest.approx(score, abs=1e-9)
        assert sum(p.won + p.lost for p in parts) == pytest.approx(100, abs=1e-9)


def test_a_missing_input_spreads_its_weight(starter: DataSet, card: Card) -> None:
    """Without an NPS the other three count 40, 20 and 15 of 75.

    (40 x 20 + 20 x 30 + 15 x 60) / 75 = 2300 / 75 = 30.666..., coverage 75 of 100.
    """
    row = score_table(starter, card, starter.book.frame.months).to_pylist()[3]
    assert row["points_nps"] is None
    assert (row["score"], row["shown"], row["coverage"]) == (30.666666667, 30.6, 0.75)


@pytest.mark.parametrize("engine", ["plan", "kernel"])
def test_the_command_line_writes_77(root: Path, tmp_path: Path, engine: str) -> None:
    """The file that a person gets from the command line says 77 and Healthy as well."""
    out = tmp_path / "scores.csv"
    words = f"score --engine {engine} --source configs/sources/starter.yaml"
    words += f" --card configs/cards/weighted_starter.yaml --out {out}"
    assert main([w if not w.startswith("configs") else str(root / w) for w in words.split()]) == 0
    first = pa_csv.read_csv(io.BytesIO(out.read_bytes())).to_pylist()[0]
    assert (first["account_id"], first["score"], first["band"]) == ("S-01", 77, "Healthy")


BORDERS = [
    # score as given, what is shown, the band; the published list leaves 74-75 and 49-50 open
    (100.0, 100.0, "Healthy"),
    (80.0, 80.0, "Healthy"),
    (77.0, 77.0, "Healthy"),
    (75.0, 75.0, "Healthy"),
    (74.99999999999999, 75.0, "Healthy"),  # noise beyond nine decimals is no fall
    (74.9999999996, 75.0, "Healthy"),
    (74.999999999, 74.9, "Neutral"),
    (74.5, 74.5, "Neutral"),
    (74.0, 74.0, "Neutral"),
    (60.0, 60.0, "Neutral"),
    (50.0, 50.0, "Neutral"),
    (49.999999999, 49.9, "At risk"),
    (49.9, 49.9, "At risk"),
    (49.0, 49.0, "At risk"),
    (0.05, 0.0, "At risk"),
    (0.0, 0.0, "At risk"),
    (-3.0, 0.0, "At risk"),
    (104.0, 100.0, "Healthy"),
    (None, None, "Not scored"),
]


@pytest.mark.parametrize("engine", ["plan", "kernel"])
def test_the_borders(tmp_path: Path, engine: str) -> None:
    """75 and 50 belong to the better band, a hair below to the worse, and what is shown agrees."""
    rows = {(f"B-{i:02}", MONTH): {"given": score} for i, (score, _, _) in enumerate(BORDERS)}
    data = data_set(tmp_path, rows)
    table = score_table(data, parse_card(ONE_SCORE), data.book.frame.months, engine)
    assert list(zip(table["shown"].to_pylist(), table["band"].to_pylist(), strict=True)) == [
        (shown, band) for _, shown, band in BORDERS
    ]


@pytest.mark.parametrize("engine", ["plan", "kernel"])
def test_float_noise_in_the_mean_moves_nobody(tmp_path: Path, engine: str) -> None:
    """Three metrics of 75 points weighted 0.1, 0.2 and 0.3 give 75, not 74.99999999999999.

    In doubles 0.1 x 75 + 0.2 x 75 + 0.3 x 75 is 45.0 and 0.1 + 0.2 + 0.3 is a hair above 0.6.
    """
    noisy = (0.1 * 75 + 0.2 * 75 + 0.3 * 75) / (0.1 + 0.2 + 0.3)
    assert math.floor(noisy) == 74
    text = ONE_SCORE.replace(
        "[{id: given, measure: given, normaliser: {kind: points}, weight: 1}]",
        "".join(
            f"\n  - {{id: m{i}, measure: m{i}, normaliser: {{kind: points}}, weight: 0.{i}}}"
            for i in (1, 2, 3)
        ),
    )
    data = data_set(tmp_path, {("A", MONTH): {"m1": 75.0, "m2": 75.0, "m3": 75.0}})
    table: pa.Table = score_table(data, parse_card(text), data.book.frame.months, engine)
    row = table.to_pylist()[0]
    assert (row["score"], row["shown"], row["band"]) == (75, 75, "Healthy")


def switched_off(card: Card) -> Card:
    """The card with every metric switched off, as four clicks make it."""
    metrics = tuple(m.model_copy(update={"enabled": False}) for m in card.metrics)
    return card.model_copy(update={"metrics": metrics})


@pytest.mark.parametrize("engine", ["plan", "kernel"])
def test_a_card_with_everything_off_scores_nobody(
    starter: DataSet, card: Card, engine: str
) -> None:
    """With no metric in force there is no score and no coverage, and nothing fails."""
    table = score_table(starter, switched_off(card), starter.book.frame.months, engine)
    assert table["band"].to_pylist() == ["Not scored"] * 4
    assert table["score"].null_count == table["coverage"].null_count == 4
