"""What is locked away is a later period or a quarter of the accounts, and tuning never sees it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scoring.backtest.cases import KEPT, LOST, Cases, cases_of
from scoring.backtest.locked import drawn_accounts, last_period
from scoring.live.book import Book
from scoring.spec.question import Question
from scoring.tune.autopsy import autopsy
from scoring.tune.footing import footing
from scoring.tune.lockbox import Lockbox, boxed, lockbox_of
from scoring.tune.tornado import tornado
from scoring.tune.wiggle import wiggle
from scoring.tune.worth import fair_shares, worths
from scoring.values import Month
from scoring.workbench import trial_of
from tests.unit.backtest.test_trial import CARD, demo
from tests.unit.tune.stands import QUESTION, now

SEASON = Question(cohort="calendar", lead=1, horizon=12)
"""Two looks, a year apart: enough losses lie in the last one, and before it."""


def keys(cases: Cases) -> list[tuple[int, int]]:
    return list(zip(cases.account.tolist(), cases.as_of.tolist(), strict=True))


def test_the_last_period_is_locked_where_it_has_twenty_losses() -> None:
    """A horizon of 6: looks 19 to 24 of months 1 to 24; account i was lost at month i."""
    as_of, account = np.arange(1, 25).repeat(30), np.arange(24 * 30)
    late = last_period(as_of, account, np.ones(24 * 30, bool), 6)
    assert late is not None
    assert np.array_equal(late, as_of >= 19)


@pytest.mark.parametrize(
    ("inside", "before", "locked"), [(20, 20, True), (19, 99, False), (99, 19, False)]
)
def test_twenty_lost_accounts_lie_inside_and_twenty_are_left(
    inside: int, before: int, locked: bool
) -> None:
    """One fewer on either side and no period is locked; rows of one account count once."""
    as_of = np.concatenate([np.full(inside, 9), np.full(before, 1), [9, 9]])
    account = np.concatenate([np.arange(inside + before), [0, 0]])
    late = last_period(as_of, account, np.ones(len(as_of), bool), 6)
    assert (late is not None) == locked


def test_a_quarter_of_the_accounts_is_drawn() -> None:
    """The same for the same data, others for other data."""
    first, again, other = (drawn_accounts(v, 400) for v in ("v", "v", "w"))
    assert first.sum() == 100
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert last_period(np.zeros(0, int), np.zeros(0, int), np.zeros(0, bool), 6) is None


@pytest.mark.parametrize("question", [QUESTION, SEASON], ids=["accounts", "period"])
def test_in_and_out_are_all_cases_once(question: Question) -> None:
    """Nothing is in both, nothing in neither, and the counts of the lockbox are theirs."""
    whole, held, rest = (
        cases_of(demo().book, boxed(question, box)) for box in ("", "inside", "outside")
    )
    assert sorted(keys(held) + keys(rest)) == sorted(keys(whole))
    box = lockbox_of(demo().book, question)
    lost = [len(set(c.account[c.outcome == LOST].tolist())) for c in (held, rest)]
    assert [box.cases, box.losses, box.left] == [len(held), *lost]


def test_a_locked_period_is_a_run_of_looks_and_locked_accounts_are_whole() -> None:
    """Of the demo book a look with twenty losses is locked; with fewer, accounts are."""
    box = lockbox_of(demo().book, SEASON)
    rest = cases_of(demo().book, boxed(SEASON, "outside"))
    assert box.kind == "period"
    assert box.since is not None
    assert rest.as_of.max() < box.since.number
    assert min(box.losses, box.left) >= 20
    assert lockbox_of(demo().book, QUESTION).kind == "accounts"
    held, rest = (cases_of(demo().book, boxed(QUESTION, b)) for b in ("inside", "outside"))
    assert not set(held.account.tolist()) & set(rest.account.tolist())


def turned(book: Book, question: Question) -> Book:
    """The same book, every outcome within the lockbox turned round."""
    cases = cases_of(book, question)
    locked = set(keys(cases_of(book, boxed(question, "inside"))))
    inside = np.array([key in locked for key in keys(cases)])
    other = np.where(cases.outcome == LOST, KEPT, LOST).astype(np.int8)
    cases = replace(cases, outcome=np.where(inside, other, cases.outcome))
    fresh = Book(book.frame, book.fetch)
    fresh.cases.put(question, cases)
    for box in ("inside", "outside"):
        part = cases_of(book, boxed(question, box))
        some = np.array([(key in locked) == (box == "inside") for key in keys(cases)])
        fresh.cases.put(boxed(question, box), replace(cases.at(some), clock=part.clock))
    return fresh


@pytest.mark.parametrize("question", [QUESTION, SEASON], ids=["accounts", "period"])
def test_nothing_that_tuning_says_depends_on_what_is_locked(question: Question) -> None:
    """Every locked outcome turned round: all figures over the open cases stay to the last digit."""
    books = demo().book, turned(demo().book, question)
    answers, whole = [], []
    for book in books:
        at = footing(book, CARD, cases_of(book, boxed(question, "outside")))
        said = (worths(at), fair_shares(at, 1), tornado(at, now()), wiggle(at, now(), 5, 1).ranking)
        answers.append((*said, autopsy(at, (), 1), at.gate, at.ranking))
        whole.append(footing(book, CARD, cases_of(book, question)).ranking)
    assert repr(answers[0]) == repr(answers[1])
    assert whole[0] != whole[1]


def test_a_trial_of_the_open_cases_counts_those_alone() -> None:
    """The whole back-test goes by the question, so that every panel of tuning does."""
    found = trial_of(demo(), CARD, boxed(QUESTION, "outside"))
    assert keys(found.cases) == keys(cases_of(demo().book, boxed(QUESTION, "outside")))
    assert found.question.box == "outside"
    assert found.counts.lost < trial_of(demo(), CARD, QUESTION).counts.lost


def test_the_words_name_what_is_locked() -> None:
    """Period or accounts, with counts."""
    drawn = Lockbox("accounts", None, 1_234, 1, 9)
    assert drawn.words == (
        "A quarter of the accounts, drawn at random, 1,234 cases with 1 lost account."
    )
    since = Lockbox("period", Month.parse("2025-04"), 60, 24, 40)
    assert since.words == "Every look from 2025-04 on, 60 cases with 24 lost accounts."
