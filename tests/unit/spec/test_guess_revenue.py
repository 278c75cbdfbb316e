"""Revenue is of the time and in the unit that its name says; what says neither is left open."""

from __future__ import annotations

import pytest

from scoring.engine.quoting import Sql
from tests.own_files import own
from tests.unit.spec.test_guess_exports import guesses, listed

pytestmark = pytest.mark.slow

LINE = "A{i:03},Firm {i},{i}00.5,{i}"


def head(revenue: str) -> str:
    """The names of a list of accounts."""
    return f"Account ID,Name,{revenue},Logins"


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("MRR", 12),
        ("Monthly revenue (EUR)", 12),
        ("Monthly fee (annual contract)", 12),
        ("MRR (ARR / 12)", 12),
        ("ARR (MRR x 12)", 1),
        ("Monthly ARR", 1),
        ("MRR annualised", 1),
        ("Annual contract value (monthly billing)", 1),
        ("ARR (k€)", 1000),
        ("ARR kEUR", 1000),
        ("Jahresumsatz in TEUR", 1000),
        ("ARR (USD '000)", 1000),
        ("Annual revenue in thousands", 1000),
        ("MRR (k$)", 12 * 1000),
        ("MRR in cents", 12 / 100),
        ("ARR K-12 schools", 1),
    ],
)
def test_revenue_counts_as_often_as_its_name_says(name: str, times: float) -> None:
    """A year's in whole units: of 40 accounts with 0.5, 100.5, 200.5 … it is 78,020 times that."""
    book = own(listed(head(name), LINE).replace("|", "\n").encode())
    said = book.loaded.source.account.arr
    assert said is not None
    assert (said.column, said.times) == (name, times)
    assert 100 * (0 + 39) * 40 / 2 + 40 * 0.5 == 78_020
    assert book.loaded.session.one(Sql("SELECT sum(arr) FROM accounts")) == pytest.approx(
        78_020 * times
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("MRR", "times 12, as it is a month's"),
        ("ARR (k€)", "times 1,000, as it is in thousands"),
        ("ARR in cents", "divided by 100, as it is in cents"),
        ("MRR annualised", "its name speaks of a month and of a year: see that it is the right"),
    ],
)
def test_what_revenue_is_multiplied_by_is_said(name: str, why: str) -> None:
    """On the page and on the command line, which has no box to untick."""
    sure = guesses(crm=listed(head(name), LINE))["crm"].sure["arr"]
    assert why in sure.why
    assert (sure.share <= 0.5) == name.endswith("annualised")


@pytest.mark.parametrize("name", ["Quarterly revenue", "Revenue Q1 2025", "Umsatz je Woche"])
def test_revenue_of_another_time_is_left_open(name: str) -> None:
    """A quarter's is no year's; it stays a measure, and a year's beside it is taken."""
    one = guesses(crm=listed(head(name), LINE))["crm"]
    assert (one.table.arr, one.table.measures) == (None, (name, "Logins"))
    assert one.sure["arr"].why.startswith(f"{name} is neither a month's nor a year's")
    both = guesses(crm=listed(f"Account ID,{name},Annual revenue", "A{i:03},{i}00,{i}000"))["crm"]
    assert both.table.arr == "Annual revenue"


@pytest.mark.parametrize("name", ["Total", "Total revenue", "Average", "YTD", "Gesamtumsatz"])
def test_what_sums_up_the_months_knows_those_to_come(name: str) -> None:
    """In January nobody knows the sum of the year: it is no measure, and no month's revenue."""
    line = "A{i:03},{i}00,{i}1,{i}2,{i}3,5{i}"
    text = listed(f"Account ID,{name},2025-01,2025-02,2025-03,Seats", line)
    found = guesses(revenue=text)["revenue"]
    assert (found.table.arr, found.table.measures) == ("revenue", ("Seats", "revenue"))
    assert f"not {name}, which speaks of all days" in found.sure["measures"].why
    alone = guesses(crm=listed(f"Account ID,{name},Seats", "A{i:03},{i}00,5{i}"))["crm"].table
    assert name in alone.measures


@pytest.mark.parametrize(
    ("heads", "taken"),
    [
        ("ARR 2024,ARR 2025", "ARR 2025"),
        ("Revenue FY2025,Revenue FY2024", "Revenue FY2025"),
        ("ARR 2024,ARR", "ARR"),
        ("Expansion ARR,ARR", "ARR"),
        ("New MRR,MRR", "MRR"),
        ("Revenue forecast,Annual revenue", "Annual revenue"),
        ("Churned ARR,Upsell ARR", None),
        ("ARR 2025,Logins 2024", "ARR 2025"),
    ],
)
def test_revenue_is_that_of_today(heads: str, taken: str | None) -> None:
    """Of several years the last, and no part of it such as what was sold on top."""
    one = guesses(crm=listed(f"Account ID,{heads}", "A{i:03},{i}00,{i}50"))["crm"]
    assert one.table.arr == taken
    of_years = taken is not None and taken[-4:] == "2025" and "Logins" not in heads
    assert (
        "it is the last of 2 years" in one.sure["measures" if taken is None else "arr"].why
    ) == (of_years)
