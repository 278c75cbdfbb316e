"""The lines of a card that somebody can move, each with the values at which a score may turn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scoring.kinds.condition import Condition, Subject
from scoring.kinds.normaliser import LIMIT, Normaliser
from scoring.kinds.normalisers.categories import Categories
from scoring.live.book import Book, plain_reading
from scoring.spec.model import PULSE, Card, Metric
from scoring.spec.parts import Pulse
from scoring.values import Column, Floats, Month, Texts
from scoring.views.distribution import is_whole
from scoring.views.explanation import Value
from scoring.views.facts import value_of
from scoring.views.supposing import follows

_PART = 20.0
"""What is less than this part of all there is among the customers is a small step."""


@dataclass(frozen=True, slots=True)
class Line:
    """One metric, or one counted action, of one account-month.

    `breaks` are the values at which the score may turn or jump; for a measure of text `labels`
    are its values. `usual`, `spread` (the standard deviation), `lowest` and `highest` speak of
    the customers of the month; NaN where nothing is known. `floor` is the lowest value that
    makes sense: 0 where nobody has less. `small` is a small step of the measure.
    """

    line_id: str
    label: str
    read: Metric
    now: Value
    breaks: tuple[float, ...]
    labels: tuple[str, ...]
    usual: float
    spread: float
    highest: float
    floor: float
    small: float
    whole: bool

    @property
    def at(self) -> float:
        """The number that is read now; NaN for none."""
        return self.now if isinstance(self.now, float) else math.nan


def lines_of(book: Book, card: Card, own: Card, row: int) -> tuple[Line, ...]:
    """The lines that can be moved, in the card's order.

    Input: a card that fits, and `own`, what of it scores the row: itself or a variant. Left out
    are metrics that are not actionable or weigh nothing, the pulse, and conditions.
    """
    read = [m for m in own.active if m.actionable and m.weight > 0 and m.id != PULSE]
    counted = [(a.id, a.title, a.as_metric()) for a in own.deeds if a.points]
    found = [(m.id, m.title, m) for m in read]
    found += [(name, title, metric) for name, title, metric in counted if metric is not None]
    return tuple(_line(book, card, row, *one) for one in found)


def _line(book: Book, card: Card, row: int, line_id: str, label: str, read: Metric) -> Line:
    column, now = book.column(read), value_of(book.column(read), row)
    known = _customers(book, column, row)
    low, high = (float(known.min()), float(known.max())) if len(known) else (math.nan,) * 2
    breaks = [*_breaks(card, read), 0.0, 100.0, low, high]
    lowest = min([low, *([now] if isinstance(now, float) else [])], default=math.nan)
    return Line(
        line_id,
        label,
        read,
        now,
        tuple(b for b in breaks if math.isfinite(b)),
        tuple(dict.fromkeys((*column.labels, *_words(card, read))))
        if isinstance(column, Texts)
        else (),
        float(np.median(known)) if len(known) else 0.0,
        float(known.std()) if len(known) else math.nan,
        high,
        0.0 if lowest >= 0.0 else -math.inf,
        (high - low) / _PART if high > low else 1.0,
        book.pairs.get(("whole", read.measure, read.transform.written,
                        read.max_age_months), lambda: is_whole(book, read)),
    )  # fmt: skip


def _customers(book: Book, column: Column, row: int) -> Floats:
    """What is read of the month's customers, without what is not known."""
    if isinstance(column, Texts):
        return np.zeros(0)
    frame = book.frame
    span = frame.rows_at(Month(int(frame.month[row])))
    values = np.asarray(column[span], dtype=np.float64)[frame.in_book(span)]
    return values[np.isfinite(values)]


def _breaks(card: Card, read: Metric) -> Iterator[float]:
    """Where a rule, a condition, an action or the pulse may turn that reads the same value."""
    for rule in _rules(card, read):
        yield from (k.value for k in rule.knobs() if k.axis == "value")
        if isinstance(rule, Categories):
            yield from _numbers(tuple(rule.map))
    for action in card.deeds:
        counted = action.as_metric()
        if counted is not None and follows(counted, read):
            yield LIMIT if action.at_most is None else action.at_most
    if card.pushes is not None and follows(card.pushes.as_metric(), read):
        yield from _turns(card.pushes)
    for leaf in _leaves(card, read):
        if leaf.limit is not None:
            yield leaf.limit[1]
        yield from _numbers(leaf.among or leaf.not_among or ())


def _rules(card: Card, read: Metric) -> Iterator[Normaliser]:
    for effective in card.effective:
        yield from (m.normaliser for m in effective.active if follows(m, read))


def _turns(pulse: Pulse) -> tuple[float, ...]:
    return (1.0, 3.0, 5.0, -pulse.max_points, pulse.max_points)


def _words(card: Card, read: Metric) -> Iterator[str]:
    """The texts that rules and conditions about the same value name."""
    for rule in _rules(card, read):
        if isinstance(rule, Categories):
            yield from rule.map
    for leaf in _leaves(card, read):
        yield from leaf.among or leaf.not_among or ()


def _leaves(card: Card, read: Metric) -> Iterator[Condition]:
    """The comparisons of the card that are about the same value."""
    asked = [f.when for f in card.flags] + [a.when for a in card.bonuses]
    asked += [v.when for v in card.variants] + [a.when for a in card.deeds if a.when is not None]
    while asked:
        when = asked.pop()
        asked += when.parts
        if when.subject is not None and _is_about(card, when.subject, read):
            yield when


def _is_about(card: Card, subject: Subject, read: Metric) -> bool:
    sort, name = subject
    if sort == "dimension":
        return False
    return follows(card.metric(name) if sort == "metric" else plain_reading(name), read)


def _numbers(texts: tuple[str, ...]) -> Iterator[float]:
    for text in texts:
        try:
            yield float(text)
        except ValueError:
            continue
