"""What each red company of 500 needs is what it needs: scored anew, it is in the next band."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scoring.workbench import open_source, usable_card
from tests.truth.test_path import is_true, red_rows

pytestmark = pytest.mark.reference
HERE = Path(__file__).parent


def test_every_red_company_reaches_the_next_band(reference: Path) -> None:
    """Each suggested value, put in and scored by the kernel, gives the score it promises."""
    folder = reference / "data" / "saas_health_500"
    source = HERE / "saas_health_500.source.yaml"
    data = open_source(source, folder, today=dt.date(2026, 11, 23))
    card = usable_card((HERE / "saas_health_500.card.yaml").read_text(encoding="utf-8"), data)
    rows = red_rows(data.book, card)
    assert rows
    paths = [is_true(data.book, card, row) for row in rows]
    assert any(path.ways for path in paths)
