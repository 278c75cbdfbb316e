"""Adjustments, red flags and the tenure gate do in both engines what a person would do."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.source import Source
from scoring.views.explain import contributions, extras
from scoring.workbench import DataSet, months_asked, open_data, score_table

CARD = """
version: 1
name: Caps
metrics:
  - {id: use, measure: use, normaliser: {kind: points}, weight: 3}
  - {id: mood, measure: mood, normaliser: {kind: points}, weight: 1}
red_flags:
  - {id: silent, label: Silent, when: {measure: silent, at_least: 2}, cap: 49}
  - id: late
    label: Late
    when: {all: [{measure: late, at_least: 30}, {dimension: plan, is: Pro}]}
    cap: 39
  - {id: low, when: {metric: mood, less_than: 10}, cap: 60.5, enabled: false}
adjustments:
  - {id: page, label: Looked at pricing, when: {measure: pages, at_least: 3}, points: 5}
  - {id: review, label: Bad review, when: {not: {measure: stars, missing: true}}, points: -5}
rules: {min_tenure_months: 3}
bands:
  - {name: Healthy, from: 75, tone: good}
  - {name: Neutral, from: 50, tone: watch}
  - {name: At risk, from: 0, tone: bad}
"""

HEADER = "id,start,plan,use,mood,silent,late,pages,stars\n"
# mean = (3·use + mood) / 4; then +5 and −5; then 0…100; then the lowest cap that holds.
ROWS = {
    "plain": ("2020-01-01,Pro,80,60,0,0,0,", 75.0, "Healthy", None),
    "bonus": ("2020-01-01,Pro,80,60,0,0,3,", 80.0, "Healthy", None),
    "both": ("2020-01-01,Pro,80,60,0,0,3,1", 75.0, "Healthy", None),
    "ceiling": ("2020-01-01,Pro,100,100,0,0,9,", 100.0, "Healthy", None),
    "floor": ("2020-01-01,Pro,0,4,0,0,0,1", 0.0, "At risk", None),
    "silent": ("2020-01-01,Pro,80,60,2,0,0,", 49.0, "At risk", "silent"),
    "late": ("2020-01-01,Pro,80,60,0,30,0,", 39.0, "At risk", "late"),
    "lowest": ("2020-01-01,Pro,80,60,9,99,3,", 39.0, "At risk", "late"),
    "free": ("2020-01-01,Free,80,60,0,30,0,", 75.0, "Healthy", None),
    "below": ("2020-01-01,Pro,20,20,9,99,0,", 20.0, "At risk", None),
    "young": ("2026-08-15,Pro,80,60,9,99,0,", None, "Onboarding", None),
    "third": ("2026-07-31,Pro,80,60,0,0,0,", 75.0, "Healthy", None),
    "ageless": (",Pro,80,60,0,0,0,", 75.0, "Healthy", None),
    "blank": ("2020-01-01,Pro,,,,,,", None, "Not scored", None),
}


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> DataSet:
    text = HEADER + "".join(f"{name},{row[0]}\n" for name, row in ROWS.items())
    (tmp_path / "rows.csv").write_text(text)
    source = {
        "version": 1,
        "name": "Caps",
        "files": {"rows": {"path": "rows.csv"}},
        "account": {"from": "rows", "id": "id", "start_on": "start", "dimensions": ["plan"]},
        "snapshots": [
            {
                "from": "rows",
                "as_of": "2026-10",
                "measures": ["use", "mood", "silent", "late", "pages", "stars"],
            }
        ],
    }
    return open_data(Source.model_validate(source), tmp_path, today=dt.date(2026, 11, 1))


@pytest.fixture(name="card")
def _card() -> Card:
    return parse_card(CARD)


@pytest.mark.parametrize("engine", ["plan", "kernel"])
def test_each_row_gets_the_score_worked_out_beside_it(
    data: DataSet, card: Card, engine: str
) -> None:
    """Bonus, both, ends of the scale, lowest cap, cap that does not bind, too young: as listed."""
    table = score_table(data, card, months_asked(data, "latest"), engine).to_pylist()
    found = {r["account_id"]: (r["score"], r["band"], r["capped_by"]) for r in table}
    assert found == {name: row[1:] for name, row in ROWS.items()}


def test_both_engines_write_the_same_table(data: DataSet, card: Card) -> None:
    """Not close: the same cells."""
    months = months_asked(data, "all")
    assert score_table(data, card, months).equals(score_table(data, card, months, "kernel"))


def test_the_waterfall_closes_for_every_account(data: DataSet, card: Card) -> None:
    """Points won, then adjustments, the ends of the scale and the cap, lead to the score."""
    scores = data.book.scored(card)
    for row, name in enumerate(sorted(ROWS)):
        if ROWS[name][1] is None:
            assert extras(card, scores, row) == ()
            continue
        won = sum(part.won for part in contributions(card, scores, row))
        steps = sum(extra.points for extra in extras(card, scores, row))
        assert won + steps == pytest.approx(float(scores.score[row]), abs=1e-8), name
