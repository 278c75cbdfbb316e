"""While a slider moves nothing is reckoned twice, and a large book is told without drawing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.backtest import trial as trials
from scoring.backtest.ground import cases_within, draws_of, ground_of
from scoring.backtest.proportions import wilson_bounds
from scoring.backtest.trial import try_card
from scoring.output.tried import trial_data
from scoring.spec.question import Question
from tests.unit.backtest.test_trial import CARD, demo

ASKED = Question(cohort="calendar")


def test_what_no_card_changes_is_kept() -> None:
    """The judged cases and the draws are the very same objects the second time."""
    book = demo().book
    first = ground_of(book, cases_within(book, ASKED))
    again = ground_of(book, cases_within(book, ASKED))
    assert again is first
    assert draws_of(book, again) is draws_of(book, first)
    assert draws_of(book, first).accounts == len(set(first.account.tolist()))


def test_some_accounts_are_looked_up_once() -> None:
    """The cases of a filter are kept beside those of all, and are only its accounts."""
    book = demo().book
    members = book.frame.members("segment", "Enterprise")
    some = cases_within(book, ASKED, members)
    assert cases_within(book, ASKED, members.copy()) is some
    assert members[some.account].all()
    assert 0 < len(some) < len(cases_within(book, ASKED))


def test_a_small_book_is_told_alike_while_a_slider_moves() -> None:
    """The demo's 1,347 judged cases are few enough to draw each time."""
    book, scores = demo().book, demo().book.scored(CARD)
    rest, moving = (try_card(book, CARD, scores, ASKED, live=live) for live in (False, True))
    assert trial_data(moving) == trial_data(rest)


def test_a_large_book_is_told_without_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Revenue then has Wilson's interval of its effective losses, and the lift none yet."""
    book, scores = demo().book, demo().book.scored(CARD)
    monkeypatch.setattr(trials, "LIVE", 1_000)
    rest, moving = (try_card(book, CARD, scores, ASKED, live=live) for live in (False, True))
    caught, lift = moving.money.caught, moving.ranked.lift
    assert caught.estimate == rest.money.caught.estimate
    assert (caught.low, caught.high) == wilson_bounds(caught.estimate or 0, caught.effective)
    assert lift.estimate == rest.ranked.lift.estimate
    assert (lift.low, lift.why) == (None, "Its interval comes when the slider rests.")
    told, expected = trial_data(moving), trial_data(rest)
    for part in (told, expected):
        part["figures"].pop("arr_caught")
        part["ranking_in_detail"].pop("lift")
    assert told == expected
    assert replace(moving.money, caught=rest.money.caught) == rest.money
