"""What a team finds that works the worst few at each look, of all accounts or of each owner's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from scoring.backtest.bootstrap import Draws, percentiles
from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.further import Judged
from scoring.backtest.gates import Gate
from scoring.backtest.proportions import calls_per_catch, clustered_proportion
from scoring.values import Bools, Floats, Ints

Scope = Literal["book", "owner"]

USUAL: Final[dict[Scope, float]] = {"book": 30.0, "owner": 10.0}
"""Accounts worked at a look unless it is said: of the whole book, and of each owner's."""


@dataclass(frozen=True, slots=True)
class PrecisionAt:
    """The `k` worst of each book at each look, ties shared.

    `books` counts the books with a score in them, an owner's at each look apart; `worked` and
    `caught` are cases, in parts where a tie is shared. `precision` is caught of worked, `calls`
    that turned over, `share` caught of all losses.
    """

    scope: Scope
    k: float
    books: int
    worked: float
    caught: float
    precision: Figure
    calls: Figure
    share: Figure
    words: str


@dataclass(frozen=True, slots=True)
class _Stacks:
    """The cases with a score, book by book and in each the worst first.

    `rows` are their positions; a tie begins at each of `starts`, `book` and `first` say to
    which book a tie belongs and with which tie this begins; `scored` counts each book's cases.
    """

    rows: Ints
    starts: Ints
    book: Ints
    first: Ints
    scored: Floats

    def part(self, weights: Floats, k: float) -> Floats:
        """How much of each case is among the k worst of its book; shape (scored cases,).

        With weights, how often each case counts, k is read as the same part of the book.
        """
        size = np.add.reduceat(weights, self.starts)
        until = np.cumsum(size) - size
        room = (k / self.scored * np.bincount(self.book, size))[self.book]
        free = room - (until - until[self.first])
        part = np.clip(np.divide(free, size, out=np.zeros(len(size)), where=size > 0.0), 0.0, 1.0)
        return np.repeat(part, np.diff(np.append(self.starts, len(self.rows))))


def precision_of_books(
    scope: Scope, k: float, judged: Judged, book: Ints, draws: Draws, gate: Gate
) -> PrecisionAt:
    """The precision among the k worst of every book.

    Input: the judged cases, and which book each one belongs to, shape (cases,): a code from 0
    of its look for the scope "book", of its owner and look for "owner", negative for none. The
    intervals are those of whole accounts drawn again, the worst taken anew in each draw at the
    same part of every book; where all draws agree, clustered Wilson.
    """
    who = "the book" if scope == "book" else "each owner's book"
    words = f"The {k:g} worst of {who} at each look."
    stacks = _stacked(np.where(book >= 0, judged.score, np.nan), book)
    if not len(stacks.rows):
        return without_books(scope, k, "No case with a score is in a book.")
    lost, account, books = judged.lost, judged.account, len(stacks.scored)
    picked = np.zeros(len(lost))
    picked[stacks.rows] = stacks.part(np.ones(len(stacks.rows)), k)
    worked, caught = float(picked.sum()), float(picked[lost].sum())
    if not gate.shares:
        none = no_figure(gate.words, worked)
        return PrecisionAt(scope, k, books, worked, caught, none, none, none, words)
    drawn = _drawn(stacks, judged, draws, k)
    precision = clustered_proportion(picked * lost, account, picked, "Nobody would be worked.")
    share = clustered_proportion(picked[lost], account[lost], nothing="Nobody was lost.")
    precision = _as_drawn(precision, drawn[:, 1], drawn[:, 0])
    share = _as_drawn(share, drawn[:, 1], drawn[:, 2])
    calls = calls_per_catch(precision)
    return PrecisionAt(scope, k, books, worked, caught, precision, calls, share, words)


def without_books(scope: Scope, k: float, why: str) -> PrecisionAt:
    """The words in place of it all where there is no book to work through."""
    none = no_figure(why)
    return PrecisionAt(scope, k, 0, 0.0, 0.0, none, none, none, why)


def _stacked(score: Floats, book: Ints) -> _Stacks:
    rows = np.lexsort((score, book))
    rows = rows[~np.isnan(score[rows])]
    of, value = book[rows], score[rows]
    new_book = np.ones(len(rows), np.bool_)
    new_book[1:] = of[1:] != of[:-1]
    new_tie = new_book.copy()
    new_tie[1:] |= value[1:] != value[:-1]
    starts = np.flatnonzero(new_tie)
    opens: Bools = new_book[starts]
    first = np.maximum.accumulate(np.where(opens, np.arange(len(starts)), 0))
    which = np.cumsum(opens) - 1
    sizes = np.diff(np.append(starts, len(rows))).astype(np.float64)
    scored = np.asarray(np.bincount(which, sizes), np.float64)
    return _Stacks(rows, starts, which, first, scored)


def _drawn(stacks: _Stacks, judged: Judged, draws: Draws, k: float) -> Floats:
    """The worked, the caught and all losses of every draw; shape (draws, 3)."""
    account, lost = judged.account[stacks.rows], judged.lost[stacks.rows]
    found = np.zeros((len(draws.times), 3))
    for place, times in enumerate(draws.times):
        weights = times[account].astype(np.float64)
        picked = stacks.part(weights, k) * weights
        found[place] = picked.sum(), picked[lost].sum(), times[judged.account[judged.lost]].sum()
    return found


def _as_drawn(figure: Figure, part: Floats, whole: Floats) -> Figure:
    """The figure with the interval of its draws, its own where these do not vary."""
    if figure.estimate is None:
        return figure
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = percentiles(figure.estimate, part / whole, figure.n)
    if seen.low is None or seen.high is None or seen.low == seen.high:
        return figure
    return replace(seen, effective=figure.effective)
