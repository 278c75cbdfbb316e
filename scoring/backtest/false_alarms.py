"""False alarms over all the months in which the accounts were customers, not the looks alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.backtest.alarms import Episodes
from scoring.backtest.figure import Figure
from scoring.backtest.flag_rules import LONGEST, WINDOW, FlagRule, RedNow
from scoring.backtest.flags import first_months, rows_back, seen_of
from scoring.backtest.lives import lives_of
from scoring.backtest.red import is_red
from scoring.backtest.watched import Watched
from scoring.live.book import Book
from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import Scores
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


def false_alarms(
    book: Book,
    card: Card,
    scores: Scores,
    clock: Clock,
    rule: FlagRule,
    within: Bools | None = None,
) -> FalseAlarms | None:
    """The alarms of a card over the whole history; None where there is none.

    Input: the scores of all rows, the clock of the question, the rule, asked of every month as
    it is of a look, and the accounts that count (None: all). A month counts in the spell that
    it lies in, from the minimum tenure on up to its notice or end, if the month is over: an
    account that came back is kept by its last spell, not by the one it left. A spell whose loss
    is set aside, or whose notice has no end yet, is neither kept nor lost.
    """
    if clock.cohort == "current":
        return None
    question, seen = clock.question, watched_now(book, clock, within)
    alarms = np.flatnonzero(flagged_months(book, seen, card, scores, rule))
    begun = seen.begun(alarms)
    return FalseAlarms(
        months=seen.months(alarms),
        accounts=seen.accounts(alarms),
        episodes=seen.episodes(begun),
        right=seen.followed(begun, clock.last.number, question.lead, question.horizon),
    )


def watched_now(book: Book, clock: Clock, within: Bools | None = None) -> Watched:
    """The months of `watched_of`, found once for what is asked."""
    question = clock.question
    asked = (clock.last.number, question.min_tenure, question.label, question.without)
    key = ("watched", *asked, None if within is None else within.tobytes())
    return book.cases.get(key, lambda: watched_of(book.frame, clock, within))


def flagged_months(book: Book, seen: Watched, card: Card, scores: Scores, rule: FlagRule) -> Bools:
    """Who the rule flags at each month watched; the usual one needs no look back."""
    if isinstance(rule, RedNow):
        return is_red(scores.band[seen.rows], card)
    reach = WINDOW if rule.months <= WINDOW else LONGEST

    def find() -> tuple[Watched, Ints]:
        return seen, rows_back(book.frame, seen.account, seen.month, seen.first, reach)

    # The months are kept beside their rows, so that no other object has the id meanwhile.
    rows = book.cases.get(("watched rows", reach, id(seen)), find)[1]
    return rule.apply(seen_of(rows[: rule.months], scores, card)).flagged


def watched_of(frame: Frame, clock: Clock, within: Bools | None = None) -> Watched:
    """The months in which the accounts (None: all) were customers, by account and month."""
    lives = lives_of(frame, clock.question)
    told = np.minimum(lives.notice, lives.ended)
    life = _life_at(frame, lives.account, lives.since)
    watched = (life >= 0) & (frame.month < told[life]) & (frame.month <= clock.last.number)
    began = lives.began[life]
    watched &= (began == NEVER) | (frame.month - began >= clock.question.min_tenure)
    if within is not None:
        watched &= within[frame.account]
    rows = np.flatnonzero(watched)
    rows = rows[np.lexsort((frame.month[rows], frame.account[rows]))]
    of = life[rows]
    open_ones = (lives.ended == NEVER) & (clock.question.label == "notice")
    left = np.where(lives.set_aside, NEVER, lives.churn)
    unsure = np.where(lives.set_aside, lives.churn, np.where(open_ones, lives.notice, NEVER))
    return Watched(
        rows,
        life=of,
        account=frame.account[rows],
        month=frame.month[rows],
        first=first_months(lives.began, lives.number)[of],
        left=left[of],
        unsure=unsure[of],
        kept=((left == NEVER) & (unsure == NEVER))[of],
    )


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
