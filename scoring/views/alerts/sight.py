"""What alert rules look at: the standing of every account in every month, known or not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.live.book import Book
from scoring.live.cut_lines import Goal, lines_of_rows, well_bands
from scoring.live.frame import NEVER
from scoring.live.kernel import UNPINNED, UNSCORED, YOUNG, Scores, band_alarms
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints


@dataclass(frozen=True)
class Sight:
    """A book under a card, from its first month to its last, one line a calendar month.

    All arrays have the shape (months, accounts); `first` is the number of the first month.
    Pins count: an alert speaks of what is shown.
    """

    book: Book
    card: Card
    scores: Scores

    @property
    def first(self) -> int:
        """The number of the first month."""
        return self.book.frame.months[0].number

    @cached_property
    def row(self) -> Ints:
        """The row of each account in the book at each month; -1 where there is none."""
        frame = self.book.frame
        length = frame.months[-1].number - self.first + 1
        found = np.full((length, len(frame.accounts.ids)), -1, dtype=np.int64)
        here = np.flatnonzero(frame.in_book(slice(0, len(frame.month))))
        found[frame.month[here] - self.first, frame.account[here]] = here
        return found

    @cached_property
    def present(self) -> Bools:
        """Who has a row."""
        return np.asarray(self.row >= 0)

    @cached_property
    def customer(self) -> Bools:
        """Who is a customer that was seen before or is seen now, with a row or without.

        Nobody is in a month for which the data have no row at all.
        """
        if self.book.frame.catalogue.churn != "dated":
            return self.present
        spells, found = self.book.frame.spells, np.zeros(self.row.shape, dtype=np.bool_)
        began = np.where(spells.began == NEVER, -1, spells.began)
        for i in range(len(found)):
            month = self.first + i
            found[i, spells.account[(began <= month) & (spells.ended > month)]] = True
        told = self.present.any(axis=1, keepdims=True)
        return found & told & np.logical_or.accumulate(self.present, axis=0)

    @cached_property
    def standing(self) -> Ints:
        """The band of each account as shown; UNSCORED or YOUNG without one."""
        found = np.where(self.present, self.scores.standing[self.row], UNSCORED)
        return np.asarray(found, dtype=np.int64)

    @cached_property
    def banded(self) -> Bools:
        """Who stands in a band of the card."""
        return np.asarray((self.standing != UNSCORED) & (self.standing != YOUNG))

    @cached_property
    def score(self) -> Floats:
        """The score; NaN where there is none."""
        return np.where(self.present, self.scores.score[self.row], np.nan)

    @cached_property
    def coverage(self) -> Floats:
        """The share of the card's weight that has a value; NaN without a row."""
        return np.where(self.present, self.scores.coverage[self.row], np.nan)

    @property
    def red(self) -> Bools:
        """Who stands in a band that flags."""
        return np.asarray(band_alarms(self.card)[self.standing])

    @property
    def well(self) -> Bools:
        """Who stands in a good band."""
        return np.asarray(well_bands(self.card)[self.standing])

    def clears(self, goal: Goal, margin: float) -> Bools:
        """Whose score lies at least `margin` points above the line, or whose band a pulse sets."""
        line = lines_of_rows(self.card, self.scores, self.row, goal)
        with np.errstate(invalid="ignore"):
            above = self.score >= line + margin
        if self.scores.pinned is None:
            return np.asarray(above)
        return np.asarray(above | (self.present & (self.scores.pinned[self.row] != UNPINNED)))
