"""Of 500 companies as many turn red and come back as the reference counted with other tools."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from scoring.backtest.saves import entries_into_red, save_rate_of
from scoring.workbench import open_source, usable_card

pytestmark = pytest.mark.reference
HERE = Path(__file__).parent


def test_the_save_rate_of_three_months_agrees(reference: Path) -> None:
    """110 entries into At-risk, 0 back to Healthy, 18 back to Neutral, 18 lost in three months."""
    path = reference / "golden" / "reference" / "saas_health_500.json"
    wanted: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["journeys"]["save_rate"]
    folder = reference / "data" / "saas_health_500"
    today = dt.date(2026, 11, 23)
    data = open_source(HERE / "saas_health_500.source.yaml", folder, today=today)
    card = usable_card((HERE / "saas_health_500.card.yaml").read_text(encoding="utf-8"), data)
    months = wanted["window_months"]
    found, young = entries_into_red(data.book.frame, card, data.book.scored(card), months, None)
    counted = [len(found), int(found.saved.sum()), int(found.calmer.sum()), int(found.lost.sum())]
    assert counted == [110, 0, 18, 18]
    assert counted == [
        wanted["entries_into_at_risk"],
        wanted["back_to_healthy"],
        wanted["back_to_healthy_or_neutral"],
        wanted["churned_within_window"],
    ]
    side = save_rate_of(found, young, months, "", "", found.account * 0).all
    assert side.lapsed == 1  # back to Neutral, and lost in the same three months
    assert (side.saved.estimate, side.calmer.estimate) == (0.0, wanted["rate_healthy_or_neutral"])
