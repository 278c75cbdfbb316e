"""Each leak that is planted in twenty books is caught by its sign, and nothing else is.

The books have 1,500 accounts. Planted are today's forecast copied over the past (W11, and W13
by its name), a pulse that hears of the notice (W12), a date that is blank more often where the
account will leave (W14), and rows of zeros from the month of the end on (W10).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from scoring.backtest.leak_light import Leaks
from scoring.demo import Book, make_book
from scoring.spec.question import Question
from scoring.workbench import leaks
from tests.truth.expert_card import MEASURES
from tests.truth.loaded_books import loaded, with_columns
from tests.truth.twenty_books import SEEDS, book

pytestmark = pytest.mark.slow

CALENDAR = Question(cohort="calendar")
PLANTED = {"renewal_forecast": ("W11", "W13"), "csm_pulse": ("W12",), "last_call": ("W14",)}
HARMLESS = {"W10"}
"""Zeros in the month of the end: no light for them, as no case looks at that month."""

ZERO_AT_THE_END = {
    "licence_use",
    "key_actions",
    "features_used",
    "active_days",
    "time_in_app",
    "tickets",
    "newsletter_opens",
}
"""The rows planted there are zero in these and rarely zero elsewhere."""


def with_blanks(made: Book, seed: int) -> Book:
    """Days since the last call, which say nothing, blank for 35% of who leaves, 5% of who stays."""
    rng = np.random.default_rng(seed)
    ends = made.accounts.set_index("account_id")["churned_on"]
    leaves = made.snapshots["account_id"].map(ends).notna()
    blank = rng.random(len(leaves)) < np.where(leaves, 0.35, 0.05)
    days = pd.Series(rng.integers(0, 60, len(leaves)).astype(float))
    return with_columns(made, last_call=days.mask(blank))


@cache
def lights(seed: int, accounts: int = 1_500) -> Leaks:
    return leaks(loaded(with_blanks(book(seed, accounts, leak=True), seed)), CALENDAR)


def codes(found: Leaks) -> dict[str, tuple[str, ...]]:
    """The signs of each measure that has any, but the harmless one."""
    told = {one.name: tuple(c for c in one.codes if c not in HARMLESS) for one in found.lights}
    return {name: signs for name, signs in told.items() if signs}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_planted_is_caught_and_nothing_else(seed: int) -> None:
    """Three measures have their signs; none of the eleven honest ones has any."""
    found = lights(seed)
    assert codes(found) == PLANTED
    assert len({light.name for light in found.lights} - set(PLANTED)) == len(MEASURES) - 1 == 11
    assert [light.name for light in found.lights if light.level == "red"] == ["renewal_forecast"]


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_of_the_dead_are_caught_and_not_used(seed: int) -> None:
    """W10 names what is zero there; each loss with a row has one; no case looks at it."""
    found, made = lights(seed), book(seed, leak=True)
    assert {light.name for light in found.having("W10")} == ZERO_AT_THE_END
    month = made.snapshots["as_of"].dt.to_period("M")
    ends = made.snapshots["account_id"].map(made.accounts.set_index("account_id")["churned_on"])
    assert found.rows.ending == (month == ends.dt.to_period("M")).sum() > 100
    assert found.rows.used == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_a_book_without_such_rows_has_no_such_sign(seed: int) -> None:
    """The same customers without their rows from the month of the end on."""
    made = make_book(400, 36, seed)
    ends = made.snapshots["account_id"].map(made.accounts.set_index("account_id")["churned_on"])
    alive = ~(made.snapshots["as_of"] >= ends).to_numpy()
    found = leaks(loaded(replace(made, snapshots=made.snapshots[alive])), CALENDAR)
    assert found.having("W10") == ()
    assert (found.rows.ending, found.rows.used) == (0, 0)


def test_in_small_books_chance_has_a_say_in_the_cliff_and_in_blanks_alone() -> None:
    """With 400 accounts the planted ones are caught as well, and honest ones hardly ever named.

    Answers to NPS come from one in eight months, fewer where people are unhappy: blanks that do
    tell, if faintly (W14). Of 20 × 11 lights at most 2% may be by chance more than that.
    """
    named: Counter[tuple[str, str]] = Counter()
    for seed in SEEDS:
        for name, signs in codes(lights(seed, 400)).items():
            named.update((name, sign) for sign in signs)
    for name, signs in PLANTED.items():
        assert all(named[name, sign] >= 19 for sign in signs)
    honest = {pair: n for pair, n in named.items() if pair[0] not in PLANTED}
    assert {sign for _, sign in honest} <= {"W12", "W14"}
    assert sum(n for pair, n in honest.items() if pair != ("nps", "W14")) <= 4
    assert honest.get(("nps", "W14"), 0) <= 4
