"""False alarms over a whole history, counted again by hand and by plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from scoring.backtest.clock import clock_of
from scoring.backtest.false_alarms import FalseAlarms, false_alarms
from scoring.live.book import Book
from scoring.spec.question import Question
from scoring.values import Month
from tests.unit.hand_made import frame, month, scores
from tests.unit.spec.samples import card

RED, GREEN = 20.0, 80.0
FIRST = "2024-01"


def told(lives: Mapping[str, str], question: Question, **facts: Any) -> FalseAlarms:
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
    found = false_alarms(book, card(), scores(card(), values), clock_of(made, question))
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
