"""What was seen of an account-month: raw values, and what conditions looked at."""

from __future__ import annotations

import math

from scoring.kinds.condition import Condition, Subject
from scoring.kinds.naming import spoken
from scoring.kinds.normalisers.points import AsPoints
from scoring.live.book import Book
from scoring.spec.model import Card, Metric
from scoring.values import Column, Texts
from scoring.views import sentences
from scoring.views.explanation import Value


def value_of(column: Column, row: int) -> Value:
    """The cell of a column; None where it holds nothing."""
    if isinstance(column, Texts):
        code = int(column.codes[row])
        return column.labels[code] if code >= 0 else None
    number = float(column[row])
    return None if math.isnan(number) else number


def facts_of(book: Book, card: Card, when: Condition, row: int) -> str:
    """What a condition looked at, for instance: days overdue is 41, plan is Pro."""
    seen = {name: _fact(book, card, (sort, name), row) for sort, name in when.subjects()}
    return ", ".join(
        f"{spoken(name)} is {sentences.value_text(value)}"
        if value is not None
        else f"{spoken(name)} has no value"
        for name, value in seen.items()
    )


def _fact(book: Book, card: Card, subject: Subject, row: int) -> Value:
    sort, name = subject
    if sort == "dimension":
        return value_of(book.frame.accounts.dimensions[name], int(book.frame.account[row]))
    if sort == "metric":
        return value_of(book.column(card.metric(name)), row)
    plain = Metric(id="fact", measure=name, normaliser=AsPoints(kind="points"), weight=0)
    return value_of(book.column(plain), row)
