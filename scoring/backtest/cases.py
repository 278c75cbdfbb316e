"""The case table: one row for each account and month at which a card is put to the test.

Which rows there are depends on dates alone, never on a score: the table is built once for
a question and serves every position of every slider.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.backtest.candidates import (
    CODE,
    FATES,
    Candidates,
    calendar_candidates,
    current_candidates,
    renewal_candidates,
)
from scoring.backtest.clock import clock_of
from scoring.backtest.lives import Lives, lives_of
from scoring.backtest.locked import drawn_accounts, last_period
from scoring.live.book import Book
from scoring.live.frame import NEVER, Frame
from scoring.spec.question import CASES, EXCLUDED, Clock, Question
from scoring.values import Bools, Floats, Ints

LOST: Final = 1
KEPT: Final = 0
TOO_LATE: Final = -1
"""The outcome of a loss within the lead: listed, and left out of every rate."""

_OUTCOMES: Final = {"lost": LOST, "kept": KEPT, "too late": TOO_LATE}


@dataclass(frozen=True, slots=True)
class Excluded:
    """Why some candidates are no cases, and how many of them there are.

    A candidate is an account at a look of the calendar, a renewal or a loss of the renewal
    cohort, an account of the current state.
    """

    reason: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Losses:
    """Each dated loss once, ordered by account and spell, and what became of it.

    `fate` is a position in `FATES`: of its case if it has one, else of why it has none.
    `case` is the row of the first case that is this loss, -1 where there is none. `counted`
    are the losses that the question counts: not set aside by their reason, and of customers
    for at least the minimum tenure in the month before.
    """

    account: Ints
    spell: Ints
    began: Ints
    churn: Ints
    fate: Ints
    case: Ints
    counted: Bools

    def __len__(self) -> int:
        """How many losses there are."""
        return len(self.account)

    def among(self, within: Bools | None) -> int:
        """How many losses there are of some accounts, of all for None."""
        return len(self) if within is None else int(within[self.account].sum())


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases, ordered by month and account id; arrays of shape (cases,).

    `account` and `row` are positions in the frame (row -1: no snapshot that month, which
    counts as not scored); `as_of`, `churn`, `began` are month numbers, NEVER where there is
    none; `outcome` is LOST, KEPT or TOO_LATE; `spell` counts from 1; `arr` is the revenue a
    year at the as-of month, NaN where unknown; `reckoned` marks renewals not on record.
    """

    clock: Clock
    account: Ints
    as_of: Ints
    row: Ints
    churn: Ints
    began: Ints
    outcome: NDArray[np.int8]
    spell: Ints
    arr: Floats
    reckoned: Bools
    excluded: tuple[Excluded, ...]
    losses: Losses

    def __len__(self) -> int:
        """How many cases there are, those that came too late included."""
        return len(self.account)

    @property
    def judged(self) -> Bools:
        """The cases that rates are counted over: lost or kept."""
        return np.asarray(self.outcome != TOO_LATE)

    def at(self, which: Bools | Ints) -> Cases:
        """Some of the cases; what was excluded and the losses stay those of all."""
        return Cases(
            self.clock,
            self.account[which],
            self.as_of[which],
            self.row[which],
            self.churn[which],
            self.began[which],
            self.outcome[which],
            self.spell[which],
            self.arr[which],
            self.reckoned[which],
            self.excluded,
            self.losses,
        )


def cases_of(book: Book, question: Question) -> Cases:
    """The cases of a book, built once for each question: no weight can change them.

    A question with a `box` gets its part of the cases of the same question without one.
    """
    if question.box:
        return book.cases.get(question, lambda: _in_box(book, question))
    return book.cases.get(question, lambda: build_cases(book.frame, question))


def _in_box(book: Book, question: Question) -> Cases:
    """The cases inside the lockbox, or outside it: the last period, else drawn accounts."""
    table, accounts = cases_of(book, replace(question, box="")), book.frame.accounts.ids
    lost, late = np.asarray(table.outcome == LOST), None
    if table.clock.cohort != "current":
        late = last_period(table.as_of, table.account, lost, question.horizon)
    if late is None:
        late = drawn_accounts(book.frame.catalogue.version, len(accounts))[table.account]
    clock = replace(table.clock, question=question)
    return replace(table.at(late if question.box == "inside" else ~late), clock=clock)


def build_cases(frame: Frame, question: Question) -> Cases:
    """The case table of a question over a frame."""
    lives, clock = lives_of(frame, question), clock_of(frame, question)
    found = _candidates(lives, frame, clock)
    chosen = np.flatnonzero(np.isin(found.fate, [CODE[name] for name in CASES]))
    account, as_of = lives.account[found.life[chosen]], found.as_of[chosen]
    chosen = chosen[np.lexsort((account, as_of))]
    life, as_of = found.life[chosen], found.as_of[chosen]
    account = lives.account[life]
    row = frame.rows_of(account, as_of)
    outcome = np.array([_OUTCOMES.get(name, KEPT) for name in FATES], dtype=np.int8)
    return Cases(
        clock=clock,
        account=account,
        as_of=as_of,
        row=row,
        churn=lives.churn[life],
        began=lives.began[life],
        outcome=outcome[found.fate[chosen]],
        spell=lives.number[life],
        arr=np.where(row >= 0, frame.arr[row], np.nan),
        reckoned=found.reckoned[chosen],
        excluded=_excluded(found),
        losses=_losses(lives, found, chosen, clock.question.min_tenure),
    )


def _candidates(lives: Lives, frame: Frame, clock: Clock) -> Candidates:
    if clock.cohort == "calendar":
        return calendar_candidates(lives, clock)
    if clock.cohort == "renewal":
        return renewal_candidates(lives, frame, clock)
    return current_candidates(lives, frame, clock)


def _excluded(found: Candidates) -> tuple[Excluded, ...]:
    counts = np.bincount(found.fate, minlength=len(FATES)).tolist()
    return tuple(
        Excluded(reason, words, counts[CODE[reason]])
        for reason, words in EXCLUDED.items()
        if counts[CODE[reason]]
    )


def _losses(lives: Lives, found: Candidates, chosen: Ints, tenure: int) -> Losses:
    """What became of each loss: of several looks that see it, the most telling one."""
    fate = np.zeros(len(lives.account), dtype=np.int64)
    np.maximum.at(fate, found.life[found.about], found.fate[found.about])
    case = np.full(len(lives.account), -1)
    is_loss = found.fate[chosen] == CODE["lost"]
    # Written backwards, the earliest of several cases stays.
    case[found.life[chosen][is_loss][::-1]] = np.flatnonzero(is_loss)[::-1]
    dated = np.flatnonzero(lives.churn != NEVER)
    young = (lives.began != NEVER) & (lives.churn - 1 - lives.began < tenure)
    return Losses(
        lives.account[dated],
        lives.number[dated],
        lives.began[dated],
        lives.churn[dated],
        fate[dated],
        case[dated],
        ~(lives.set_aside | young)[dated],
    )
