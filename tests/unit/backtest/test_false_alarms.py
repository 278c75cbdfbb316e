"""False alarms over a whole history, counted again by hand and by plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scoring.backtest.clock import clock_of
from scoring.backtest.false_alarms import FalseAlarms, false_alarms
from scoring.backtest.flag_rules import Drop, EverRed, FlagRule, RedNow, RedRunning
from scoring.live.book import Book
from scoring.spec.question import Question
from scoring.values import Month
from tests.unit.hand_made import frame, month, scores
from tests.unit.spec.samples import card

RED, GREEN = 20.0, 80.0
FIRST = "2024-01"


def told(
    lives: Mapping[str, str], question: Question, rule: FlagRule | None = None, **facts: Any
) -> FalseAlarms:
    """The alarms of accounts as strings of months from January 2024 on.

    R is red, . is green, a space is a month without a row.
    """
    cells = {
        (name, str(Month(month(FIRST).number + place))): RED if sign == "R" else GREEN
        for name, months in lives.items()
        for place, sign in enumerate(months)
        if sign != " "
    }
    made = frame(list(cells), **facts)
    ids = made.accounts.ids
    keys = zip(made.account.tolist(), made.month.tolist(), strict=True)
    values: Sequence[float] = [cells[ids[who], str(Month(when))] for who, when in keys]
    book = Book(made, lambda metrics: {m.id: np.array(values) for m in metrics})
    by = rule or RedNow()
    found = false_alarms(book, card(), scores(card(), values), clock_of(made, question), by)
    assert found is not None
    return found


CALENDAR = Question(lead=1, horizon=8, min_tenure=0, cohort="calendar")


def test_an_account_that_came_back_was_lost_before() -> None:
    """Red from month 4 on, lost in month 8, back in month 12 and never red again.

    The only alarm was followed by the loss: it was right, and no month of a kept spell was red.
    Kept months are the 12 after the return and the 24 of the account that stayed.
    """
    back, stays = "....RRRR    ............", "." * 24
    spells = [("back", FIRST, "2024-09", "2025-01")]
    found = told({"back": back, "stays": stays}, CALENDAR, started={"stays": FIRST}, earlier=spells)
    assert (found.months.estimate, found.months.n) == (0.0, 36)
    assert (found.accounts.estimate, found.accounts.n) == (0.0, 2)
    assert (found.right.followed, found.right.fully_observed) == (1, 1)
    assert found.right.precision.estimate == 1.0


def test_an_alarm_does_not_run_on_into_the_next_spell() -> None:
    """Red to the end of the one and at once in the next, a month apart: two alarms begin.

    Of 24 months less the gap and the first two 21 are counted: 2 per 21 account-months.
    """
    months = "......RRRRRR RRR........"
    spells = [("back", FIRST, "2025-01", "2025-02")]
    found = told({"back": months}, CALENDAR, earlier=spells)
    assert found.episodes.estimate == pytest.approx(100 * 2 / 21)


@pytest.mark.parametrize(
    ("rule", "flagged"),
    [
        (RedNow(), 2),  # the two red months
        (RedRunning(), 1),  # the second of them
        (EverRed(window=3), 4),  # and two months more
        (Drop(points=60, over=3), 2),  # 60 points below three months before
        (Drop(points=61, over=3), 0),
    ],
)
def test_the_rule_that_is_asked_for_cries_wolf(rule: FlagRule, flagged: int) -> None:
    """One kept account, 24 months, two of them red: each rule flags its own number of them."""
    found = told({"a": "....RR.................."}, CALENDAR, rule, started={"a": FIRST})
    assert (found.months.estimate, found.months.n) == (flagged / 24, 24)


@pytest.mark.parametrize(("tenure", "red", "months"), [(0, 4, 24), (3, 1, 21), (12, 0, 12)])
def test_who_is_too_young_is_not_watched(tenure: int, red: int, months: int) -> None:
    """Red in its first four months: with a tenure of three the fourth is the first that counts."""
    question = replace(CALENDAR, min_tenure=tenure)
    found = told({"a": "RRRR" + "." * 20}, question, started={"a": FIRST})
    assert (found.months.estimate, found.months.n) == (red / months, months)


def test_a_loss_set_aside_makes_an_alarm_neither_right_nor_wrong() -> None:
    """Red from month 4 on and lost in month 8 by a merger: right, or, set aside, not counted.

    Its months are none of a kept account either way; those of the other one are.
    """
    lives = {"a": "....RRRR", "b": "." * 24}
    facts = {"ended": {"a": "2024-09"}, "reasons": {"a": "Merger"}}
    found = told(lives, CALENDAR, **facts)
    assert (found.right.followed, found.right.fully_observed, found.months.n) == (1, 1, 24)
    found = told(lives, replace(CALENDAR, without=("Merger",)), **facts)
    assert (found.right.followed, found.right.fully_observed, found.months.n) == (0, 0, 24)


def test_an_open_notice_is_neither_kept_nor_lost() -> None:
    """Notice in month 8 without an end: nobody can say whether the alarm of month 4 was right."""
    lives = {"a": "....RRRR....", "b": "." * 24}
    found = told(lives, CALENDAR, notice={"a": "2024-09"})
    assert (found.right.fully_observed, found.months.n) == (0, 24)


@pytest.mark.parametrize(("label", "right"), [("notice", 1), ("end", 0)])
def test_alarms_are_right_by_the_date_that_is_asked_for(label: str, right: int) -> None:
    """Red in month 3; lead 1 and horizon 3 reach months 5 to 7: the notice is in 6, the end in 9.

    What comes after the notice is watched under neither.
    """
    question = replace(CALENDAR, horizon=3, label=label)  # type: ignore[arg-type]
    dates = {"notice": {"a": "2024-07"}, "ended": {"a": "2024-10"}}
    found = told({"a": "...R..RRR", "b": "." * 24}, question, **dates)
    assert (found.right.followed, found.right.fully_observed) == (right, 1)
