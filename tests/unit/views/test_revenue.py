"""Revenue that stayed, grew and is worth something, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scoring.views.kpis import NOTHING
from scoring.views.revenue import gross_retention, lifetime_value, net_retention
from tests.unit.hand_made import NAN, frame, month

JAN, APR = month("2026-01"), month("2026-04")


def grown() -> object:
    """a grew from 100 to 150, b shrank from 200 to 80, c (300) left, d was won with 999."""
    rows = [(n, "2026-01") for n in "abc"] + [(n, "2026-04") for n in "abd"]
    book = frame(rows, ended={"c": "2026-03"})
    return replace(book, arr=np.array([100.0, 200.0, 300.0, 150.0, 80.0, 999.0]))


def test_gross_takes_the_lesser_and_net_what_is_there() -> None:
    """GRR (100 + 80 + 0) / 600 = 0.3; NRR (150 + 80 + 0) / 600; d is in neither."""
    book = grown()
    gross, net = gross_retention(book, APR, 3), net_retention(book, APR, 3)
    assert (gross.value, gross.numerator, gross.denominator, gross.n) == (0.3, 180, 600, 3)
    assert (net.value, net.numerator, net.n) == (230 / 600, 230, 3)


def test_unknown_revenue_is_in_neither_number() -> None:
    """b's ARR is unknown now, c has no row and never left: only a counts, 150 of 100."""
    rows = [(n, "2026-01") for n in "abc"] + [(n, "2026-04") for n in "ab"]
    book = replace(frame(rows), arr=np.array([100.0, 200.0, 300.0, 150.0, NAN]))
    assert net_retention(book, APR, 3).value == 1.5
    assert (gross_retention(book, APR, 3).value, gross_retention(book, APR, 3).n) == (1.0, 1)


def test_within_counts_some_accounts_only() -> None:
    """Of a and c alone: 100 of 400 is left."""
    assert gross_retention(grown(), APR, 3, np.array([True, False, True, False])).value == 0.25


@pytest.mark.parametrize("found", [gross_retention, net_retention])
def test_nothing_without_dates_or_a_year_before(found: object) -> None:
    """Losses by flag, a month too early, a month that is not there: no figure."""
    flagged = frame([("a", "2026-01"), ("a", "2026-04")], churn="flagged")
    assert found(flagged, APR, 3) == NOTHING
    assert found(grown(), JAN, 3) == NOTHING
    assert found(grown(), APR.plus(1), 4) == NOTHING


def test_worth_is_mean_revenue_times_margin_by_churn() -> None:
    """One of three left, and mean ARR now is (150 + 80 + 999) / 3: times 0.8, by 1/3."""
    found = lifetime_value(grown(), APR, 0.8, 3)
    assert found.value == pytest.approx(1229 / 3 * 0.8 * 3)
    assert found.n == 3


def test_nobody_lost_has_no_worth() -> None:
    """Nothing is divided by a churn of 0."""
    book = frame([("a", "2026-01"), ("a", "2026-04")])
    assert lifetime_value(book, APR, 1.0, 3) == NOTHING
