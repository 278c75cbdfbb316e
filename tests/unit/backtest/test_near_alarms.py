"""False alarms from some of the accounts are those of all, but for chance."""

from __future__ import annotations

import re

import numpy as np
import pytest

from scoring.backtest.clock import clock_of, usual_question
from scoring.backtest.false_alarms import FalseAlarms, false_alarms
from scoring.backtest.flag_rules import EverRed, FlagRule, RedNow
from scoring.backtest.near_alarms import Near, near_alarms
from scoring.backtest.trial import Trial
from scoring.output.headline import Tile, tiles_of
from scoring.values import Floats
from scoring.workbench import USUAL
from scoring.workbench.trying import trial_now
from tests.examples import some
from tests.unit.live.test_banding import CARD
from tests.unit.workbench.test_cutting import demo

BOOK = demo().book
CLOCK = clock_of(BOOK.frame, usual_question(BOOK.frame))
ACCOUNTS = len(BOOK.frame.accounts.ids)
RULES = [RedNow(), EverRed()]


def exact(rule: FlagRule) -> FalseAlarms:
    found = false_alarms(BOOK, CARD, BOOK.scored(CARD), CLOCK, rule)
    assert found is not None
    return found


def near(rule: FlagRule, weights: Floats) -> FalseAlarms:
    found = near_alarms(BOOK, CARD, BOOK.scored(CARD), CLOCK, rule, weights)
    assert found is not None
    return found


def estimates(found: FalseAlarms) -> list[float]:
    told = [found.months.estimate, found.accounts.estimate, found.episodes.estimate]
    return [one for one in told if one is not None]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_everybody_counting_once_is_the_book(rule: FlagRule) -> None:
    """With a weight of 1 for each account the three figures and their n are the exact ones."""
    found, whole = near(rule, np.ones(ACCOUNTS)), exact(rule)
    assert estimates(found) == pytest.approx(estimates(whole), rel=1e-12)
    pairs = [(found.months, whole.months), (found.accounts, whole.accounts)]
    assert all(one.n == other.n for one, other in pairs)
    assert found.months.low is None


@pytest.mark.parametrize("rule", some(RULES, 1), ids=lambda rule: rule.name)
def test_samples_lie_around_the_book(rule: FlagRule) -> None:
    """Three hundred samples of 200 of 400 accounts: their mean is within four standard errors."""
    rng = np.random.default_rng(11)
    told = []
    for _ in range(300):
        weights = np.zeros(ACCOUNTS)
        weights[rng.permutation(ACCOUNTS)[:200]] = ACCOUNTS / 200
        told.append(estimates(near(rule, weights)))
    seen = np.array(told)
    error = seen.std(axis=0, ddof=1) / np.sqrt(len(seen))
    away = np.abs(seen.mean(axis=0) - estimates(exact(rule)))
    assert seen.shape == (300, 3)
    assert (error > 0.0).all()
    assert (away < 4.0 * error).all()


def test_weights_count_accounts() -> None:
    """Kept accounts that count threefold beside the others once: sums written out by account."""
    weights = np.where(np.arange(ACCOUNTS) % 2, 3.0, 1.0)
    odd, even = (near(RedNow(), np.where(np.arange(ACCOUNTS) % 2 == k, 1.0, 0.0)) for k in (1, 0))
    hits = sum(
        times * (one.months.estimate or 0.0) * one.months.n for times, one in ((3, odd), (1, even))
    )
    months = 3 * odd.months.n + even.months.n
    assert near(RedNow(), weights).months.estimate == pytest.approx(hits / months, rel=1e-12)


def tile(near: Near | None, saved: Trial | None = None) -> Tile:
    trial = trial_now(demo(), CARD, USUAL)
    return next(one for one in tiles_of(trial, saved, near) if one.key == "alarms")


def test_only_the_tile_of_false_alarms_is_marked() -> None:
    """Each near number has "≈" before it and no interval; the five others are the trial's own."""
    trial, alarms = trial_now(demo(), CARD, USUAL), near(RedNow(), np.ones(ACCOUNTS))
    whole, told = tiles_of(trial), tiles_of(trial, near=Near(alarms, alarms))
    assert [one.key for one in told] == [one.key for one in whole]
    changed = [one for one, other in zip(told, whole, strict=True) if one != other]
    assert [one.key for one in changed] == ["alarms"]
    assert changed[0].value == f"≈ {tile(None).value}"
    assert changed[0].value in changed[0].help
    numbers = re.findall(r"(≈ )?(\d[\d.,]*%?)", changed[0].note.replace("per 100 a", ""))
    assert len(numbers) == 4  # kept months, the share of accounts, their number, the episodes
    assert all(mark for mark, _ in numbers)


def test_nothing_known_has_no_mark() -> None:
    """Where no month of a kept account was drawn the tile has its dash, and no "≈" before it."""
    alarms = near(RedNow(), np.zeros(ACCOUNTS))
    assert alarms.months.estimate is None
    assert tile(Near(alarms, alarms)).value == "–"


def test_a_near_change_is_that_of_the_cards() -> None:
    """Of 40 accounts: a card beside itself changes nothing, whatever all accounts say."""
    weights = np.where(np.arange(ACCOUNTS) % 10 == 0, 10.0, 0.0)
    alarms, trial = near(RedNow(), weights), trial_now(demo(), CARD, USUAL)
    away = abs((alarms.months.estimate or 0.0) - (exact(RedNow()).months.estimate or 0.0))
    assert 100 * away > 0.1  # told as a change, were the two compared
    assert tile(Near(alarms, alarms), saved=trial).change == "±0"
