"""A book taken several times has each count as many times, and every share as it was."""

from __future__ import annotations

import pytest

from scoring.bench.made_book import made_book
from scoring.bench.many_book import many_book, repeated
from scoring.workbench import picture

pytestmark = [pytest.mark.bench, pytest.mark.slow]


def test_three_times_the_book_is_three_times_the_counts() -> None:
    """Bands, cases and lost customers of 400 accounts taken three times; the ranking stays."""
    data, card = made_book(400)
    month = data.book.frame.months[-1]
    one, three = (picture(d, card, card, month) for d in (data, repeated(data, 3)))
    assert [3 * s.accounts for s in one.shares] == [s.accounts for s in three.shares]
    assert 3 * one.trial.counts.lost == three.trial.counts.lost
    assert 3 * one.trial.counts.false_alarms == three.trial.counts.false_alarms
    assert 3 * len(one.board.lost) == len(three.board.lost)
    assert one.trial.ranking.estimate is not None  # there are losses enough to say one
    assert three.trial.ranking.estimate == pytest.approx(one.trial.ranking.estimate, abs=1e-12)


def test_a_small_book_is_made_whole() -> None:
    """A book of 120 accounts is the made-up one itself."""
    data, _ = many_book(120)
    assert len(data.book.frame.accounts.ids) == len(made_book(120)[0].book.frame.accounts.ids)
