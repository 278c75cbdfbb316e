"""What is locked away is a later period or a quarter of the accounts, and tuning never sees it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scoring.backtest.cases import KEPT, LOST, Cases, cases_of
from scoring.spec.question import Question
from scoring.tune.autopsy import autopsy
from scoring.tune.footing import footing
from scoring.tune.lockbox import inside, lockbox_of, outside
from scoring.tune.tornado import tornado
from scoring.tune.wiggle import wiggle
from scoring.tune.worth import fair_shares, worths
from tests.unit.backtest.test_trial import CARD, demo
from tests.unit.tune.stands import QUESTION, now

ACCOUNTS = len(demo().book.frame.accounts.ids)


def table(question: Question = QUESTION) -> Cases:
    return cases_of(demo().book, question)


def spread(every: int) -> Cases:
    """The calendar's cases with every so-and-so-many-th one lost and all others kept."""
    cases = table()
    lost = np.arange(len(cases)) % every == 0
    return replace(cases, outcome=np.where(lost, LOST, KEPT).astype(np.int8))


def test_the_last_period_is_locked_where_it_has_twenty_losses() -> None:
    """Looks are a horizon apart, so that it is the last look; its lost accounts are counted."""
    cases = spread(3)
    last = int(cases.as_of.max())
    box = lockbox_of(cases, "v", ACCOUNTS)
    assert (box.kind, str(box.since)) == ("period", str(cases.clock.looks[-1]))
    assert np.array_equal(box.locked, cases.as_of == last)
    held = (cases.outcome == LOST) & (cases.as_of == last)
    assert box.losses == len({int(a) for a in cases.account[held]}) >= 20


def test_a_period_that_holds_all_losses_is_not_locked() -> None:
    """Nothing would be left to tune with."""
    cases = table()
    late = np.where(cases.as_of == cases.as_of.max(), LOST, KEPT).astype(np.int8)
    assert lockbox_of(replace(cases, outcome=late), "v", ACCOUNTS).kind == "accounts"


def test_else_a_quarter_of_the_accounts_is_drawn() -> None:
    """The same for the same data, others for other data, whole accounts always."""
    cases = spread(200)
    box = lockbox_of(cases, "v", ACCOUNTS)
    lost = (cases.outcome == LOST) & box.locked
    assert (box.kind, box.since) == ("accounts", None)
    assert box.losses == len({int(a) for a in cases.account[lost]})
    locked = {int(a) for a in cases.account[box.locked]}
    open_ones = {int(a) for a in cases.account[~box.locked]}
    assert locked
    assert not locked & open_ones
    assert len(locked) / len(locked | open_ones) == pytest.approx(0.25, abs=0.06)
    assert np.array_equal(lockbox_of(cases, "v", ACCOUNTS).locked, box.locked)
    assert not np.array_equal(lockbox_of(cases, "w", ACCOUNTS).locked, box.locked)


def test_in_and_out_are_all_cases_once() -> None:
    """Nothing is in both, nothing in neither."""
    cases = table()
    box = lockbox_of(cases, "v", ACCOUNTS)
    held, rest = inside(cases, box), outside(cases, box)
    keys = [list(zip(c.account.tolist(), c.as_of.tolist(), strict=True)) for c in (held, rest)]
    whole = list(zip(cases.account.tolist(), cases.as_of.tolist(), strict=True))
    assert sorted(keys[0] + keys[1]) == sorted(whole)
    assert len(held) == box.cases


@pytest.mark.parametrize("kind", ["period", "accounts"])
def test_nothing_that_tuning_says_depends_on_what_is_locked(kind: str) -> None:
    """Every locked outcome turned round: all figures over the open cases stay to the last digit."""
    cases = table()
    box = lockbox_of(spread(3 if kind == "period" else 200), "v", ACCOUNTS)
    assert box.kind == kind
    turned = np.where(cases.outcome == LOST, KEPT, LOST).astype(np.int8)
    outcome = np.where(box.locked, turned, cases.outcome)
    answers = []
    for told in (cases, replace(cases, outcome=outcome)):
        at = footing(demo().book, CARD, outside(told, box))
        answers.append(
            (
                worths(at),
                fair_shares(at, 1),
                tornado(at, now()),
                wiggle(at, now(), 5, 1).ranking,
                autopsy(at, (), 1),
                at.gate,
                at.ranking,
            )
        )
    assert repr(answers[0]) == repr(answers[1])
    whole = [
        footing(demo().book, CARD, replace(cases, outcome=o)) for o in (cases.outcome, outcome)
    ]
    assert whole[0].ranking != whole[1].ranking


def test_the_words_name_what_is_locked() -> None:
    """Period or accounts, with counts."""
    box = lockbox_of(table(), "v", ACCOUNTS)
    drawn = replace(box, kind="accounts", since=None, losses=1)
    words = f"Locked: a quarter of the accounts, drawn at random, {box.cases:,} cases"
    assert drawn.words == f"{words} with 1 lost account."
    since = replace(box, kind="period", since=table().clock.looks[-1], losses=24)
    assert since.words.startswith(f"Locked: every look from {table().clock.looks[-1]} on")
