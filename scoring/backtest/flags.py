"""Who a card flagged among the cases, by a rule.

A month before the spell began, or without a score, is no red month.
"""

from __future__ import annotations

import numpy as np

from scoring.backtest.cases import LOST, Cases
from scoring.backtest.flag_rules import LONGEST, WINDOW, FlagRule, Flags, Seen
from scoring.live.book import Book
from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import Scores, band_alarms
from scoring.spec.model import Card
from scoring.values import Ints


def flags_of(book: Book, cases: Cases, scores: Scores, card: Card, rule: FlagRule) -> Flags:
    """Who a card flags among the cases, by a rule. Pins are no part of it."""
    return rule.apply(seen_of(look_back(book, cases, rule.months), scores, card))


def flags_of_lost(book: Book, cases: Cases, scores: Scores, card: Card, rule: FlagRule) -> Flags:
    """The same of the lost cases alone, one in many; of no other case anything is told."""
    lost = np.flatnonzero(cases.outcome == LOST)
    rows = look_back(book, cases, rule.months)[:, lost]
    told = rule.apply(seen_of(rows, scores, card))
    flagged, unscored = (np.zeros(len(cases), np.bool_) for _ in range(2))
    flagged[lost], unscored[lost] = told.flagged, told.unscored
    return Flags(flagged, unscored)


def look_back(book: Book, cases: Cases, months: int) -> Ints:
    """The rows of the months up to each case's as-of month; shape (months, cases).

    The as-of month comes first; -1 where there is no row, or the spell had not begun. They
    are found once for a table of cases: no weight can change them.
    """
    if months == 1:
        return cases.row[None, :]
    reach = WINDOW if months <= WINDOW else LONGEST
    key = ("rows", reach, cases.clock.question, id(cases))
    # The cases are kept beside their rows: as long as the key is there, no other object has the id.
    kept = book.cases.get(key, lambda: (cases, rows_before(book.frame, cases, reach)))
    return kept[1][:months]


def rows_before(frame: Frame, cases: Cases, months: int) -> Ints:
    """The rows of so many months up to each as-of month, found anew."""
    first = first_months(cases.began, cases.spell)
    return rows_back(frame, cases.account, cases.as_of, first, months)


def first_months(began: Ints, spell: Ints) -> Ints:
    """From which month on rows belong to a spell; the first one has all before its end."""
    return np.where((began == NEVER) | (spell == 1), 0, began)


def rows_back(frame: Frame, account: Ints, as_of: Ints, first: Ints, months: int) -> Ints:
    """The rows of so many months up to `as_of`, -1 for none or before `first`; (months, …)."""
    at = as_of - np.arange(months)[:, None]
    rows = frame.rows_of(np.broadcast_to(account, at.shape), at)
    return np.where(at >= first, rows, -1)


def seen_of(rows: Ints, scores: Scores, card: Card) -> Seen:
    """What a card said in some rows; -1 is a month without a row."""
    band = np.where(rows >= 0, scores.band[rows], -1)
    score = np.where(rows >= 0, scores.score[rows], np.nan)
    return Seen(band_alarms(card)[band], band >= 0, score)
