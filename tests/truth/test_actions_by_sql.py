"""What the page Actions counts on the demo is what SQL over its files counts."""

from __future__ import annotations

import datetime as dt
from functools import cache

import duckdb
import pytest

from scoring.spec.edit_facts import with_new_fact
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.workbench import DataSet, preset_texts
from scoring.workbench.acting import rule_named
from scoring.workbench.alerting import alerts_of
from scoring.workbench.saving import holdout_table, save_rate_now
from scoring.workbench.working import worklist_of
from tests.bundled import opened
from tests.conftest import ROOT
from tests.truth import actions_sql as sql
from tests.truth.actions_sql import Pairs, month_number

pytestmark = pytest.mark.slow

CARD = parse_card(preset_texts()["b2b_saas_starter"])
DEMO = ROOT / "data" / "demo"
CUTS = (65, 45)
assert tuple(b.start for b in CARD.bands) == (*CUTS, 0)


@cache
def demo() -> DataSet:
    return opened("demo", dt.date(2026, 10, 31))


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    accounts, renewal, ended = DEMO / "accounts.parquet", "renewal_on", "churned_on"
    return sql.tables(
        demo(),
        CARD,
        facts=f"""SELECT account_id, owner, segment, {month_number(renewal)} AS renewal,
              {month_number(ended)} AS ended FROM '{accounts}'""",
        arrs=f"SELECT account_id, {month_number('as_of')} AS month, arr"
        f" FROM '{DEMO / 'snapshots.parquet'}'",
        touches=f"""SELECT account_id, {month_number('"on"')} AS month
              FROM '{DEMO / "touches.parquet"}'""",
    )


def fired(rule: str, card: Card = CARD) -> Pairs:
    """Account and month of every alert of a rule, over all months of the demo."""
    frame = demo().book.frame
    found = alerts_of(demo(), card, [rule_named(rule)], frame.months).fired
    return {(frame.accounts.ids[one.account], one.month.number) for one in found}


def test_entries_into_red(con: duckdb.DuckDBPyConnection) -> None:
    """Each first month in At risk after a known month outside it."""
    wanted = sql.entered(con, CARD)
    assert fired("entered") == wanted
    assert len(wanted) > 100


@pytest.mark.parametrize(("points", "months"), [(15, 3), (25, 6), (8, 1)])
def test_drops(con: duckdb.DuckDBPyConnection, points: float, months: int) -> None:
    """The score against that of exactly so many months before."""
    wanted = sql.dropped(con, points, months)
    assert fired(f"dropped:{points}:{months}") == wanted
    assert len(wanted) > 50


@pytest.mark.parametrize("months", [1, 3])
def test_renewals_that_come_near(con: duckdb.DuckDBPyConnection, months: int) -> None:
    """The renewal on record lies so near, and the band is not Healthy."""
    wanted = sql.renewal(con, CARD, months)
    assert fired(f"renewal:{months}") == wanted
    assert wanted


@pytest.mark.parametrize(("share", "months"), [(10, 3), (5, 2)])
def test_data_that_go_missing(con: duckdb.DuckDBPyConnection, share: float, months: int) -> None:
    """No row, no score any more, or less of the weight with a value than lately."""
    wanted = sql.missing(con, share, months)
    assert fired(f"missing:{share}:{months}") == wanted
    assert wanted


def test_red_flags(con: duckdb.DuckDBPyConnection) -> None:
    """The flag's condition read off the snapshots: 30 days overdue or more."""
    fact = {"id": "late", "when": {"measure": "days_overdue", "at_least": 30}, "cap": 44}
    card = with_new_fact(CARD, "red_flags", fact)
    wanted = sql.fires(
        con,
        f"""SELECT b.account_id, b.month, CAST(coalesce(days_overdue >= 30, false) AS INT) AS state
        FROM book b JOIN '{DEMO / "snapshots.parquet"}' s
        ON s.account_id = b.account_id AND {month_number("s.as_of")} = b.month""",
    )
    assert fired("red_flag", card) == wanted
    assert wanted


@pytest.mark.parametrize("month", ["2026-10", "2025-03"])
def test_the_worklist(con: duckdb.DuckDBPyConnection, month: str) -> None:
    """By owner: flagged first, renewing soon first, then ARR times points missing to Healthy."""
    at = Month.parse(month)
    listed, facts = worklist_of(demo(), CARD, at, 5), demo().book.frame.accounts
    got = [(task.owner or None, facts.ids[task.account]) for task in listed.tasks]
    assert got == sql.worklist(con, CARD, at.number)
    assert all(task.now == (task.place <= 5) for task in listed.tasks)
    unscored = con.execute(
        f"SELECT count(*) FROM book WHERE month = {at.number}"
        " AND band IN ('Not scored', 'Onboarding')"
    ).fetchone()
    assert unscored == (listed.unscored,)


@pytest.mark.parametrize("window", [3, 6])
def test_the_save_rate(con: duckdb.DuckDBPyConnection, window: int) -> None:
    """All, the worked and the others; the difference within segment and depth of red."""
    found = save_rate_now(demo(), CARD, window)
    sql.entries(con, CARD, window, demo().book.frame.last_complete.number)
    count = "SELECT count(*), count_if(saved), count_if(calmer), count_if(lost) FROM entries"
    for side, where in ((found.all, ""), (found.worked, " WHERE worked"),
                        (found.idle, " WHERE NOT worked")):  # fmt: skip
        assert side is not None
        n, *hits = con.execute(count + where).fetchall()[0]
        assert side.entries == n > 0
        figures = (side.saved, side.calmer, side.lost)
        assert [f.estimate for f in figures] == pytest.approx([k / n for k in hits])
    assert found.contrast is not None
    assert found.segment == "segment"
    naive = sql.mantel_haenszel(con, "1 = 1")
    depth = "CASE WHEN 45 - score < 10 THEN 0 WHEN 45 - score < 20 THEN 1 ELSE 2 END"
    apart = sql.mantel_haenszel(con, f"segment, {depth}")
    assert found.contrast.naive.estimate == pytest.approx(naive)
    assert found.contrast.stratified.estimate == pytest.approx(apart)


def test_the_hold_out_is_made_of_the_red(con: duckdb.DuckDBPyConnection) -> None:
    """Every account At risk in October once, by SQL's own SHA-256 about a tenth held out."""
    month = Month.parse("2026-10")
    got = holdout_table(demo(), CARD, month, 7)
    red = f"SELECT account_id FROM book WHERE month = {month.number} AND band = 'At risk'"
    # The first 8 bytes over 2^64 are below a tenth where they are below 0x1999999999999999….
    held = f"""SELECT account_id, CASE WHEN left(sha256('7:' || account_id), 16)
        < '199999999999999a' THEN 'hold out' ELSE 'work' END FROM ({red}) ORDER BY account_id"""
    wanted = con.execute(held).fetchall()
    assert list(zip(*got.select(["account_id", "arm"]).to_pydict().values(), strict=True)) == wanted
    assert 0 < sum(arm == "hold out" for _, arm in wanted) < len(wanted) / 4
