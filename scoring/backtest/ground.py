"""What a table of cases says of its accounts whatever the card: reckoned once for each table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from weakref import ref

import numpy as np

from scoring.backtest.bootstrap import Draws, draw_accounts
from scoring.backtest.cases import LOST, Cases, cases_of
from scoring.backtest.further import Judged, judged_cases
from scoring.backtest.lead import strip_rows
from scoring.live.book import Book
from scoring.live.kernel import Scores
from scoring.live.shelf import Shelf
from scoring.spec.question import Question
from scoring.values import Bools, Floats, Ints

SEED: Final = 20_261_001
"""The seed of every draw: the same data give the same intervals."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The judged cases of a table; arrays of shape (judged,).

    `chosen` are their positions in the table, `lost` who was lost, `codes` the accounts as
    codes from 0 without gaps, `arr` the revenue a year at the look (NaN: unknown); `accounts`
    is how many accounts there are, `lost_accounts` and `kept_accounts` how many of them have a
    lost case, and a kept one. `kept` holds what was judged last.
    """

    cases: Cases
    chosen: Ints
    lost: Bools
    codes: Ints
    arr: Floats
    accounts: int
    lost_accounts: int
    kept_accounts: int
    kept: Shelf = field(default_factory=lambda: Shelf(4), compare=False)

    @property
    def row(self) -> Ints:
        """The frame's row of each judged case, -1 where there is none."""
        return self.cases.row[self.chosen]

    @property
    def account(self) -> Ints:
        """The frame's account of each judged case."""
        return self.cases.account[self.chosen]

    @property
    def as_of(self) -> Ints:
        """The month number at which each judged case is looked at."""
        return self.cases.as_of[self.chosen]

    def judged(self, scores: Scores) -> Judged:
        """The judged cases with the scores that a card gives them.

        A cut that moves leaves the scores the array that they were: the cases are the very same
        then, with all that was sorted and reckoned of them.
        """
        score = scores.score
        found = self.kept.get(id(score), lambda: self._judged(score))
        if found[0]() is not score:  # another array has its place in memory
            found = self._judged(score)
            self.kept.put(id(score), found)
        return found[1]

    def _judged(self, score: Floats) -> tuple[ref[Floats], Judged]:
        return ref(score), judged_cases(score, self.row, self.lost, self.codes)

    def bands(self, scores: Scores) -> Ints:
        """The position of each judged case's band at its month, negative without one."""
        row = self.row
        return np.where(row >= 0, scores.band[row], -1).astype(np.int64)


def cases_within(book: Book, question: Question, within: Bools | None = None) -> Cases:
    """The cases of a question, of some accounts or of all; found once for each choice."""
    table = cases_of(book, question)
    if within is None:
        return table
    key = (question, within.tobytes())
    return book.cases.get(key, lambda: table.at(within[table.account]))


def ground_of(book: Book, cases: Cases) -> Ground:
    """The judged cases of a table, found once for it."""
    # The cases are kept with it: as long as the key is there, no other object has the id.
    return book.cases.get(("ground", id(cases)), lambda: _ground(cases))


def draws_of(book: Book, ground: Ground) -> Draws:
    """The draws of the accounts among the judged cases: the same for every card."""
    count = ground.accounts
    return book.cases.get(("draws", count), lambda: draw_accounts(count, SEED))


def strips_at(book: Book, cases: Cases) -> Ints:
    """The rows of the months before each loss, as `strip_rows` finds them, once for a table."""
    key = ("strips", id(cases))
    return book.cases.get(key, lambda: (cases, strip_rows(book.frame, cases.losses)))[1]


def _ground(cases: Cases) -> Ground:
    chosen = np.flatnonzero(cases.judged)
    lost = np.asarray(cases.outcome[chosen] == LOST, np.bool_)
    known, codes = np.unique(cases.account[chosen], return_inverse=True)
    return Ground(
        cases=cases,
        chosen=chosen,
        lost=lost,
        codes=codes,
        arr=cases.arr[chosen],
        accounts=len(known),
        lost_accounts=len(np.unique(codes[lost])),
        kept_accounts=len(np.unique(codes[~lost])),
    )
