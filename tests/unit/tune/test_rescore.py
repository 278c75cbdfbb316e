"""Chosen rows get the very scores that the whole book gets from the same weights."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.spec.edit import with_weight
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.tune.rescore import in_force, ready, reweighed, shares, shifted, without_weight
from tests.unit.backtest.test_trial import CARD, demo
from tests.unit.tune.stands import EVERYTHING, month_rows, stand

both_cards = pytest.mark.parametrize("card", [CARD, EVERYTHING], ids=["starter", "everything"])


@both_cards
def test_unmoved_weights_give_the_scores_there_are(card: Card) -> None:
    """Score and band of every judged case are those of the book, gaps and caps included."""
    at = stand(card)
    score, band = at.ready.scored()
    row = at.ground.row
    assert np.array_equal(score, np.where(row >= 0, at.scores.score[row], np.nan), equal_nan=True)
    assert np.array_equal(band[row >= 0], at.scores.band[row[row >= 0]])


def test_moved_weights_give_the_scores_of_the_card_that_has_them() -> None:
    """The starter card with usage at 55 instead of 30."""
    rows = month_rows(demo())
    moved = with_weight(CARD, "usage", 55.0)
    score, band = ready(demo().book, CARD, rows).scored(lambda c: reweighed(c, {"usage": 55.0}))
    whole = demo().book.scored(moved)
    assert np.array_equal(score, whole.score[rows], equal_nan=True)
    assert np.array_equal(band, whole.band[rows])


def test_a_row_that_is_not_there_has_no_score() -> None:
    """-1 stands for an account without a snapshot."""
    score, band = ready(demo().book, CARD, np.array([-1, 5])).scored()
    assert np.isnan(score[0])
    assert band[0] < 0
    assert score[1] == demo().book.scored(CARD).score[5]


def test_shifting_rescales_the_others() -> None:
    """20 of 80 is a share of 25; ten more make 35, and the others keep 3 : 1 of 65."""
    card = reweighed(CARD, {m.id: 0.0 for m in CARD.metrics})
    card = reweighed(card, {"usage": 20.0, "pulse": 45.0, "sponsor": 15.0})
    found = shares(shifted("usage", 10.0)(card))
    assert found["usage"] == pytest.approx(0.35)
    assert found["pulse"] == pytest.approx(0.65 * 45 / 60)
    assert found["sponsor"] == pytest.approx(0.65 * 15 / 60)
    assert shares(shifted("usage", -40.0)(card)).keys() == {"pulse", "sponsor"}


def test_all_of_the_weight_cannot_be_moved() -> None:
    """With one metric there is nobody to rescale."""
    card = reweighed(CARD, {m.id: 0.0 for m in CARD.metrics} | {"usage": 7.0})
    assert shifted("usage", -10.0)(card) is card


def test_a_pulse_weighs_under_its_own_id() -> None:
    """Taking its weight leaves the metrics as they are."""
    assert [m.id for m in in_force(EVERYTHING)] == ["usage", "sponsor", "survey", "_pulse"]
    without = without_weight("_pulse")(EVERYTHING)
    assert [m.id for m in in_force(without)] == ["usage", "sponsor", "survey"]


def test_a_points_card_has_no_weights() -> None:
    """It is refused by name rather than scored in some other way."""
    text = "{version: 1, name: P, kind: points, floor: 0, ceiling: 9, actions:"
    text += " [{id: a, measure: tickets, points: 1}], bands: [{name: A, from: 0, tone: bad}]}"
    with pytest.raises(ValueError, match="no weights to move"):
        ready(demo().book, parse_card(text), np.array([0]))
