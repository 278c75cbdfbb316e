"""False alarms over all the months in which the accounts were customers, not the looks alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.backtest.alarms import (
    Episodes,
    episode_precision,
    episode_starts,
    episodes_per_100,
    false_alarm_accounts,
    false_alarm_months,
)
from scoring.backtest.figure import Figure
from scoring.live.book import Book
from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import Scores, band_alarms
from scoring.spec.model import Card
from scoring.spec.question import Clock
from scoring.values import Bools, Ints


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """The three units: account-months, accounts in a year, episodes per 100 and month."""

    months: Figure
    accounts: Figure
    episodes: Figure
    right: Episodes


@dataclass(frozen=True, slots=True)
class _Watched:
    """The rows of customers of their day, account by account; shape (rows,) each."""

    rows: Ints
    account: Ints
    month: Ints
    left: Ints
    kept: Bools


def false_alarms(
    book: Book, card: Card, scores: Scores, clock: Clock, within: Bools | None = None
) -> FalseAlarms | None:
    """The alarms of a card over the whole history; None where there is none.

    Input: the scores of all rows, the clock of the question, and the accounts that count
    (None: all). A month counts if the account had not left by then and the month is over.
    """
    if clock.cohort == "current":
        return None
    key = ("watched", clock.last.number, None if within is None else within.tobytes())
    seen = book.cases.get(key, lambda: _watched(book.frame, clock.last.number, within))
    flagged, kept, question = band_alarms(card)[scores.band[seen.rows]], seen.kept, clock.question
    account, month = seen.account, seen.month
    starts = episode_starts(flagged, account, month)
    right = episode_precision(
        flagged,
        account,
        month,
        seen.left,
        clock.last.number,
        question.lead,
        question.horizon,
        starts=starts,
    )
    return FalseAlarms(
        months=false_alarm_months(flagged[kept], account[kept]),
        accounts=false_alarm_accounts(flagged[kept], account[kept], month[kept]),
        episodes=episodes_per_100(flagged, account, month, starts=starts),
        right=right,
    )


def _watched(frame: Frame, last: int, within: Bools | None) -> _Watched:
    left = frame.accounts.left[frame.account]
    watched = (frame.month < left) & (frame.month <= last)
    if within is not None:
        watched &= within[frame.account]
    rows = np.flatnonzero(watched)
    rows = rows[np.lexsort((frame.month[rows], frame.account[rows]))]
    return _Watched(rows, frame.account[rows], frame.month[rows], left[rows], left[rows] == NEVER)
