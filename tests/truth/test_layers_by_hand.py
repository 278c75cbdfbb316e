"""Variants and points cards do in both engines what a person would do on paper."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.source import Source
from scoring.views.portfolio import by_owner
from scoring.workbench import DataSet, explain, months_asked, open_data, score_table

BANDS = """
bands:
  - {name: Healthy, from: 75, tone: good}
  - {name: Neutral, from: 50, tone: watch}
  - {name: At risk, from: 0, tone: bad}
"""
METRICS = """
metrics:
  - {id: use, measure: use, normaliser: {kind: points}, weight: 3}
  - {id: setup, measure: setup, normaliser: {kind: points}, weight: 5, enabled: false}
  - {id: mood, measure: mood, normaliser: {kind: points}, weight: 1}
"""
VARIANTS = f"""
version: 1
name: Variants
rules: {{min_tenure_months: 3}}
{METRICS}
variants:
  - name: Onboarding stage
    when: {{measure: stage, is: new}}
    metrics: {{use: {{weight: 1}}, setup: {{enabled: true, weight: 3}}, mood: {{enabled: false}}}}
    bands:
      - {{name: Healthy, from: 60, tone: good}}
      - {{name: Neutral, from: 30, tone: watch}}
      - {{name: At risk, from: 0, tone: bad}}
  - {{name: Large, when: {{measure: seats, at_least: 100}}, metrics: {{mood: {{missing: worst}}}}}}
{BANDS}"""

MEASURES = ["use", "setup", "mood", "stage", "seats", "wins", "fails", "judged", "why"]
HEADER = f"id,owner,start,gone,month,{','.join(MEASURES)}\n"


def opened(folder: Path, rows: dict[str, str], gone: str = "") -> DataSet:
    """One row an account at the end of October 2026, unless the row names its own month."""
    lines = [
        f"{name.split('@')[0]},Ann,{row.split('|')[0]},{gone if name.startswith('gone') else ''},"
        f"{name.split('@')[1] if '@' in name else '2026-10'},{row.split('|')[1]}\n"
        for name, row in rows.items()
    ]
    (folder / "rows.csv").write_text(HEADER + "".join(lines))
    words = {"stage", "why"}
    source = {
        "version": 1,
        "name": "Layers",
        "files": {"rows": {"path": "rows.csv"}},
        "account": {
            "from": "rows",
            "id": "id",
            "owner": "owner",
            "start_on": "start",
            "churn": {"churned_on": "gone"},
        },
        "snapshots": [
            {
                "from": "rows",
                "month": "month",
                "measures": [
                    {"column": m, "type": "text" if m in words else "number"} for m in MEASURES
                ],
            }
        ],
    }
    return open_data(Source.model_validate(source), folder, today=dt.date(2026, 11, 1))


def scored(data: DataSet, card: Card, *columns: str) -> dict[str, tuple[Any, ...]]:
    """These columns of the score table by account and month; both engines must agree."""
    months = months_asked(data, "all")
    plan, kernel = (score_table(data, card, months, engine) for engine in ("plan", "kernel"))
    assert plan.equals(kernel)
    many = len(months) > 1
    return {
        f"{row['account_id']}@{str(row['as_of'])[:7]}" if many else row["account_id"]: tuple(
            row[name] for name in columns
        )
        for row in plan.to_pylist()
    }


def test_the_first_variant_that_matches_scores_an_account(tmp_path: Path) -> None:
    """Weights, switches, missing policies and cuts are the variant's; the gate is not.

    new: (1·40 + 3·80) / 4 = 70, Healthy from 60 on; its mood does not count.
    large: (3·80 + 1·0) / 4 = 60, the missing mood counts 0. both: the first variant, 70.
    plain: (3·80 + 1·60) / 4 = 75. young has no variant and no score.
    """
    rows = {
        "new": "2026-10-01|40,80,5,new,9,,,,",
        "large": "2020-01-01|80,,,old,100,,,,",
        "both": "2020-01-01|40,80,5,new,500,,,,",
        "plain": "2020-01-01|80,99,60,old,9,,,,",
        "young": "2026-10-01|80,99,60,old,9,,,,",
    }
    data, card = opened(tmp_path, rows), parse_card(VARIANTS)
    found = scored(data, card, "score", "band", "variant", "points_setup", "points_mood")
    assert found == {
        "new": (70.0, "Healthy", "Onboarding stage", 80.0, None),
        "large": (60.0, "Neutral", "Large", None, 0.0),
        "both": (70.0, "Healthy", "Onboarding stage", 80.0, None),
        "plain": (75.0, "Healthy", None, None, 60.0),
        "young": (None, "Onboarding", None, None, 60.0),
    }
    told = explain(data, card, "new")
    assert told.variant == "Onboarding stage"
    assert [(line.metric_id, line.won, line.lost) for line in told.metrics] == [
        ("use", 10.0, 15.0),
        ("setup", 60.0, 15.0),
    ]


def test_two_rulers_have_no_common_mean(tmp_path: Path) -> None:
    """Two variants scored Ann's two accounts, so no mean; by the card alone it is (75+45)/2."""
    two = {"a": "2020-01-01|80,,60,old,9,,,,", "b": "2020-01-01|40,80,60,new,9,,,,"}
    data, card = opened(tmp_path, two), parse_card(VARIANTS)
    month = data.book.frame.months[-1]

    def mean(one: Card) -> float:
        return by_owner(data.book.frame, data.book.scored(one), one, month)[0].mean

    assert mean(card) != mean(card)
    assert mean(card.model_copy(update={"variants": ()})) == 60.0


