"""The book as a CS team meets it: over time, by renewal, by owner, account by account."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from scoring.live.contracts import due_after
from scoring.live.frame import Frame
from scoring.live.kernel import UNPINNED, Scores, band_alarms
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints, Month
from scoring.views.bands import BandShare, band_shares

SOON = 3
"""Months within which a renewal counts as near."""


@dataclass(frozen=True, slots=True)
class Standings:
    """The accounts in the book at a month, where they stand and stood; arrays of (accounts,).

    `row` and `before` are rows of this month and of the one before (-1: not in the book then);
    `band` counts as `band_names` does, `change` is NaN where either score is missing, `renews`
    a month number or NEVER. `pinned` says that a pulse set the band, whatever the score says.
    """

    account: Ints
    row: Ints
    before: Ints
    band: NDArray[np.int8]
    score: Floats
    change: Floats
    arr: Floats
    renews: Ints
    pinned: Bools

    def __len__(self) -> int:
        """How many accounts there are."""
        return len(self.account)

    def at(self, which: Bools | Ints) -> Standings:
        """Some of them."""
        return Standings(*(getattr(self, f.name)[which] for f in fields(self)))


@dataclass(frozen=True, slots=True)
class OwnerBook:
    """One owner's accounts: how many, their ARR, how many flag, the mean of their scores.

    The mean is NaN where none is scored, and where two variants of the card scored them:
    two rulers have no common average.
    """

    owner: str
    accounts: int
    arr: float
    flagged: int
    flagged_arr: float
    mean: float


def trend(
    frame: Frame, scores: Scores, card: Card, within: Bools | None = None
) -> tuple[tuple[Month, tuple[BandShare, ...]], ...]:
    """The book by band at the end of each month there is."""
    return tuple((month, band_shares(frame, scores, card, month, within)) for month in frame.months)


def standings(frame: Frame, scores: Scores, month: Month, within: Bools | None = None) -> Standings:
    """Every account in the book at a month, the lowest score first, unscored ones last."""
    rows = rows_in_book(frame, month, within)
    rows = rows[np.lexsort((-np.nan_to_num(frame.arr[rows]), scores.score[rows]))]
    account = frame.account[rows]
    earlier = np.full(len(frame.accounts.ids), -1, dtype=np.int64)
    was = rows_in_book(frame, month.plus(-1), within)
    earlier[frame.account[was]] = was
    before = earlier[account]
    then = np.where(before >= 0, scores.score[before], np.nan)
    return Standings(
        account=account,
        row=rows,
        before=before,
        band=scores.standing[rows],
        score=scores.score[rows],
        change=scores.score[rows] - then,
        arr=frame.arr[rows],
        renews=due_after(frame, month)[account],
        pinned=np.zeros(len(rows), np.bool_)
        if scores.pinned is None
        else np.asarray(scores.pinned[rows] != UNPINNED),
    )


def renewing(stands: Standings, month: Month, months: int = SOON) -> Ints:
    """The places of those that renew within some months, soonest first, then the lowest score."""
    wait = stands.renews - month.number
    near = np.flatnonzero((wait > 0) & (wait <= months))
    return near[np.argsort(wait[near], kind="stable")]


def by_owner(
    frame: Frame, scores: Scores, card: Card, month: Month, within: Bools | None = None
) -> tuple[OwnerBook, ...]:
    """Each owner's accounts in the book, the most flagged revenue first."""
    rows = rows_in_book(frame, month, within)
    codes = frame.accounts.owners.codes[frame.account[rows]]
    flags = band_alarms(card)[scores.standing[rows]]
    arr = np.nan_to_num(frame.arr[rows])
    books: list[OwnerBook] = []
    for code in np.unique(codes[codes >= 0]).tolist():
        own = codes == code
        books.append(
            OwnerBook(
                owner=frame.accounts.owners.labels[code],
                accounts=int(own.sum()),
                arr=float(arr[own].sum()),
                flagged=int((own & flags).sum()),
                flagged_arr=float(arr[own & flags].sum()),
                mean=mean_score(scores, rows[own]),
            )
        )
    return tuple(sorted(books, key=lambda b: -b.flagged_arr))


def mean_score(scores: Scores, rows: Ints) -> float:
    """The mean of the scores of some rows, if there are any and one variant scored them all."""
    scored = rows[~np.isnan(scores.score[rows])]
    if not len(scored) or (scores.variant is not None and np.ptp(scores.variant[scored])):
        return float("nan")
    return float(scores.score[scored].mean())


def rows_in_book(frame: Frame, month: Month, within: Bools | None) -> Ints:
    """The rows of the customers of a month, in the order of the frame."""
    span = frame.rows_at(month)
    rows = np.arange(span.start, span.stop)[frame.in_book(span)]
    return rows if within is None else rows[within[frame.account[rows]]]
