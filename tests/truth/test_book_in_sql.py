"""Every figure of the Portfolio on the demo book is the one that SQL over its files gives."""

from __future__ import annotations

import re
from typing import Any, Literal

import numpy as np
import pytest

from scoring.live.kernel import band_names
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.ui import data as datasets
from scoring.values import Month
from scoring.views.portfolio import renewing
from scoring.workbench import DataSet, Overview, overview, preset_texts
from scoring.workbench.booking import (
    BOOKED,
    moved_of,
    ready_of,
    reasons_of,
    renewals_of,
    year_of,
)
from tests.conftest import ROOT
from tests.truth import book_in_sql as sql
from tests.truth.book_in_sql import Sql

pytestmark = pytest.mark.slow

CARD: Card = parse_card(preset_texts()["b2b_saas_starter"])
FILES = ROOT / "data" / "demo"
FACTS = f"""SELECT account_id AS id, owner, start_on AS started, renewal_on AS renewal,
            churned_on AS ended FROM '{FILES}/accounts.parquet'"""
LINES = f"SELECT account_id AS id, as_of AS day, arr FROM '{FILES}/snapshots.parquet'"
MONTHS = ("2026-10", "2025-06")


@pytest.fixture(scope="module")
def demo() -> DataSet:
    return datasets.bundled("demo")


@pytest.fixture(scope="module", params=MONTHS)
def both(request: pytest.FixtureRequest, demo: DataSet) -> tuple[Overview, Sql]:
    month = Month.parse(request.param)
    return overview(demo, CARD, month), sql.opened(demo, CARD, month, FACTS, LINES)


def near(value: Any) -> Any:
    """Sums of the same numbers in another order."""
    return pytest.approx(value, rel=1e-12, abs=1e-9, nan_ok=True)


def ids(data: DataSet, accounts: np.ndarray) -> list[str]:
    return [data.book.frame.accounts.ids[i] for i in accounts.tolist()]


def test_bands_of_every_month(both: tuple[Overview, Sql]) -> None:
    """Accounts and ARR by band, all 36 months and the one looked at."""
    seen, base = both
    wanted = {(m, band): (n, near(arr)) for m, band, n, arr in base.rows(sql.BANDS)}
    got = {
        (month.number, share.name): (share.accounts, share.arr)
        for month, shares in seen.trend
        for share in shares
        if share.accounts
    }
    assert len(seen.trend) == 36
    assert got == wanted
    today = {share.name: share.accounts for share in seen.shares if share.accounts}
    assert today == {band: n for (m, band), (n, _) in wanted.items() if m == base.month}


def test_movers_and_where_they_moved(both: tuple[Overview, Sql], demo: DataSet) -> None:
    """Whoever changed band, fell or rose since the month before, by how many points."""
    seen, base = both
    moved = {id_: rest for id_, *rest in base.rows(sql.MOVED)}
    stands, names = seen.standings, band_names(CARD)
    scores = demo.book.scored(CARD)
    turned = stands.at(moved_of(demo, CARD, seen, "turned"))
    was = scores.standing[turned.before]
    got = {
        name: (str(names[old]), str(names[new]))
        for name, old, new in zip(ids(demo, turned.account), was, turned.band, strict=True)
    }
    assert got == {i: (old, new) for i, (old, new, _) in moved.items() if old != new}
    signs: dict[Literal["up", "down"], int] = {"up": 1, "down": -1}
    for way, sign in signs.items():
        some = stands.at(moved_of(demo, CARD, seen, way))
        found = dict(zip(ids(demo, some.account), some.change.tolist(), strict=True))
        points = {i: change for i, (*_, change) in moved.items() if change is not None}
        assert found == {i: near(c) for i, c in points.items() if sign * c >= 0.05}


def test_reasons_are_points_of_the_score(both: tuple[Overview, Sql], demo: DataSet) -> None:
    """Each named metric moved by weight × points ÷ the weights present, now less before."""
    seen, base = both
    weights = {m.id: m.weight for m in CARD.active}
    force = " + ".join(f"if(points_{m} IS NULL, 0, {w})" for m, w in weights.items())
    parts = [f"coalesce({w} * points_{m}, 0) / ({force})" for m, w in weights.items()]
    scored = "FROM book WHERE m IN ($m, $m - 1) AND score IS NOT NULL"
    won = {
        (name, m): np.array(points)
        for name, m, *points in base.rows(f"SELECT id, m, {', '.join(parts)} {scored}")
    }
    place = {m.title: i for i, m in enumerate(CARD.active)}
    places = moved_of(demo, CARD, seen, "down")
    told = reasons_of(demo, CARD, seen, places)
    for name, text in zip(ids(demo, seen.standings.account[places]), told, strict=True):
        steps = won[(name, base.month)] - won[(name, base.month - 1)]
        named = re.findall(r"([^,]+) ([+−][0-9.]+)(?:, |$)", text)
        for title, points in named:
            assert abs(steps[place[title.strip()]] - float(points.replace("−", "-"))) <= 0.05 + 1e-9
        largest = np.sort(np.abs(steps))[-len(named) :]
        found = sorted(abs(float(steps[place[title.strip()]])) for title, _ in named)
        assert found == near(largest.tolist())
    assert len(told) > 50


