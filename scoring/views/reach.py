"""Whom the parts of a card reach: red flags, adjustments, the pulse, variants, actions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.live.book import Book
from scoring.live.frame import Frame
from scoring.live.kernel import UNPINNED, Scores
from scoring.spec.model import UNMATCHED, Card
from scoring.values import Bools, Month


@dataclass(frozen=True, slots=True)
class Size:
    """How many accounts of the book, and their ARR."""

    accounts: int
    arr: float


@dataclass(frozen=True, slots=True)
class Judged:
    """For how many accounts of the book a judgement holds, and how many of them it pins."""

    judged: int
    pinned: int


def judged(book: Book, card: Card, month: Month) -> Judged:
    """Whom the pulse reaches at a month. The card has a pulse that is switched on."""
    frame, pulse = book.frame, card.pulse
    rows = frame.rows_at(month)
    counted = frame.in_book(rows)
    if pulse is None:
        return Judged(0, 0)
    known = ~np.isnan(np.asarray(book.column(pulse.as_metric()), dtype=np.float64)[rows])
    pinned = book.scored(card).pinned
    held = 0 if pinned is None else int(((pinned[rows] != UNPINNED) & counted).sum())
    return Judged(int((known & counted).sum()), held)


def sizes(frame: Frame, scores: Scores, card: Card, month: Month) -> dict[str, Size]:
    """The book at a month by variant; the accounts of the card itself under ""."""
    rows = frame.rows_at(month)
    counted = frame.in_book(rows)
    arr = np.nan_to_num(frame.arr[rows])
    variant = np.full(len(arr), UNMATCHED) if scores.variant is None else scores.variant[rows]
    named = [(v.name, i) for i, v in enumerate(card.variants)] + [("", UNMATCHED)]
    return {name: _size(counted & (variant == position), arr) for name, position in named}


def _size(held: Bools, arr: np.ndarray) -> Size:
    return Size(int(held.sum()), float(arr[held].sum()))


@dataclass(frozen=True, slots=True)
class Hits:
    """Whom a red flag, an adjustment or an action hits at a month.

    `accounts` and `arr` count those for whom it holds, `bites` those whose score it changed.
    """

    accounts: int
    arr: float
    bites: int


def hits(frame: Frame, scores: Scores, card: Card, month: Month) -> dict[str, Hits]:
    """The hits of every rule that is switched on, by "flag ID", "bonus ID" or "action ID"."""
    rows = frame.rows_at(month)
    counted = frame.in_book(rows)
    arr = np.nan_to_num(frame.arr[rows])
    scored = ~np.isnan(scores.score[rows])
    found: dict[str, Hits] = {}
    for position, flag in enumerate(card.flags):
        held = scores.verdicts.flags[flag.id][rows] & counted
        bites = held & (scores.capped[rows] == position)
        found[f"flag {flag.id}"] = Hits(int(held.sum()), float(arr[held].sum()), int(bites.sum()))
    for bonus in card.bonuses:
        held = scores.verdicts.bonuses[bonus.id][rows] & counted
        bites = held & scored
        found[f"bonus {bonus.id}"] = Hits(int(held.sum()), float(arr[held].sum()), int(bites.sum()))
    for action in card.deeds:
        earned = np.nan_to_num(scores.points[action.id][rows])
        held = (earned != 0.0) & counted
        found[f"action {action.id}"] = Hits(
            int(held.sum()), float(arr[held].sum()), int((held & scored).sum())
        )
    return found
