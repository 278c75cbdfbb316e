"""The case table of 500 companies has the rows that the reference counted with other tools."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scoring.backtest.cases import LOST, Cases, build_cases
from scoring.backtest.lead import lead_months, strips_of
from scoring.live.kernel import Scores
from scoring.spec.model import Card
from scoring.spec.question import Question
from scoring.values import Floats, Month
from scoring.workbench import DataSet, open_source, usable_card

pytestmark = pytest.mark.reference
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def data(reference: Path) -> DataSet:
    folder = reference / "data" / "saas_health_500"
    path = HERE / "saas_health_500.source.yaml"
    return open_source(path, folder, today=dt.date(2026, 11, 23))


@pytest.fixture(scope="module")
def wanted(reference: Path) -> dict[str, Any]:
    path = reference / "golden" / "reference" / "saas_health_500.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def card_and_scores(data: DataSet) -> tuple[Card, Scores]:
    text = (HERE / "saas_health_500.card.yaml").read_text(encoding="utf-8")
    card = usable_card(text, data)
    return card, data.book.scored(card)


def with_rows(data: DataSet, horizon: int) -> Cases:
    """Every month, no lead and no tenure: the reference's table has the rows that exist."""
    question = Question(lead=0, horizon=horizon, min_tenure=0, every=1, cohort="calendar")
    cases = build_cases(data.book.frame, question)
    return cases.at(cases.row >= 0)


def auc(lost: Floats, kept: Floats) -> float:
    """The share of pairs in which the lost one scored lower, ties half."""
    return float(np.mean((lost[:, None] < kept) + 0.5 * (lost[:, None] == kept)))


@pytest.mark.parametrize("horizon", [1, 3, 6])
def test_every_as_of_block_agrees(data: DataSet, wanted: dict[str, Any], horizon: int) -> None:
    """Cases and losses of each month, and over all of them ranking and the cut at 50."""
    cases, block = with_rows(data, horizon), wanted["backtest"][f"h{horizon}"]
    _, scores = card_and_scores(data)
    score, lost = scores.score[cases.row], cases.outcome == LOST
    assert (len(cases), int(lost.sum())) == (block["pooled"]["n"], block["pooled"]["churned"])
    assert auc(score[lost], score[~lost]) == pytest.approx(block["pooled"]["auc"], abs=1e-9)
    cut = block["pooled"]["borders"]["50"]
    assert (int((score[lost] < 50).sum()), int((score[~lost] < 50).sum())) == (
        cut["tp"],
        cut["fp"],
    )
    months = {
        month: (int(here.sum()), int(lost[here].sum()))
        for month in block["by_month"]
        for here in [cases.as_of == Month.parse(month).number]
    }
    assert months == {m: (v["n"], v["churned"]) for m, v in block["by_month"].items()}
    assert len(months) == len(cases.clock.looks)


def test_the_months_of_warning_agree(data: DataSet, wanted: dict[str, Any]) -> None:
    """The reference allows no gap: then 49 are never red at the end, and so on to 20 months."""
    losses = build_cases(data.book.frame, Question(lead=0, min_tenure=0)).losses
    card, scores = card_and_scores(data)
    red = strips_of(data.book.frame, losses, scores, card).red
    counts = np.bincount(lead_months(red, allowed=0))
    expected = wanted["journeys"]["lead_time_months"]["counts"]
    assert {str(k): n for k, n in enumerate(counts.tolist()) if n} == expected
