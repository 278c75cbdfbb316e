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
from scoring.backtest.lives import lives_of
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
    """The rows of customers of their day, spell by spell; shape (rows,) each.

    `life` is the spell that a month lies in, `left` the month of its notice or end, `kept`
    whether it has neither.
    """

    rows: Ints
    life: Ints
    account: Ints
    month: Ints
    left: Ints
    kept: Bools


def false_alarms(
    book: Book, card: Card, scores: Scores, clock: Clock, within: Bools | None = None
) -> FalseAlarms | None:
    """The alarms of a card over the whole history; None where there is none.

    Input: the scores of all rows, the clock of the question, and the accounts that count
    (None: all). A month counts in the spell that it lies in, up to its notice or end, if the
    month is over: an account that came back is kept by its last spell, not by the one it left.
    """
    if clock.cohort == "current":
        return None
    key = ("watched", clock.last.number, None if within is None else within.tobytes())
    seen = book.cases.get(key, lambda: _watched(book.frame, clock, within))
    flagged, kept, question = band_alarms(card)[scores.band[seen.rows]], seen.kept, clock.question
    account, month = seen.account, seen.month
    # An alarm does not run on from one spell into the next.
    starts = episode_starts(flagged, seen.life, month)
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


def _watched(frame: Frame, clock: Clock, within: Bools | None) -> _Watched:
    lives = lives_of(frame, clock.question)
    told = np.minimum(lives.notice, lives.ended)
    life = _life_at(frame, lives.account, lives.since)
    watched = (life >= 0) & (frame.month < told[life]) & (frame.month <= clock.last.number)
    if within is not None:
        watched &= within[frame.account]
    rows = np.flatnonzero(watched)
    rows = rows[np.lexsort((frame.month[rows], frame.account[rows]))]
    of = life[rows]
    return _Watched(rows, of, frame.account[rows], frame.month[rows], told[of], told[of] == NEVER)


def _life_at(frame: Frame, account: Ints, since: Ints) -> Ints:
    """The last spell that had begun by the month of each row of the frame, -1 for none.

    Input: the spells ordered by account and number, with the month each one began.
    """
    span = int(frame.month.max(initial=0)) + 2
    begun = account * span + np.minimum(since, span - 1)
    life = np.searchsorted(begun, frame.account * span + frame.month, side="right") - 1
    found = np.maximum(life, 0)
    mine = (life >= 0) & (account[found] == frame.account) & (since[found] <= frame.month)
    return np.where(mine, found, -1)
