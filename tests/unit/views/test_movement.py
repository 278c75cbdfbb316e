"""Who changes band when the card or the month changes, the worst turn first."""

from __future__ import annotations

import math

from scoring.views.movement import moves
from tests.unit.hand_made import NAN, frame, month, scores
from tests.unit.spec.samples import banded, card

NAMES = ["a", "b", "c", "d", "e"]
JAN, FEB = month("2026-01"), month("2026-02")
CARD = card()  # Good from 75, Fair from 50, Poor (flags)
ONE_MONTH = frame([(n, "2026-01") for n in NAMES], arr={"a": 1, "b": 2, "c": 3, "d": 4, "e": 5})


def test_a_new_card_turns_accounts() -> None:
    """With higher cuts an 80 falls from Good to Fair, a 55 into the alarm, a 90 stays."""
    new = banded(85, 60, 0)
    before, after = scores(CARD, [90, 80, 55, 10, 76]), scores(new, [90, 80, 55, 10, 76])
    found = moves(ONE_MONTH, (before, CARD, JAN), (after, new, JAN)).all
    # The names of the bands differ between these two cards, so everybody has moved.
    assert {ONE_MONTH.accounts.ids[m.account]: (m.before, m.after) for m in found} == {
        "a": ("Good", "B0"),
        "b": ("Good", "B1"),
        "c": ("Fair", "B2"),
        "d": ("Poor", "B2"),
        "e": ("Good", "B1"),
    }
    assert [ONE_MONTH.accounts.ids[m.account] for m in found if m.enters_alarm] == ["c"]


def test_who_stays_in_a_band_has_not_moved() -> None:
    """Another score in the same band is no move."""
    before, after = scores(CARD, [90, 80, 55, 10, 76]), scores(CARD, [75, 99, 50, 0, 80])
    assert not len(moves(ONE_MONTH, (before, CARD, JAN), (after, CARD, JAN)))


def test_the_worst_turn_stands_first() -> None:
    """Into the alarm before other falls before rises, and the larger account first."""
    before = scores(CARD, [80, 80, 80, 20, 60])
    after = scores(CARD, [10, 60, 20, 60, 90])
    found = moves(ONE_MONTH, (before, CARD, JAN), (after, CARD, JAN)).all
    names = [ONE_MONTH.accounts.ids[m.account] for m in found]
    assert names == ["c", "a", "b", "e", "d"]
    assert [m.worse for m in found] == [True, True, True, False, False]
    assert [m.enters_alarm for m in found] == [True, True, False, False, False]
    assert (found[0].score_before, found[0].score_after, found[0].arr) == (80, 20, 3)


def test_losing_a_score_is_a_move() -> None:
    """From a band to Not scored and back are moves; from none to none is not."""
    before, after = scores(CARD, [80, NAN, NAN, 10, 80]), scores(CARD, [NAN, 80, NAN, 10, 80])
    found = moves(ONE_MONTH, (before, CARD, JAN), (after, CARD, JAN)).all
    assert {(m.account, m.before, m.after) for m in found} == {
        (0, "Good", "Not scored"),
        (1, "Not scored", "Good"),
    }
    assert math.isnan(next(m.score_after for m in found if m.account == 0))
    assert not any(m.enters_alarm for m in found)


def test_between_months_only_who_was_there_twice() -> None:
    """Who came or left between the two months is no move."""
    rows = [("a", "2026-01"), ("a", "2026-02"), ("b", "2026-01"), ("c", "2026-02")]
    rows += [("d", "2026-01"), ("d", "2026-02")]
    book = frame(rows, ended={"d": "2026-02"})
    ranks = scores(CARD, [80, 80, 80, 10, 80, 10])
    found = moves(book, (ranks, CARD, JAN), (ranks, CARD, FEB)).all
    assert [(book.accounts.ids[m.account], m.before, m.after) for m in found] == [
        ("a", "Good", "Poor")
    ]


def test_some_accounts_only() -> None:
    """A filter keeps the moves of its accounts."""
    before, after = scores(CARD, [80] * 5), scores(CARD, [10] * 5)
    within = ONE_MONTH.members("letter", "b")
    found = moves(ONE_MONTH, (before, CARD, JAN), (after, CARD, JAN), within).all
    assert [m.account for m in found] == [1]
