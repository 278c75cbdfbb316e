"""Every account by its band on one side and on another; both margins are the bands as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.live.frame import Frame
from scoring.live.kernel import Scores, band_of
from scoring.spec.model import Card
from scoring.values import NOT_SCORED, ONBOARDING, Bools, Floats, Ints, Month
from scoring.views.explain import effective_card
from scoring.views.ledger import CAUSES, Ledger, rows_in_book

JOINED: Final = "Not yet a customer"
LEFT: Final = "No longer a customer"
OUTSIDE: Final = -1
"""The place of an account that is in the book on neither side."""

Side = tuple[Scores, Card, Month]
"""What an account is compared under: the scores, their card, the month."""


@dataclass(frozen=True, slots=True)
class BandMatrix:
    """The accounts of a book by their bands before (a row) and after (a column).

    `lines` are the bands of the first card, best first, then Onboarding, Not scored and who is
    in the book after alone; `columns` the same of the second card, and who is there before
    alone. `counts` and `amounts` (lines, columns): each row of counts adds up to the accounts of
    that band before, each column to those after; amounts are ARR after, before for who left.
    `was` and `now` (accounts,) are the places of each account, OUTSIDE for none; `row_before`
    and `row_after` its rows, -1 for none; `moved` whether the name of its band changed, `into`
    and `out_of` whether it entered or left the bands that flag, who joined or left excepted.
    """

    lines: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Ints
    amounts: Floats
    was: Ints
    now: Ints
    row_before: Ints
    row_after: Ints
    arr: Floats
    moved: Bools
    into: Bools
    out_of: Bools

    def cell(self, line: int, column: int) -> Bools:
        """Which accounts stand in a cell, shape (accounts,)."""
        return np.asarray((self.was == line) & (self.now == column))


def band_matrix(frame: Frame, before: Side, after: Side, within: Bools | None = None) -> BandMatrix:
    """The book on both sides, with pins over what was computed as everything that shows today."""
    old, new = rows_in_book(frame, before[2]), rows_in_book(frame, after[2])
    if within is not None:
        old, new = np.where(within, old, -1), np.where(within, new, -1)
    lines, columns = _names(before[1], JOINED), _names(after[1], LEFT)
    was, now = _places(before, old, new), _places(after, new, old)
    known = was != OUTSIDE
    joint = was[known] * len(columns) + now[known]
    arr = np.where(new >= 0, frame.arr[new], np.where(old >= 0, frame.arr[old], np.nan))
    size, shape = len(lines) * len(columns), (len(lines), len(columns))
    both = (old >= 0) & (new >= 0)
    names = np.array(lines, dtype=object), np.array(columns, dtype=object)
    alarms = _alarms(before[1])[was], _alarms(after[1])[now]
    return BandMatrix(
        lines,
        columns,
        counts=np.bincount(joint, minlength=size).reshape(shape),
        amounts=_summed(joint, np.nan_to_num(arr[known]), size).reshape(shape),
        was=was,
        now=now,
        row_before=old,
        row_after=new,
        arr=arr,
        moved=np.asarray(both & (names[0][was] != names[1][now])),
        into=np.asarray(both & alarms[1] & ~alarms[0]),
        out_of=np.asarray(both & alarms[0] & ~alarms[1]),
    )


def _summed(joint: Ints, amounts: Floats, size: int) -> Floats:
    return np.asarray(np.bincount(joint, amounts, minlength=size), dtype=np.float64)


def _names(card: Card, outside: str) -> tuple[str, ...]:
    return (*(band.name for band in card.bands), ONBOARDING, NOT_SCORED, outside)


def _alarms(card: Card) -> Bools:
    return np.array([*card.alarms, False, False, False])


def _places(side: Side, own: Ints, other: Ints) -> Ints:
    """The place of each account on a side; the last one for who is on the other side alone."""
    scores, card, _ = side
    count = len(card.bands)
    band = scores.standing[own].astype(np.int64) % (count + 2)  # without a score it counts back
    return np.where(own >= 0, band, np.where(other >= 0, count + 2, OUTSIDE))


def causes_of_moves(matrix: BandMatrix, found: Ledger, before: Side, after: Side) -> Ints:
    """Which of CAUSES moved each account of a ledger from band to band; -1 where none did.

    Output: shape (n,). The override where a pin came, went or changed; the card where the new
    score would have changed no band by the old cuts; otherwise the cause that moved the score
    most in the direction in which it went.
    """
    account = found.account
    old, new = matrix.row_before[account], matrix.row_after[account]
    sign = np.sign(found.change)
    cause = np.argmax(found.parts * sign, axis=0) if len(found) else np.zeros(0, np.int64)
    kept = _bands_by(before, old, found.after) == before[0].band[old]
    cause = np.where(kept, CAUSES.index("card"), cause)
    pins = _pins(before, old), _pins(after, new)
    cause = np.where(pins[0] != pins[1], CAUSES.index("override"), cause)
    return np.where(matrix.moved[account], cause, -1)


def _pins(side: Side, rows: Ints) -> Ints:
    pinned = side[0].pinned
    return np.full(len(rows), -1) if pinned is None else pinned[rows].astype(np.int64)


def _bands_by(side: Side, rows: Ints, score: Floats) -> Ints:
    """The bands that scores would have by the cuts with which these rows were banded."""
    scores, card, _ = side
    if scores.variant is None:
        return band_of(score, card).astype(np.int64)
    found, variant = np.zeros(len(rows), dtype=np.int64), scores.variant[rows]
    for position in np.unique(variant):
        here = variant == position
        own = effective_card(card, scores, int(rows[here][0]))
        found[here] = band_of(score[here], own)
    return found
