"""The figures of a book, counted by hand on a few accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from scoring.live.frame import NEVER, Frame
from scoring.values import Month
from scoring.views.kpis import (
    NOTHING,
    book_figures,
    churn_rate,
    renewal_rate,
    retention_rate,
    revenue_growth,
    save_rate,
)
from tests.unit.hand_made import NAN, frame, month, scores
from tests.unit.spec.samples import banded, card

JAN, APR = month("2026-01"), month("2026-04")
CARD = card()  # Good from 75, Fair from 50, Poor (flags)


def months_of(names: str, first: str = "2026-01", count: int = 4) -> list[tuple[str, str]]:
    """Rows of each account for some months running."""
    start = month(first)
    return [(name, str(start.plus(i))) for name in names for i in range(count)]


def with_facts(
    book: Frame, renewal: Mapping[str, str], started: Mapping[str, str] | None = None
) -> Frame:
    """The same book with next renewals and beginnings."""

    def numbers(dates: Mapping[str, str]) -> np.ndarray:
        found = [month(dates[i]).number if i in dates else NEVER for i in book.accounts.ids]
        return np.array(found, dtype=np.int64)

    facts = replace(book.accounts, renewal=numbers(renewal), started=numbers(started or {}))
    return replace(book, accounts=facts)


def test_churn_is_of_those_who_were_there_at_the_start() -> None:
    """Of a, b, c, d at the end of January a and b leave by April: 2 of 4.

    e joins in February and leaves in March: it is in neither number. f left in January, so
    it was no customer at the end of January.
    """
    rows = [*months_of("abcdf"), ("e", "2026-02")]
    book = frame(rows, ended={"a": "2026-02", "b": "2026-04", "e": "2026-03", "f": "2026-01"})
    found = churn_rate(book, APR, months=3)
    assert (found.value, found.numerator, found.denominator, found.n) == (0.5, 2, 4, 4)


def test_retention_is_what_churn_leaves() -> None:
    """1 - 1/4 = 3/4."""
    book = frame(months_of("abcd"), ended={"a": "2026-03"})
    churn, kept = churn_rate(book, APR, 3), retention_rate(book, APR, 3)
    assert (kept.value, kept.numerator, kept.n) == (0.75, 3, 4)
    assert (churn.value or 0) + (kept.value or 0) == 1


def test_who_leaves_later_still_is_a_customer() -> None:
    """a leaves in May: seen from April nobody has left, and nothing later is looked at."""
    book = frame(months_of("ab", count=6), ended={"a": "2026-05"})
    assert churn_rate(book, APR, 3).value == 0
    assert churn_rate(book, APR.plus(1), 3).value == 0.5


def test_renewals_are_of_those_whose_contract_ran_out() -> None:
    """In the year to April 2026 three of five went on: 3/5.

    a renews next in June 2026, so it did in June 2025: renewed. b left at its renewal in
    November. c left in July, before its renewal in September: in neither number. d has no
    date. e began in August and first renews in August 2026: not due yet. f renews in April
    2026 itself and stays. g left at its renewal in April. h renewed in June 2025 like a.
    """
    book = frame(
        months_of("abcdefgh", "2025-04", 13),
        ended={"b": "2025-11", "c": "2025-07", "g": "2026-04"},
    )
    book = with_facts(
        book,
        {
            "a": "2026-06",
            "b": "2025-11",
            "c": "2025-09",
            "e": "2026-08",
            "f": "2026-04",
            "g": "2026-04",
            "h": "2026-06",
        },
        started={"e": "2025-08"},
    )
    found = renewal_rate(book, APR)
    assert (found.numerator, found.denominator, found.n) == (3, 5, 5)
    assert found.value == 0.6


def test_a_shorter_term_is_due_more_often() -> None:
    """With a term of 6 months a renewal in June 2026 is one in June and December 2025: 2 of 2."""
    book = with_facts(frame(months_of("a", "2025-04", 13)), {"a": "2026-06"})
    assert renewal_rate(book, APR, term=6).n == 2
    assert renewal_rate(book, APR, months=3).n == 0
    assert renewal_rate(book, APR, months=3).value is None


def test_growth_divides_the_increase_by_last_year() -> None:
    """From 100 + 300 to 100 + 60 + 340 it is (500 - 400) / 400 = 25 %, new customers included."""
    book = frame([("a", "2026-01"), ("b", "2026-01"), *[(n, "2026-04") for n in "abc"]])
    book = replace(book, arr=np.array([100.0, 300.0, 100.0, 340.0, 60.0]))
    found = revenue_growth(book, APR, 3)
    assert (found.value, found.numerator, found.denominator, found.n) == (0.25, 100, 400, 3)


def test_revenue_may_fall() -> None:
    """b, 300 of 400, leaves: (100 - 400) / 400 = -75 %."""
    book = frame(months_of("ab"), ended={"b": "2026-02"}, arr={"a": 100, "b": 300})
    assert revenue_growth(book, APR, 3).value == -0.75


def saved_book(values: Sequence[Sequence[float]]) -> list[float]:
    """Scores month by month, as the rows of a frame are ordered."""
    return [score for of_month in values for score in of_month]


RED = frame(months_of("abcdef"), ended={"c": "2026-04", "d": "2026-03"})
RED_SCORES = scores(
    CARD,
    saved_book(
        [
            # a, b, c, d, e, f; Good from 75, Fair from 50
            [20, 30, 40, 10, 90, 49],  # January: all but e are flagged
            [20, 55, 80, 10, 90, 49],
            [80, 60, 80, 10, 20, NAN],
            [40, 70, 80, 10, 20, 49],
        ]
    ),
)


def test_saves_are_of_all_who_were_flagged() -> None:
    """Five were flagged in January: a reached Good in March, b Fair only, f nothing.

    c reached Good but left, d left: both stay in the denominator. 1 of 5 = 20 %.
    """
    found = save_rate(RED, RED_SCORES, CARD, APR, 3)
    assert (found.value, found.numerator, found.denominator, found.n) == (0.2, 1, 5, 5)


def test_the_band_that_counts_as_saved_can_be_named() -> None:
    """To Fair or better a and b are saved: 2 of 5; a band that is not there is an error."""
    assert save_rate(RED, RED_SCORES, CARD, APR, 3, to="Fair").value == 0.4
    with pytest.raises(ValueError, match="Excellent"):
        save_rate(RED, RED_SCORES, CARD, APR, 3, to="Excellent")


def test_a_shorter_window_sees_less() -> None:
    """Of those flagged in March d has left and f had no score: e alone, who stays red."""
    found = save_rate(RED, RED_SCORES, CARD, APR, 1)
    assert (found.numerator, found.n) == (0, 1)


def test_some_accounts_only() -> None:
    """Of account a alone one of one is saved, and of e none was flagged."""
    assert save_rate(RED, RED_SCORES, CARD, APR, 3, RED.members("letter", "a")).value == 1
    assert save_rate(RED, RED_SCORES, CARD, APR, 3, RED.members("letter", "e")) == NOTHING
    assert churn_rate(RED, APR, 3, RED.members("letter", "c")).value == 1


def test_nothing_to_count_is_none() -> None:
    """A month before the data, losses without a date, and a card of one band give no figure."""
    early: Month = JAN
    for found in (
        churn_rate(RED, early, 3),
        retention_rate(RED, early, 3),
        renewal_rate(RED, early, 3),
        revenue_growth(RED, early, 3),
        save_rate(RED, RED_SCORES, CARD, early, 3),
        save_rate(RED, RED_SCORES, banded(0), APR, 3),
    ):
        assert found == NOTHING
    undated = frame(months_of("ab"), lost=["a"], churn="flagged")
    assert churn_rate(undated, APR, 3).value is None
    assert not book_figures(RED, RED_SCORES, CARD, early, months=3).known
    assert book_figures(RED, RED_SCORES, CARD, APR, months=3).known
