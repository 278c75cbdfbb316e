"""Alerts fire once, at the right month, and again only after calm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CommandError
from scoring.live.book import Book
from scoring.live.frame import Frame
from scoring.live.kernel import UNPINNED, YOUNG, Scores, Verdicts
from scoring.spec.model import Card
from scoring.values import Bools, Month
from scoring.views.alerts import ALERT_RULES, AlertRule, Hysteresis, Sight, fired, fires, why
from scoring.views.alerts.data_missing import DataMissing
from scoring.views.alerts.dropped import Dropped
from scoring.views.alerts.entered import Entered
from scoring.views.alerts.flag_fired import FlagFired
from scoring.views.alerts.renewal_near import RenewalNear
from tests.unit.hand_made import NAN, frame, month, scores
from tests.unit.spec.samples import card

CARD = card()  # Good from 75, Fair from 50, Poor flags
YEAR = [f"2026-{m:02}" for m in range(1, 13)]


def sight(book: Frame, ranks: Scores, judged: Card = CARD) -> Sight:
    return Sight(Book(book, lambda _: {}), judged, ranks)


def one(values: Sequence[float | None], **facts: Any) -> Sight:
    """One account from January on; None is a month without a row, NaN one without a score."""
    rows = [("a", m) for m, v in zip(YEAR, values, strict=False) if v is not None]
    rows += [("z", m) for m in YEAR[: len(values)]]  # somebody has a row in each
    book = frame(rows, **facts)
    at = dict(zip(YEAR, values, strict=False))
    ranks = [
        NAN if a else float(at[str(Month(int(n)))] or 0.0)
        for a, n in zip(book.account, book.month, strict=True)
    ]
    return sight(book, scores(CARD, ranks))


def months_of(seen: Sight, rule: AlertRule, hysteresis: Hysteresis | None = None) -> list[int]:
    """In which months of 2026 a rule fires for account a."""
    wanted = seen.book.frame.months
    found = fired(seen, [rule], hysteresis or Hysteresis(), wanted)
    return [one.month.number - month("2025-12").number for one in found if one.account == 0]


def test_entering_red_fires_once() -> None:
    """Red from February: it fires then and stays silent in March; after April's rest in May."""
    assert months_of(one([80, 20, 20, 60, 20]), Entered()) == [2, 5]


def test_nobody_knows_since_when_the_first_month_holds() -> None:
    """Red in January, the first month of the data: no alarm, until it was calm."""
    assert months_of(one([20, 20, 60, 20]), Entered()) == [4]


def test_a_first_row_that_is_red_fires() -> None:
    """An account that comes into the book in March, red, is news in March."""
    assert months_of(one([None, None, 20, 20]), Entered()) == [3]


def test_a_month_without_a_row_or_a_score_is_no_calm() -> None:
    """Red, then nothing known, then red: the same alarm goes on, while unscored into red fires."""
    assert months_of(one([80, 20, None, 20]), Entered()) == [2]
    assert months_of(one([80, 20, NAN, 20]), Entered()) == [2]
    assert months_of(one([80, NAN, 20]), Entered()) == [3]


def test_calm_months_must_run_on() -> None:
    """Two calm months are asked: one is too few, two that are parted by a gap are too."""
    two = Hysteresis(calm=2)
    assert months_of(one([80, 20, 60, 20, 60, 60, 20]), Entered(), two) == [2, 7]
    assert months_of(one([80, 20, 60, None, 60, 20]), Entered(), two) == [2]
    assert months_of(one([80, 20, 60, 20]), Entered(), Hysteresis(calm=1)) == [2, 4]


def test_the_margin_is_counted_from_the_cut() -> None:
    """The cut is 50: with a margin of 5 a score of 54.9 is not calm and 55 is."""
    five = Hysteresis(margin=5)
    assert months_of(one([80, 20, 54.9, 20]), Entered(), five) == [2]
    assert months_of(one([80, 20, 55, 20]), Entered(), five) == [2, 4]


