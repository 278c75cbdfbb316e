"""The book of 500 companies by segment: every figure is that of SQL over its files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scoring.workbench import open_source, usable_card
from tests.segments_in_sql import agrees, connection

pytestmark = pytest.mark.reference
HERE = Path(__file__).parent


@pytest.mark.parametrize(
    "dimensions", [["industry"], ["plan_tier"], ["company_size", "region"], ["industry", "region"]]
)
def test_every_figure_is_that_of_sql(reference: Path, dimensions: list[str]) -> None:
    """Accounts, ARR (twelve times the month's), bands, means, cases, losses and catches."""
    folder = reference / "data" / "saas_health_500"
    today = dt.date(2026, 11, 23)
    data = open_source(HERE / "saas_health_500.source.yaml", folder, today=today)
    card = usable_card((HERE / "saas_health_500.card.yaml").read_text(encoding="utf-8"), data)
    con = connection(
        "SELECT company_id AS id, CAST(churn_month AS DATE) AS ended, industry, company_size,"
        f" region, plan_tier FROM read_csv('{folder / 'companies.csv'}')",
        "SELECT company_id AS id, u.month, 12.0 * c.mrr AS arr"
        f" FROM read_csv('{folder / 'usage_monthly.csv'}') u"
        f" JOIN read_csv('{folder / 'companies.csv'}') c USING (company_id)",
    )
    found = agrees(con, data, card, dimensions)
    assert sum(one.accounts for one in found.segments) > 300
