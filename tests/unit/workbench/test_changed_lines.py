"""Each account's move is shared out to the lines of the difference, in points that add up."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from scoring.spec.edit import with_weight
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.model import Card
from scoring.values import Bools
from scoring.workbench import preset_texts
from scoring.workbench.changed_lines import ChangedLines, changed_lines, told
from scoring.workbench.checking import fits
from scoring.workbench.two_cards import Side, TwoCards, two_cards
from tests.browser.expected import preset
from tests.bundled import opened

CARD = preset()
WEIGHTS = with_weight(with_weight(CARD, "usage", 60.0), "survey", 25.0)
CUT = with_alarm_cut(WEIGHTS, 50.0)
DATA = opened("demo")
FITTING = [name for name in sorted(preset_texts()) if fits(preset(name), DATA)]
MONTHS = DATA.book.frame.months


def between(before: Card, after: Card, back: int = 1) -> TwoCards:
    """Both cards at the last month, or the first of them some months earlier."""
    sides = Side("before", before, MONTHS[-back]), Side("after", after, MONTHS[-1])
    return two_cards(DATA, *sides)


def both_scored(found: TwoCards) -> Bools:
    mask = np.zeros(len(found.matrix.was), dtype=np.bool_)
    mask[found.ledger.account] = True
    return mask


def test_two_weights_and_a_cut() -> None:
    """The words are those of the difference; a cut has no points."""
    found = changed_lines(DATA, between(CARD, CUT))
    assert found.lines == (
        "Product usage 30 → 60", "Survey answer 5 → 25", "At risk cut 45 → 50",
    )  # fmt: skip
    assert np.nanmax(np.abs(found.parts[2])) == 0.0
    assert np.nanmax(np.abs(found.parts[0])) > 1.0


def test_the_parts_of_two_weights_are_the_mean_of_both_orders() -> None:
    """Reckoned from four whole scorings: first one weight and then the other, and the reverse."""
    two = between(CARD, WEIGHTS)
    rows = two.matrix.row_after
    scores = [
        DATA.book.scored(card).score[rows]
        for card in (CARD, with_weight(CARD, "usage", 60.0), with_weight(CARD, "survey", 25.0),
                     WEIGHTS)
    ]  # fmt: skip
    none, usage, survey, both = scores
    by_hand = ((usage - none) + (both - survey)) / 2
    of = two.ledger.account
    assert_allclose(changed_lines(DATA, two).parts[0][of], by_hand[of], atol=1e-9)


@pytest.mark.parametrize("name", FITTING)
def test_they_add_up_to_the_change_of_the_ledger(name: str) -> None:
    """At one month, for every account with a score on both sides, between cards that fit."""
    other = preset(name)
    two = between(CARD, other)
    found = changed_lines(DATA, two)
    of = two.ledger.account
    total = found.parts.sum(axis=0) + found.together
    assert_allclose(total[of], two.ledger.change, atol=1e-8)


def test_up_to_six_lines_nothing_is_left_together() -> None:
    """Three lines are shared out to the end."""
    two = between(CARD, CUT)
    found = changed_lines(DATA, two)
    assert np.abs(found.together[two.ledger.account]).max() < 1e-9


def test_a_cut_is_named_where_it_moved_the_band() -> None:
    """Exactly those whose band is another by the old cut with the new weights."""
    two = between(CARD, CUT)
    found = changed_lines(DATA, two)
    rows = two.matrix.row_after
    here = rows >= 0
    old, new = (DATA.book.scored(card).standing[rows] for card in (WEIGHTS, CUT))
    assert (found.cuts[2][here] == (old != new)[here]).all()
    assert found.cuts[2][here].any()


def test_at_two_months_it_is_the_month_after() -> None:
    """Behaviour is no part of it: both cards are held against the same values."""
    one, two = between(CARD, CUT), between(CARD, CUT, back=4)
    same = both_scored(one) & both_scored(two)
    assert_allclose(
        changed_lines(DATA, two).parts[:, same], changed_lines(DATA, one).parts[:, same]
    )


def test_it_is_told_in_a_line() -> None:
    """Cuts first, then the largest three with their points; less than 0.05 is not told."""
    parts = np.array([[-8.24], [0.04], [1.5], [2.5], [0.0]])
    cuts = np.array([[False], [False], [False], [False], [True]])
    found = ChangedLines(("A", "B", "C", "D", "Cut 45 → 50"), parts, np.array([0.6]), cuts)
    account = np.array([0])
    assert told(found, account) == ["Cut 45 → 50; A: −8.2; D: +2.5; C: +1.5"]
    nobody = ChangedLines(("A",), np.array([[np.nan]]), np.array([np.nan]), cuts[:1])
    assert told(nobody, account) == [""]