def test_a_pin_is_what_is_shown() -> None:
    """A pulse that pins Poor fires whatever the score; one that pins Good is calm at any score."""
    seen = one([80, 80, 20, 80, 20])
    pinned = np.full(len(seen.scores.score), UNPINNED, dtype=np.int8)
    own = seen.book.frame.account == 0
    pinned[np.flatnonzero(own)[1]] = 2  # February: Poor
    pinned[np.flatnonzero(own)[2]] = 0  # March: Good, with a score of 20
    shown = sight(seen.book.frame, replace(seen.scores, pinned=pinned))
    assert months_of(shown, Entered(), Hysteresis(margin=9)) == [2, 5]


def test_onboarding_is_neither_red_nor_calm() -> None:
    """Too young in March after red in February: red in April is no news."""
    seen = one([80, 20, NAN, 20])
    band = seen.scores.band.copy()
    band[np.flatnonzero(seen.book.frame.account == 0)[2]] = YOUNG
    assert months_of(sight(seen.book.frame, replace(seen.scores, band=band)), Entered()) == [2]


def test_a_drop_is_against_exactly_so_many_months_before() -> None:
    """From 80 in January to 65 in April: 15 points, and May is 14 below February's 80: calm."""
    values = [80, 80, 80, 65, 66, 64]
    assert months_of(one(values), Dropped(15, 3)) == [4, 6]
    assert months_of(one(values), Dropped(15.1, 3)) == [6]
    assert months_of(one(values), Dropped(15, 3), Hysteresis(margin=1)) == [4]
    assert months_of(one(values), Dropped(15, 1)) == [4]
    assert months_of(one([80, None, None, 60]), Dropped(15, 2)) == []


def test_a_renewal_that_comes_near() -> None:
    """Renews in June: from March on it is near, and fires there if the account is not Good."""
    june = {"renewal": {"a": "2026-06"}}
    assert months_of(one([60] * 6, **june), RenewalNear(3)) == [3]
    assert months_of(one([80, 80, 80, 60, 60, 60], **june), RenewalNear(3)) == [4]
    assert months_of(one([80] * 6, **june), RenewalNear(3)) == []
    assert months_of(one([60, 60, NAN, 60], **june), RenewalNear(3)) == [3]  # unscored is not Good
    assert months_of(one([60] * 6), RenewalNear(3)) == []


def test_a_red_flag_fires_for_itself() -> None:
    """Two flags: the second is news although the first still holds."""
    flags = [
        {"id": "late", "when": {"measure": "x", "at_least": 30}, "cap": 40},
        {"id": "silent", "when": {"measure": "y", "at_least": 2}, "cap": 45},
    ]
    judged = card(red_flags=flags)
    book = frame([("a", m) for m in YEAR[:4]])
    held = {"late": [False, True, True, True], "silent": [False, False, False, True]}
    verdicts = Verdicts({name: np.array(values) for name, values in held.items()}, {})
    ranks = replace(scores(judged, [30, 30, 30, 30]), verdicts=verdicts)
    found = fired(sight(book, ranks, judged), [FlagFired()], Hysteresis(), book.months)
    assert [(str(f.month), f.line, f.key) for f in found] == [
        ("2026-02", "late", "red_flag:late"),
        ("2026-04", "silent", "red_flag:silent"),
    ]


def covered(values: Sequence[float], ranks: Sequence[float]) -> Sight:
    book = frame([("a", m) for m in YEAR[: len(values)]])
    return sight(book, replace(scores(CARD, ranks), coverage=np.array(values)))


def test_data_that_go_missing() -> None:
    """20% of the weight away fires; after three months it is the usual; a lost score fires."""
    assert months_of(covered([1, 0.8, 0.8, 0.8, 0.8], [60] * 5), DataMissing(20, 3)) == [2]
    assert months_of(covered([1, 0.81, 1], [60] * 3), DataMissing(20, 3)) == []
    assert months_of(covered([1, 0.9, 0.8], [60] * 3), DataMissing(20, 1)) == []
    assert months_of(covered([1, 0.95, 1], [60, NAN, 60]), DataMissing(20, 3)) == [2]


