"""While a slider moves few rows are scored, and every figure is the one of all rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scoring.backtest.flag_rules import EverRed
from scoring.live.among import EVERYONE, Among
from scoring.live.book import Book
from scoring.live.glimpse import glimpse
from scoring.spec.edit import with_weight
from scoring.spec.model import Card
from scoring.workbench import USUAL, Asked, DataSet, picture, score_spread
from scoring.workbench.trying import rows_looked_at
from tests.unit.live.test_banding import CARD, YOUNG_LATER, afresh
from tests.unit.workbench.test_cutting import demo

ENTERPRISE = Among.of([("segment", "Enterprise")])


def data(book: Book) -> DataSet:
    return replace(demo(), book=book)


@pytest.mark.parametrize("card", [CARD, YOUNG_LATER], ids=["usual", "young"])
@pytest.mark.parametrize("asked", [USUAL, Asked(lead=1, rule=EverRed())], ids=["usual", "ever red"])
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
