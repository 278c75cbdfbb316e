"""The book as a CS team meets it: over time, by renewal, by owner, account by account."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import UNPINNED, Scores, band_alarms, band_names
from scoring.spec.model import Card
from scoring.values import Bools, Ints, Month
from scoring.views.bands import BandShare, band_shares

SOON = 3
"""Months within which a renewal counts as near."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One account in the book: its row, where it stands, and where it stood a month before.

    `change` is NaN where either score is missing; `renews` is None where unknown; `pinned`
    says that a pulse set the band, whatever the score says.
    """

    account: int
    row: int
    band: str
    score: float
    change: float
    arr: float
    renews: Month | None
    pinned: bool = False


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
    frame: Frame, scores: Scores, card: Card, within: Bools | None = None, months: int = 36
) -> tuple[tuple[Month, tuple[BandShare, ...]], ...]:
    """The book by band at the end of each of the last months."""
    return tuple(
        (month, band_shares(frame, scores, card, month, within)) for month in frame.months[-months:]
    )


def standings(
    frame: Frame, scores: Scores, card: Card, month: Month, within: Bools | None = None
) -> tuple[Standing, ...]:
    """Every account in the book at a month, the lowest score first, unscored ones last."""
    rows = _rows_in_book(frame, month, within)
    accounts = frame.account[rows]
    earlier = frame.rows_of(accounts, np.full(len(rows), month.number - 1))
    before = np.where(earlier >= 0, scores.score[earlier], np.nan)
    names, standing_of = band_names(card), scores.standing
    order = np.lexsort((-np.nan_to_num(frame.arr[rows]), scores.score[rows]))
    found: list[Standing] = []
    for i in order.tolist():
        row, account = int(rows[i]), int(accounts[i])
        renewal = int(frame.accounts.renewal[account])
        found.append(
            Standing(
                account=account,
                row=row,
                band=str(names[int(standing_of[row])]),
                score=float(scores.score[row]),
                change=float(scores.score[row] - before[i]),
                arr=float(frame.arr[row]),
                renews=None if renewal == NEVER else Month(renewal),
                pinned=scores.pinned is not None and int(scores.pinned[row]) != UNPINNED,
            )
        )
    return tuple(found)


def renewing(standing: tuple[Standing, ...], month: Month) -> tuple[Standing, ...]:
    """Those of these accounts that renew within the next three months, soonest first."""
    near = [s for s in standing if s.renews and 0 < s.renews.number - month.number <= SOON]
    return tuple(sorted(near, key=lambda s: (s.renews or month).number))


def by_owner(
    frame: Frame, scores: Scores, card: Card, month: Month, within: Bools | None = None
) -> tuple[OwnerBook, ...]:
    """Each owner's accounts in the book, the most flagged revenue first."""
    rows = _rows_in_book(frame, month, within)
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


def _rows_in_book(frame: Frame, month: Month, within: Bools | None) -> Ints:
    span = frame.rows_at(month)
    rows = np.arange(span.start, span.stop)[frame.in_book(span)]
    return rows if within is None else rows[within[frame.account[rows]]]
