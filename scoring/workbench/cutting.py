"""What every place of the cut that flags would have caught, and what it asks of the team now."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scoring.backtest.ground import ground_of
from scoring.backtest.trial import Trial
from scoring.backtest.workload import grid, sweep
from scoring.live.among import EVERYONE, Among
from scoring.spec.edit_cut import Border, alarm_border
from scoring.spec.model import Card
from scoring.values import SCORE_DECIMALS, Floats, Ints, Month
from scoring.workbench.opening import DataSet

_PER_POINT = 2


@dataclass(frozen=True, slots=True)
class CutSweep:
    """Cases and accounts below each cut; arrays of shape (cuts,).

    `caught` of `lost` cases and `false_alarms` of `kept` ones lie below the cut, and `now` of the
    `book`'s scored accounts at the month on the page. `border` is the card's own cut, None where
    it has none that decides alone; `flagged` accounts of the book lie below it. `owners` are the
    CSMs of the book, 0 where unknown.
    """

    cuts: Floats
    caught: Ints
    false_alarms: Ints
    now: Ints
    lost: int
    kept: int
    book: int
    flagged: int
    owners: int
    border: Border | None


def cut_sweep(
    data: DataSet,
    card: Card,
    trial: Trial,
    month: Month,
    among: Among = EVERYONE,
) -> CutSweep:
    """The cuts in steps of a card's slider, and its own, for the cases and the book at a month.

    A case is counted by its score at the month looked at, whatever rule flags. Cases without a
    score lie below no cut and stay in the denominators.
    """
    judged = ground_of(data.book, trial.cases).judged(data.book.scored(card))
    lost, border = int(judged.lost.sum()), alarm_border(card)
    found = sweep(judged.order, _cuts(card, border))
    now = np.sort(scores_now(data, card, month, among))
    return CutSweep(
        cuts=found.cut,
        caught=found.caught,
        false_alarms=found.false_alarms,
        now=np.searchsorted(now, found.cut, side="left"),
        lost=lost,
        kept=len(judged.lost) - lost,
        book=len(now),
        flagged=int(np.searchsorted(now, border.cut, side="left")) if border else 0,
        owners=_owners(data, month, among),
        border=border,
    )


def _cuts(card: Card, border: Border | None) -> Floats:
    """Half points, or tenths of a scale of ten as the card writes them, and the card's own cut."""
    steps = grid(per_point=_PER_POINT)
    if card.display == "ten":
        steps = np.round((grid(1.0, 10.0) - 1.0) / 9.0 * 100.0, SCORE_DECIMALS)
    return steps if border is None else np.unique(np.append(steps, border.cut))


def cut_for_capacity(
    data: DataSet,
    card: Card,
    month: Month,
    capacity: int,
    among: Among = EVERYONE,
) -> float:
    """The highest cut in tenths of a point below which at most so many accounts of the book lie.

    Accounts that share the tenth at the cut stay unflagged, so that the team is never given more
    than it can work. Input: accounts a month, 0 or more. Output: a score of 100.
    """
    now = np.sort(scores_now(data, card, month, among))
    if capacity >= len(now):
        return 100.0
    return math.floor(float(now[max(capacity, 0)]) * 10.0) / 10.0


def scores_now(data: DataSet, card: Card, month: Month, among: Among) -> Floats:
    """The scores of the book's accounts at a month, those without one left out."""
    frame = data.book.frame
    rows = frame.rows_at(month)
    counted = frame.in_book(rows)
    within = among.mask(frame)
    if within is not None:
        counted &= within[frame.account[rows]]
    score = data.book.scored(card).score[rows][counted]
    return np.asarray(score[~np.isnan(score)])


def _owners(data: DataSet, month: Month, among: Among) -> int:
    frame = data.book.frame
    rows = frame.rows_at(month)
    counted = frame.in_book(rows)
    within = among.mask(frame)
    if within is not None:
        counted &= within[frame.account[rows]]
    codes = frame.accounts.owners.codes[frame.account[rows][counted]]
    return len(np.unique(codes[codes >= 0]))
