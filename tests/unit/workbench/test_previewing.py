"""A large book shows a sample while a slider moves: what was caught exactly, all else near."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from scoring.live.book import Book
from scoring.live.frame import Spells
from scoring.live.sample import DRAWN, Sample, sample_of
from scoring.spec.edit import with_weight
from scoring.workbench import DataSet, Picture, picture, score_spread
from scoring.workbench.previewing import picture_in_hand
from tests.unit.live.test_banding import CARD, afresh, moved
from tests.unit.workbench.test_cutting import demo

MONTH = demo().book.frame.months[-1]


def data() -> DataSet:
    return replace(demo(), book=afresh())


def both(card_name: str) -> tuple[Picture, Picture]:
    card = {"weight": with_weight(CARD, "usage", 61.0), "cut": moved(CARD)}[card_name]
    here = data()
    picture(here, CARD, CARD, MONTH)
    return picture_in_hand(here, card, CARD, MONTH, large=10), picture(data(), card, CARD, MONTH)


def test_a_book_that_is_not_large_has_no_sample() -> None:
    """With 400 accounts the figures in hand are those of everybody."""
    assert sample_of(afresh()) is None
    assert picture_in_hand(data(), moved(CARD), CARD, MONTH).sample is None


def test_a_sample_holds_everybody_who_was_lost() -> None:
    """Of 400 accounts fifty are drawn of those never lost; all together stand for 400."""
    book = afresh()
    sample = sample_of(book, large=100, drawn=50)
    assert isinstance(sample, Sample)
    lost = book.frame.accounts.lost
    assert bool(sample.accounts[lost].all())
    assert int(sample.drawn.sum()) == 50
    assert not (sample.gone & sample.drawn).any()
    assert sample.weights.sum() == pytest.approx(len(lost))
    assert sample_of(book, large=100, drawn=50) is sample


@pytest.mark.parametrize("name", ["weight", "cut"])
def test_a_sample_of_everybody_is_the_book(name: str) -> None:
    """Where all that stayed are drawn each counts once, and every count is the exact one."""
    near, exact = both(name)
    assert near.sample is not None
    assert near.sample.times == 1.0
    assert {s.name: s.accounts for s in near.shares} == {s.name: s.accounts for s in exact.shares}
    for field in fields(exact.trial.counts):
        assert getattr(near.trial.counts, field.name) == getattr(exact.trial.counts, field.name)
    assert near.trial.caught == exact.trial.caught
    assert near.trial.precision.estimate == exact.trial.precision.estimate
    assert near.trial.ranking.estimate == pytest.approx(exact.trial.ranking.estimate, abs=1e-12)
    assert near.trial.ranking.low is None
    assert near.turned.accounts == exact.turned.accounts
    assert [one.verdict for one in near.board.lost] == [one.verdict for one in exact.board.lost]
    here = data()
    assert score_spread(here, near) == score_spread(here, exact)


def test_a_sample_is_near() -> None:
    """A hundred drawn of those that stayed tell each band within four standard errors."""
    book = afresh()
    exact = {s.name: s.accounts for s in picture(data(), CARD, CARD, MONTH).shares}
    drawn = sample_of(book, large=10, drawn=100)
    assert drawn is not None
    stayed = len(drawn.gone) - int(drawn.gone.sum())
    assert drawn.times == stayed / 100
    error = stayed * np.sqrt(0.25 / 100 * (1 - 100 / stayed))
    rows = book.frame.rows_at(MONTH)
    band = np.where(book.frame.in_book(rows), book.scored(CARD).band[rows], -9)
    weights = drawn.weights[book.frame.account[rows]]
    for position, name in enumerate(b.name for b in CARD.bands):
        assert abs(weights[band == position].sum() - exact[name]) < 4 * error


def test_of_a_few_drawn_the_lost_are_told_exactly() -> None:
    """Fifty of those that stayed are drawn: what was caught, and each verdict, is that of all."""
    card, here = with_weight(CARD, "usage", 61.0), data()
    here.book.cases.put(("sample", 10, DRAWN, None), sample_of(here.book, large=10, drawn=50))
    near = picture_in_hand(here, card, CARD, MONTH, large=10)
    exact = picture(data(), card, CARD, MONTH)
    assert near.sample is not None
    assert near.sample.times > 1.0
    assert len(near.trial.cases) < len(exact.trial.cases)
    counts = [(t.counts.caught, t.counts.missed) for t in (near.trial, exact.trial)]
    assert counts[0] == counts[1]
    assert near.trial.caught.estimate == exact.trial.caught.estimate
    assert [one.verdict for one in near.board.lost] == [one.verdict for one in exact.board.lost]


def test_the_change_is_one_of_the_cards_and_not_of_the_draw() -> None:
    """Of fifty drawn the saved card itself changes nothing, though every count is only near."""
    here = data()
    here.book.cases.put(("sample", 10, DRAWN, None), sample_of(here.book, large=10, drawn=50))
    held = picture_in_hand(here, CARD, CARD, MONTH, large=10)
    exact = picture(data(), CARD, CARD, MONTH)
    assert held.shares != exact.shares
    assert held.shares == held.shares_saved
    assert held.trial.counts == held.trial_saved.counts
    assert held.trial.ranking.estimate == held.trial_saved.ranking.estimate
    assert len(held.turned) == 0


def test_a_sample_of_everybody_has_the_saved_card_as_it_is() -> None:
    """Each counts once: its bands and counts are those of the book, whatever card is in hand."""
    near, exact = both("weight")
    assert {s.name: s.accounts for s in near.shares_saved} == {
        s.name: s.accounts for s in exact.shares_saved
    }
    for field in fields(exact.trial_saved.counts):
        expected = getattr(exact.trial_saved.counts, field.name)
        assert getattr(near.trial_saved.counts, field.name) == expected


def test_who_was_lost_and_came_back_is_in_the_sample() -> None:
    """An account whose first spell ended stays a customer, and is not left to the draw."""
    frame = demo().book.frame
    whole = sample_of(afresh(), large=10, drawn=400)
    assert whole is not None
    stayed, told = int(np.flatnonzero(whole.drawn)[0]), frame.spells
    at = int(np.flatnonzero(told.account == stayed)[0])
    columns = (told.account, told.number, told.began, told.ended, told.notice)
    twice = [np.insert(column, at, column[at]) for column in columns]
    spells = Spells(*twice, np.insert(told.last, at, False))
    sample = sample_of(Book(replace(frame, told=spells), demo().book.fetch), large=10, drawn=1)
    assert sample is not None
    assert bool(sample.gone[stayed])
