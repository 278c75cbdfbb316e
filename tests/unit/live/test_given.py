"""Judgements given beside the data change what they must, and nothing else is made again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

from scoring.live.book import Book, plain_reading
from scoring.live.given import given
from scoring.spec.model import Card, Metric
from scoring.spec.records import PulseRecord
from scoring.values import Column
from tests.unit.hand_made import frame
from tests.unit.spec.samples import card

MONTHS = ("2026-01", "2026-02", "2026-03")
ROWS = [(account, month) for account in ("a", "b") for month in MONTHS]
LINE = {"kind": "linear", "worst": 0, "best": 10}


class Data:
    """Columns of fives, and a list of the measures that were fetched."""

    def __init__(self) -> None:
        self.fetched: list[str] = []

    def fetch(self, metrics: Sequence[Metric]) -> Mapping[str, Column]:
        self.fetched += [m.measure for m in metrics]
        return {m.id: np.full(len(ROWS), 5.0) for m in metrics}


def judged(account: str, score: int, since: str, until: str) -> PulseRecord:
    days = (dt.date.fromisoformat(since), dt.date.fromisoformat(until))
    return PulseRecord(account, score, "so", "Dana", *days)


def weighed() -> Card:
    """Two metrics of weight 1, and a pulse of weight 2 with a red flag beside it."""
    return card(
        metrics=[
            {"id": f"m{i}", "measure": f"x{i}", "normaliser": LINE, "weight": 1} for i in range(2)
        ],
        pulse={"measure": "judged", "mode": "metric", "weight": 2},
        red_flags=[{"id": "low", "when": {"measure": "judged", "at_most": 1}, "cap": 20}],
    )


def test_rows_come_in_order_with_their_judgements() -> None:
    """Two accounts, two months each: the rows are those of month and account."""
    rows = frame(ROWS)
    laid = given(
        rows,
        "",
        [judged("b", 2, "2026-02-01", "2026-04-01"), judged("a", 4, "2026-01-31", "2026-03-01")],
    )
    places = [(rows.accounts.ids[rows.account[r]], int(rows.month[r]) % 12 + 1) for r in laid.rows]
    assert places == [("a", 1), ("a", 2), ("b", 2), ("b", 3)]
    assert laid.scores.tolist() == [4, 4, 2, 2]


def test_nothing_else_is_fetched_or_reckoned_again() -> None:
    """The points of the other metrics are the very same arrays, and no query is asked twice."""
    data, of = Data(), weighed()
    book = Book(frame(ROWS), data.fetch)
    before = book.scored(of)
    asked = list(data.fetched)
    laid = given(book.frame, "judged", [judged("a", 1, "2026-02-01", "2026-03-01")])
    beside = book.beside(laid, book.fetch)
    after = beside.scored(of)
    assert data.fetched == asked
    assert after.points["m0"] is before.points["m0"]
    assert after.points["m1"] is before.points["m1"]
    # A 5 on 1…5 is 100 points, the others are 50 each: (50 + 50 + 200) / 4 = 75. In row 2, that
    # of account a in February, it is a 1: (50 + 50 + 0) / 4 = 25, and the flag caps it at 20.
    assert before.score.tolist() == [75.0] * 6
    assert after.score.tolist() == [75.0, 75.0, 20.0, 75.0, 75.0, 75.0]
    assert book.scored(of).score.tolist() == [75.0] * 6


def test_what_is_reckoned_of_a_column_goes_with_it() -> None:
    """What was found about the data's judgements is not taken for what was given over them."""
    data, judgements = Data(), plain_reading("judged")
    book = Book(frame(ROWS), data.fetch)
    laid = given(book.frame, "judged", [judged("a", 1, "2026-02-01", "2026-03-01")])
    beside, use = book.beside(laid, book.fetch), plain_reading("x0")
    sums = [
        one.of_column(read, "sum", lambda one=one, read=read: float(np.sum(one.column(read))))
        for one in (book, beside)
        for read in (judgements, use)
    ]
    # Six fives are 30; over one of them lies a 1.
    assert sums == [30.0, 30.0, 26.0, 30.0]


def test_another_name_makes_no_other_column() -> None:
    """Fifty cards that call the metric of judgements differently share one column of it."""
    laid = given(frame(ROWS), "judged", [judged("b", 2, "2026-02-01", "2026-04-01")])
    read = np.full(len(ROWS), 5.0)
    metrics = [
        card(
            metrics=[{"id": f"called_{i}", "measure": "judged", "normaliser": LINE, "weight": 1}]
        ).metrics[0]
        for i in range(50)
    ]
    assert len({id(laid.over(metric, read)) for metric in metrics}) == 1
    assert len(laid.kept) == 1


def test_judgements_that_follow_each_other_do_not_mix() -> None:
    """Many books beside one another, each with its own judgement, each with its own flags.

    Their columns come and go at the same places in memory, which must not be taken for them.
    """
    data, of = Data(), weighed()
    book = Book(frame(ROWS), data.fetch)
    for turn in range(60):
        score = turn % 5 + 1
        laid = given(book.frame, "judged", [judged("a", score, "2026-01-01", "2026-02-01")])
        found = book.beside(laid, book.fetch).scored(of).score[0]
        mean = (50 + 50 + 2 * (score - 1) * 25) / 4
        assert found == (min(mean, 20) if score == 1 else mean)
