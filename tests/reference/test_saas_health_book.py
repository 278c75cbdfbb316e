"""The book of 500 companies has the bands, movers and revenue that SQL over its files gives."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from scoring.live.kernel import band_names
from scoring.spec.model import Card
from scoring.values import Month
from scoring.workbench import DataSet, open_source, overview, usable_card
from scoring.workbench.booking import BOOKED, moved_of, ready_of, renewals_of, rule_of, year_of
from tests.truth import book_in_sql as sql
from tests.truth.book_in_sql import Sql

pytestmark = pytest.mark.reference
HERE = Path(__file__).parent
MONTHS = ("2025-01", "2024-06")


@pytest.fixture(scope="module")
def data(reference: Path) -> DataSet:
    folder = reference / "data" / "saas_health_500"
    path = HERE / "saas_health_500.source.yaml"
    return open_source(path, folder, today=dt.date(2026, 11, 23))


@pytest.fixture(scope="module")
def card(data: DataSet) -> Card:
    text = (HERE / "saas_health_500.card.yaml").read_text(encoding="utf-8")
    return usable_card(text, data)


@pytest.fixture(scope="module", params=MONTHS)
def base(request: pytest.FixtureRequest, data: DataSet, card: Card, reference: Path) -> Sql:
    folder = reference / "data" / "saas_health_500"
    facts = f"""SELECT company_id AS id, NULL AS owner, CAST(signup_date AS DATE) AS started,
                CAST(NULL AS DATE) AS renewal, TRY_CAST(churn_month AS DATE) AS ended
                FROM read_csv('{folder}/companies.csv')"""
    months = " UNION ".join(
        f"SELECT company_id, month FROM read_csv('{folder}/{name}_monthly.csv')"
        for name in ("usage", "support", "billing")
    )
    lines = f"""SELECT company_id AS id, CAST(month AS DATE) AS day,
                CAST(12.0 * mrr AS DOUBLE) AS arr
                FROM ({months}) JOIN read_csv('{folder}/companies.csv') USING (company_id)"""
    return sql.opened(data, card, Month.parse(request.param), facts, lines)


def test_bands_of_every_month(base: Sql, data: DataSet, card: Card) -> None:
    """Accounts and ARR by band in all months."""
    seen = overview(data, card, Month(base.month))
    got = {
        (month.number, share.name): (share.accounts, share.arr)
        for month, shares in seen.trend
        for share in shares
        if share.accounts
    }
    wanted = {(m, band): (n, pytest.approx(arr)) for m, band, n, arr in base.rows(sql.BANDS)}
    assert got == wanted


def test_movers(base: Sql, data: DataSet, card: Card) -> None:
    """Who changed band since the month before, from which to which."""
    seen, names = overview(data, card, Month(base.month)), band_names(card)
    turned = seen.standings.at(moved_of(data, card, seen, "turned"))
    was = data.book.scored(card).standing[turned.before]
    ids = data.book.frame.accounts.ids
    got = {
        ids[account]: (str(names[old]), str(names[new]))
        for account, old, new in zip(turned.account.tolist(), was, turned.band, strict=True)
    }
    moved = {name: (old, new) for name, old, new, _ in base.rows(sql.MOVED) if old != new}
    assert got == moved
    assert len(moved) > 5


def test_revenue_and_churn(base: Sql, data: DataSet, card: Card) -> None:
    """Churn, GRR, NRR and growth of the year, where a year before there was a book."""
    seen = overview(data, card, Month(base.month))
    year = year_of(data, card, seen, 100)
    n, gone, before, gross, net = base.one(sql.KEPT)
    assert (year.figures.churn.numerator, year.figures.churn.n) == (gone, n)
    assert (year.gross.value, year.gross.n) == (pytest.approx(gross / before), n)
    assert (year.net.value, year.net.n) == (pytest.approx(net / before), n)
    _, arr, mean = base.one(sql.TOTALS, back=0)
    _, then, _ = base.one(sql.TOTALS, back=12)
    assert year.figures.growth.value == pytest.approx(arr / then - 1)
    assert year.worth.value == pytest.approx(mean / (gone / n))
    assert (seen.owners, year.surveys) == ((), ())


def test_nothing_is_said_of_renewals_nobody_dated(base: Sql, data: DataSet, card: Card) -> None:
    """The files hold no renewal date: no contract, no rate."""
    found = renewals_of(data, card, Month(base.month))
    assert (found.known, len(found.ahead)) == (False, 0)


def test_who_is_ready_to_expand(base: Sql, data: DataSet, card: Card) -> None:
    """The card divides users by seats, so its metric is the usual rule: 100 points are 1.0."""
    seen = overview(data, card, Month(base.month))
    rule = rule_of(data, card, BOOKED)
    assert rule is not None
    assert rule.in_words() == "seat util at least 0.9"
    ready = seen.standings.at(ready_of(data, card, seen, BOOKED))
    wanted = base.rows(
        """SELECT now.id FROM book AS now JOIN line AS was ON was.id = now.id AND was.m = $m - 3
        WHERE now.m = $m AND now.band = 'Healthy' AND now.score - was.score >= 1
          AND now.points_seat_util >= 90"""
    )
    ids = np.array(data.book.frame.accounts.ids)[ready.account].tolist()
    assert sorted(ids) == sorted(name for (name,) in wanted)