def test_a_customer_without_a_row_is_missing() -> None:
    """No row in March fires; who left in March is no customer, and nobody misses its row."""
    assert months_of(one([60, 60, None, 60]), DataMissing()) == [3]
    assert months_of(one([60, 60, None, None], ended={"a": "2026-03"}), DataMissing()) == []
    assert months_of(one([None, 60, 60, 60]), DataMissing()) == []


def test_a_month_without_any_row_is_no_month() -> None:
    """Nobody is missed in a month of which the data know nothing."""
    book = frame([("a", YEAR[0]), ("a", YEAR[2])])
    assert not fired(
        sight(book, scores(CARD, [60, 60])), [DataMissing()], Hysteresis(), [month("2026-02")]
    )


def plain_fires(holds: Sequence[bool], calm: Sequence[bool], months: int) -> list[bool]:
    """The definition once more, an account at a time, as the documentation tells it."""
    state, streak, found = "off", 0, []
    for at, (held, quiet) in enumerate(zip(holds, calm, strict=True)):
        news = held and state == "off" and at > 0
        found.append(news)
        if held:
            state = "on"
        streak = streak + 1 if quiet else 0
        if state == "on" and streak >= months:
            state = "off"
    return found


@given(st.lists(st.sampled_from("hc?"), min_size=1, max_size=30), st.integers(1, 4))
def test_firing_is_what_plain_python_makes_of_it(states: list[str], months: int) -> None:
    """Month by month: holding, calm, or nobody can tell."""
    holds, calm = ([s == letter for s in states] for letter in "hc")

    def column(values: list[bool]) -> Bools:
        return np.array(values)[:, None]

    got = fires(column(holds), column(calm), months)[:, 0].tolist()
    assert got == plain_fires(holds, calm, months)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: Dropped(0, 3), "points is 0"),
        (lambda: Dropped(15, 0), "months is 0"),
        (lambda: Dropped(float("nan"), 3), "points is nan"),
        (lambda: RenewalNear(25), "months is 25"),
        (lambda: DataMissing(101, 3), "share is 101"),
        (lambda: Hysteresis(calm=0), "calm is 0"),
        (lambda: Hysteresis(margin=-1), "margin is -1"),
    ],
)
def test_a_number_that_cannot_be_meant_is_refused(make: Any, problem: str) -> None:
    """Each limit names the number and what to give instead."""
    with pytest.raises(CommandError, match=problem):
        make()


def test_each_alert_says_why() -> None:
    """From where to where, and what moved; plain text for every rule."""
    seen = one([80, 60, 20], renewal={"a": "2026-04"})
    told: Mapping[str, str] = {
        one.rule.name: why(seen, one)
        for one in fired(seen, [r() for r in ALERT_RULES], Hysteresis(), seen.book.frame.months)
        if one.account == 0
    }
    assert told["entered"].startswith("Fair → Poor, score 20.0: ")
    assert told["renewal"].startswith("renews 2026-04, Fair, score 60.0")
    gone = one([60, 60, None, 60])
    [missing] = fired(gone, [DataMissing()], Hysteresis(), gone.book.frame.months)
    assert (why(gone, missing), missing.row) == ("no row this month", -1)


def test_some_accounts_and_some_months_only() -> None:
    """A filter keeps its accounts, and months that were not asked for are not told."""
    seen = one([80, 20, 60, 20])
    within = np.array([False, True])
    assert not fired(seen, [Entered()], Hysteresis(), seen.book.frame.months, within)
    found = fired(seen, [Entered()], Hysteresis(), [month("2026-04")])
    assert [str(f.month) for f in found] == ["2026-04"]
