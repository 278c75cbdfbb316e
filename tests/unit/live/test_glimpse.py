"""While a slider moves few rows are scored, and every figure is the one of all rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scoring.backtest.flag_rules import EverRed
from scoring.live.among import EVERYONE, Among
from scoring.live.book import Book
from scoring.live.glimpse import glimpse, scored_at
from scoring.spec.edit import with_weight
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.model import Card
from scoring.workbench import USUAL, Asked, DataSet, picture, score_spread
from scoring.workbench.trying import rows_looked_at
from tests.examples import some
from tests.unit.live.test_banding import CARD, YOUNG_LATER, afresh
from tests.unit.workbench.test_cutting import demo

ENTERPRISE = Among.of([("segment", "Enterprise")])


def data(book: Book) -> DataSet:
    return replace(demo(), book=book)


@pytest.mark.parametrize("card", [CARD, YOUNG_LATER], ids=["usual", "young"])
@pytest.mark.parametrize(
    "asked", some([USUAL, Asked(lead=1, rule=EverRed())], 1), ids=["usual", "ever red"]
)
@pytest.mark.parametrize("among", [EVERYONE, ENTERPRISE], ids=["everyone", "some"])
def test_a_moving_picture_is_the_picture_at_rest(card: Card, asked: Asked, among: Among) -> None:
    """Bands, back-test, board, movers and histogram agree, of few rows and of all."""
    moved, month = with_weight(card, "usage", 61.0), demo().book.frame.months[-3]
    pictures = [(data(afresh()), moving) for moving in (True, False)]
    few, whole = (picture(d, moved, card, month, among, asked, moving) for d, moving in pictures)
    assert np.isnan(few.scores.score).sum() > np.isnan(whole.scores.score).sum()
    assert (few.shares, few.shares_saved) == (whole.shares, whole.shares_saved)
    for name in (
        "counts",
        "gate",
        "caught",
        "precision",
        "ranking",
        "signal",
        "money",
        "lead",
        "bands",
    ):
        assert getattr(few.trial, name) == getattr(whole.trial, name)
    assert repr(list(few.board.lost)) == repr(list(whole.board.lost))
    strips = [seen.board.strips(seen.board.lost[:9]) for seen in (few, whole)]
    assert repr(strips[0]) == repr(strips[1])
    assert repr(list(few.turned.all)) == repr(list(whole.turned.all))
    assert (few.turned.alarmed, few.turned.alarmed_arr) == (
        whole.turned.alarmed,
        whole.turned.alarmed_arr,
    )
    spreads = [
        score_spread(d, seen, among) for (d, _), seen in zip(pictures, (few, whole), strict=True)
    ]
    assert spreads[0] == spreads[1]


def test_rows_that_are_looked_at_have_their_own_score() -> None:
    """They have the very scores of all rows; the others have none."""
    month = demo().book.frame.months[-1]
    rows, moved = rows_looked_at(demo(), USUAL, month), with_weight(CARD, "usage", 62.0)
    here, whole = glimpse(afresh(), moved, rows), afresh().scored(moved)
    for name in ("score", "mean", "coverage", "band", "capped"):
        some, every = getattr(here, name), getattr(whole, name)
        assert np.array_equal(some[rows], every[rows], equal_nan=True)
    others = np.setdiff1d(np.arange(len(whole.score)), rows)
    assert len(others) > 1_000
    assert np.isnan(here.score[others]).all()
    assert (here.band[others] == -1).all()


@pytest.mark.parametrize("card", [CARD, YOUNG_LATER], ids=["usual", "young"])
def test_any_rows_are_told_as_they_are_scored(card: Card) -> None:
    """In any order and twice over: of a card like none, of one like another but for its cut."""
    book, rows = afresh(), np.array([[900, 3, 3], [0, 1_200, 7]])
    weight, cut = with_weight(card, "usage", 61.0), with_alarm_cut(card, 61.0)
    book.scored(card)
    for moved in (weight, cut, card):
        score, band = scored_at(book, moved, rows)
        whole = afresh().scored(moved)
        assert np.array_equal(score, whole.score[rows], equal_nan=True)
        assert np.array_equal(band, whole.band[rows])
    assert weight.digest not in book.scores


def test_the_months_before_a_loss_are_scored_when_they_are_looked_at() -> None:
    """Of 23 months before a loss a move scores few: the others would be most of its work."""
    book, month = afresh(), demo().book.frame.months[-1]
    card = with_weight(CARD, "usage", 61.0)
    seen = picture(data(book), card, CARD, month, moving=True)
    before = seen.trial.before.rows
    before = before[before >= 0]
    assert np.isnan(seen.scores.score[before]).mean() > 0.5
    assert not np.isnan(seen.trial.before.strips().score[seen.trial.before.rows >= 0]).all()


def test_what_is_scored_already_is_taken_as_it_is() -> None:
    """A card that only differs in its bands from one that was scored needs no glimpse."""
    book, rows = afresh(), np.arange(3)
    whole = book.scored(CARD)
    assert glimpse(book, CARD, rows) is whole


def test_parts_of_a_page_share_one_picture() -> None:
    """At rest it is reckoned once for the same question; another month, or a move, is another."""
    here, months = data(afresh()), demo().book.frame.months
    first = picture(here, CARD, CARD, months[-1])
    assert picture(here, CARD, CARD, months[-1]) is first
    assert picture(here, CARD, CARD, months[-2]).month == months[-2]
    assert picture(here, CARD, CARD, months[-1], ENTERPRISE).shares != first.shares
    assert picture(here, CARD, CARD, months[-1], moving=True) is not first