def test_owners(both: tuple[Overview, Sql]) -> None:
    """Customers, ARR, those at risk, their ARR, and the mean score of each owner."""
    seen, base = both
    wanted = {
        owner: tuple(map(near, rest)) for owner, *rest in base.rows(sql.OWNERS, bad="At risk")
    }
    got = {
        one.owner: (one.accounts, one.arr, one.flagged, one.flagged_arr, one.mean)
        for one in seen.owners
    }
    assert got == wanted


def test_figures_of_the_year(both: tuple[Overview, Sql], demo: DataSet) -> None:
    """Churn, retention, GRR, NRR, growth and lifetime value at a margin of 80%."""
    seen, base = both
    year = year_of(demo, CARD, seen, 80)
    n, gone, before, gross, net = base.one(sql.KEPT)
    assert (year.figures.churn.numerator, year.figures.churn.n) == (gone, n)
    assert year.figures.retention.value == near((n - gone) / n)
    assert (year.gross.value, year.gross.n) == (near(gross / before), n)
    assert (year.net.value, year.net.n) == (near(net / before), n)
    customers, arr, mean = base.one(sql.TOTALS, back=0)
    _, then, _ = base.one(sql.TOTALS, back=12)
    assert (year.figures.growth.value, year.figures.growth.n) == (near(arr / then - 1), customers)
    assert year.worth.value == near(mean * 0.8 / (gone / n))


def test_the_renewal_rate_of_the_year(both: tuple[Overview, Sql]) -> None:
    """Yearly reckoned contracts that ran out in the year, and those that went on."""
    seen, base = both
    due, kept = base.one(sql.RAN_OUT)
    assert (seen.figures.renewal.n, seen.figures.renewal.numerator) == (due, kept)


def test_nps_of_the_year(both: tuple[Overview, Sql], demo: DataSet) -> None:
    """Promoters less detractors of all answers that customers gave in twelve months."""
    seen, base = both
    (survey,) = year_of(demo, CARD, seen, 100).surveys
    value, answers, accounts = base.one(
        f"""SELECT 100.0 * (count(*) FILTER (nps >= 9) - count(*) FILTER (nps <= 6)) / count(*),
                   count(*), count(DISTINCT id)
        FROM book JOIN '{FILES}/snapshots.parquet' AS raw
          ON raw.account_id = id AND {sql.NUMBER.format("raw.as_of")} = m
        WHERE m BETWEEN $m - 11 AND $m AND nps IS NOT NULL"""
    )
    assert (survey.value, survey.answers, survey.accounts) == (near(value), answers, accounts)


def test_renewals_due_and_the_rates_seen(demo: DataSet) -> None:
    """By band and term: contracts and ARR due, renewals seen three months before, and the sum."""
    month = Month.parse(MONTHS[0])
    base = sql.opened(demo, CARD, month, FACTS, LINES)
    found = renewals_of(demo, CARD, month)
    assert found.lead == 3
    expected = dict.fromkeys((1, 2, 3), 0.0)
    for term in (12, 1):
        rates = {band: (n, kept) for band, n, kept in base.rows(sql.RENEWED, term=term, lead=3)}
        got = {one.band: one.rate for one in found.bands if one.term == term}
        assert {band: rate.n for band, rate in got.items()} == {b: n for b, (n, _) in rates.items()}
        for band, (n, kept) in rates.items():
            assert got[band].estimate == near(kept / n)
        for months in (1, 2, 3):
            due = {band: rest for band, *rest in base.rows(sql.DUE, term=term, months=months)}
            told = {one.band: one.due[months - 1] for one in found.bands if one.term == term}
            some = {band: [d.contracts, near(d.arr)] for band, d in told.items() if d.contracts}
            assert {band: [n, near(arr)] for band, (n, arr) in due.items()} == some
            expected[months] += sum(a * rates[b][1] / rates[b][0] for b, (_, a) in due.items())
    assert [due.expected for due in found.due] == near([expected[m] for m in (1, 2, 3)])
    seen = overview(demo, CARD, month)
    listed = seen.standings.at(renewing(seen.standings, month))
    assert sorted(listed.account.tolist()) == sorted(found.ahead.tolist())


def test_who_is_ready_to_expand(both: tuple[Overview, Sql], demo: DataSet) -> None:
    """Healthy, up a point in three months, nine tenths of the seats in use."""
    seen, base = both
    ready = seen.standings.at(ready_of(demo, CARD, seen, BOOKED))
    wanted = base.rows(
        f"""SELECT now.id FROM book AS now JOIN line AS was ON was.id = now.id AND was.m = $m - 3
        JOIN '{FILES}/snapshots.parquet' AS raw
          ON raw.account_id = now.id AND {sql.NUMBER.format("raw.as_of")} = now.m
        WHERE now.m = $m AND now.band = 'Healthy' AND now.score - was.score >= 1
          AND raw.licence_use >= 0.9"""
    )
    assert sorted(ids(demo, ready.account)) == sorted(name for (name,) in wanted)
    assert len(ready) > 0
