"""Each line of a card for one account: what it reads, what that is worth, and since when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.live.book import Book
from scoring.spec.model import Card, Metric
from scoring.values import Month
from scoring.views.explain import effective_card
from scoring.views.explanation import Value
from scoring.views.facts import value_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What one line reads at a month and before.

    `before` is the value at the end of the month before, None where there was none or no row.
    `since` is the first month of those, without a gap, in which it has read what it reads now;
    `since_start` says that this is the account's first month known.
    """

    line_id: str
    now: Value
    before: Value
    since: Month
    since_start: bool


def readings_of(book: Book, card: Card, row: int) -> tuple[Reading, ...]:
    """The lines of one account-month under a card that fits, in the card's order.

    Actions that ask a condition read nothing and are left out.
    """
    own = effective_card(card, book.scored(card), row)
    counted = [(a.id, a.as_metric()) for a in own.deeds]
    read = [(m.id, m) for m in own.active] + [(n, m) for n, m in counted if m is not None]
    return tuple(_reading(book, row, name, metric) for name, metric in read)


def _reading(book: Book, row: int, line_id: str, metric: Metric) -> Reading:
    frame, column = book.frame, book.column(metric)
    number, first = int(frame.month[row]), frame.months[0].number
    months = np.arange(number, first - 1, -1)
    rows = frame.rows_of(np.full(len(months), frame.account[row]), months)
    length = int(np.argmin(rows >= 0)) if (rows < 0).any() else len(rows)
    now, since = value_of(column, row), number
    for at in range(1, length):
        if value_of(column, int(rows[at])) != now:
            break
        since = int(months[at])
    before = value_of(column, int(rows[1])) if length > 1 else None
    return Reading(line_id, now, before, Month(since), since == number - length + 1)
