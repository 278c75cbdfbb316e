"""Of 500 companies as many turn red and come back as the reference counted with other tools."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from scoring.backtest.saves import SaveRate
from scoring.spec.model import Card
from scoring.workbench import DataSet, open_source, usable_card
from scoring.workbench.acting import rule_named
from scoring.workbench.alerting import alerts_of
from scoring.workbench.saving import save_rate_now
from scoring.workbench.working import worklist_of
from tests.truth import actions_sql as sql
from tests.truth.actions_sql import Pairs, month_number

pytestmark = pytest.mark.reference
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def data(reference: Path) -> DataSet:
    folder, today = reference / "data" / "saas_health_500", dt.date(2026, 11, 23)
    return open_source(HERE / "saas_health_500.source.yaml", folder, today=today)


@pytest.fixture(scope="module")
def card(data: DataSet) -> Card:
    return usable_card((HERE / "saas_health_500.card.yaml").read_text(encoding="utf-8"), data)


@pytest.fixture(scope="module")
def con(data: DataSet, card: Card, reference: Path) -> duckdb.DuckDBPyConnection:
    companies = reference / "data" / "saas_health_500" / "companies.csv"
    left = month_number("CAST(churn_month AS DATE)")
    facts = f"""SELECT company_id AS account_id, NULL AS owner, CAST(NULL AS INT) AS renewal,
            {left} AS ended FROM '{companies}'"""
    arrs = f"""SELECT company_id AS account_id, month, 12.0 * mrr AS arr FROM '{companies}'
           JOIN (SELECT DISTINCT account_id, month FROM scored) s ON s.account_id = company_id"""
    touches = "SELECT '' AS account_id, 0 AS month WHERE false"
    return sql.tables(data, card, facts=facts, arrs=arrs, touches=touches)


def test_the_save_rate_of_three_months_agrees(data: DataSet, card: Card, reference: Path) -> None:
    """110 entries into At-risk, 0 back to Healthy, 18 back to Neutral, 18 lost in three months."""
    path = reference / "golden" / "reference" / "saas_health_500.json"
    wanted: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["journeys"]["save_rate"]
    found = save_rate_now(data, card, wanted["window_months"])
    assert counts(found) == (110, 0, 18, 18)
    assert counts(found) == (
        wanted["entries_into_at_risk"],
        wanted["back_to_healthy"],
        wanted["back_to_healthy_or_neutral"],
        wanted["churned_within_window"],
    )
    assert found.all.lapsed == 1  # back to Neutral, and lost in the same three months
    rates = found.all.saved.estimate, found.all.calmer.estimate
    assert rates == (wanted["rate_healthy"], wanted["rate_healthy_or_neutral"])
    assert found.worked is found.idle is found.contrast is None  # no touches in these data


def counts(found: SaveRate) -> tuple[int, ...]:
    """Entries, and how many were saved, left red, were lost."""
    side = found.all
    shares = (f.estimate or 0.0 for f in (side.saved, side.calmer, side.lost))
    return (side.entries, *(round(share * side.entries) for share in shares))


@pytest.mark.parametrize("window", [1, 6, 12])
def test_other_windows_are_those_of_sql(
    data: DataSet, card: Card, con: duckdb.DuckDBPyConnection, window: int
) -> None:
    """Entries, saves and losses of any window."""
    sql.entries(con, card, window, data.book.frame.last_complete.number)
    count = "SELECT count(*), count_if(saved), count_if(calmer), count_if(lost) FROM entries"
    assert counts(save_rate_now(data, card, window)) == con.execute(count).fetchone()


def test_alerts_are_those_of_sql(data: DataSet, card: Card, con: duckdb.DuckDBPyConnection) -> None:
    """What fired in every month by three rules."""

    def fired(rule: str) -> Pairs:
        frame = data.book.frame
        found = alerts_of(data, card, [rule_named(rule)], frame.months).fired
        return {(frame.accounts.ids[one.account], one.month.number) for one in found}

    assert fired("entered") == sql.entered(con, card)
    assert fired("dropped:15:3") == sql.dropped(con, 15, 3)
    assert fired("missing:10:3") == sql.missing(con, 10, 3)
    assert fired("renewal") == set()


def test_the_worklist_is_that_of_sql(
    data: DataSet, card: Card, con: duckdb.DuckDBPyConnection
) -> None:
    """One list, as no company has an owner."""
    month, facts = data.book.frame.months[-1], data.book.frame.accounts
    listed = worklist_of(data, card, month, 10)
    got = [(task.owner or None, facts.ids[task.account]) for task in listed.tasks]
    assert got == sql.worklist(con, card, month.number)
    assert len(got) > 100