POINTS = f"""
version: 1
name: Points
kind: points
base: 10
floor: -10
ceiling: 40
actions:
  - {{id: win, measure: wins, points: 5, at_most: 6}}
  - {{id: fail, measure: fails, points: -2}}
  - {{id: calm, when: {{measure: mood, at_least: 50}}, points: 5}}
rules: {{min_coverage: 0.75}}
{BANDS}"""


def test_points_are_added_up_between_floor_and_ceiling(tmp_path: Path) -> None:
    """Base 10 and 5 a win (six at most), −2 a fail, 5 if calm; −10 is 0 and 40 is 100.

    adds: 10 + 5·6 − 2·3 + 0 = 34, of 50 from −10: 88. many: eight wins count six, 10 + 30 = 40.
    low: 10 − 2·30 = −50 lies under the floor. half: no count of fails, 5 + 5 of 12 points at
    stake are known, 0.833. none: no wins either, 5 of 12 is too little. odd: −3 wins are none.
    """
    rows = {
        "adds": "2020-01-01|,,,,,6,3,,",
        "many": "2020-01-01|,,20,,,8,0,,",
        "low": "2020-01-01|,,20,,,0,30,,",
        "half": "2020-01-01|,,90,,,1,,,",
        "none": "2020-01-01|,,90,,,,,,",
        "odd": "2020-01-01|,,20,,,-3,0,,",
    }
    data, card = opened(tmp_path, rows), parse_card(POINTS)
    found = scored(data, card, "raw", "score", "band", "points_win", "points_fail", "points_calm")
    assert found == {
        "adds": (34.0, 88.0, "Healthy", 30.0, -6.0, 0.0),
        "many": (40.0, 100.0, "Healthy", 30.0, 0.0, 0.0),
        "low": (-50.0, 0.0, "At risk", 0.0, -60.0, 0.0),
        "half": (20.0, 60.0, "Neutral", 5.0, None, 5.0),
        "none": (15.0, None, "Not scored", None, None, 5.0),
        "odd": (10.0, 40.0, "At risk", 0.0, 0.0, 0.0),
    }
    told = explain(data, card, "low")
    assert [(step.kind, step.printed) for step in told.steps] == [("end", 80.0)]
    assert sum(line.won or 0 for line in told.metrics) == pytest.approx(-80.0)
