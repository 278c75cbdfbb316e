"""What teams go by without a card: usage that fell with a renewal ahead, and the CSM's pulse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.clock import MONTHLY, usual_question
from scoring.backtest.flags import look_back
from scoring.backtest.ground import Ground
from scoring.kinds.normalisers.points import AsPoints
from scoring.live.book import Book
from scoring.live.frame import NEVER
from scoring.live.kernel import Scores
from scoring.spec.catalogue import Catalogue
from scoring.spec.model import Card, Metric
from scoring.values import Bools, Floats, Texts, rounded

FALL: Final = 0.3
"""The part by which usage has to fall."""

SPAN: Final = 3
"""Months that are held against as many before them."""

_SPEAKS: Final = frozenset({"usage", "use", "used", "login", "logins", "active", "sessions"})
_NOT: Final = frozenset({"since", "inactive", "last", "no", "not"})
_PULSE: Final = re.compile("pulse", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Due:
    """Whose renewal lay ahead at the look; None where the data cannot tell."""

    soon: Bools | None
    words: str


def usage_measure(book: Book, card: Card, scores: Scores) -> Metric | None:
    """The measure that speaks of usage, as a plain reading; None where there is none.

    It is that of the card's heaviest metric of the family usage of which more is better, else
    the first number whose name speaks of usage, logins or activity.
    """
    named = [m for m in card.active if m.family == "usage" and m.weight > 0]
    for metric in sorted(named, key=lambda m: -m.weight):
        if _more_is_better(book, metric, scores.points.get(metric.id)):
            return _plain(metric.measure)
    for measure in book.frame.catalogue.measures:
        words = set(re.findall("[a-z]+", measure.name.lower()))
        if measure.reads == "number" and words & _SPEAKS and not words & _NOT:
            return _plain(measure.name)
    return None


def _more_is_better(book: Book, metric: Metric, points: Floats | None) -> bool:
    values = book.column(metric)
    if isinstance(values, Texts) or points is None:
        return False
    key = ("rises", id(values), id(points))
    return book.points.get(key, lambda: (values, points, _rises(values, points)))[2]


def _rises(values: Floats, points: Floats) -> bool:
    """Whether the points rise with the values."""
    known = ~(np.isnan(values) | np.isnan(points))
    if not known.any():
        return False
    value, worth = values[known], points[known]
    return float(np.sum((value - value.mean()) * (worth - worth.mean()))) > 0.0


def fell(book: Book, ground: Ground, usage: Metric) -> Bools:
    """Whose usage fell: the mean of three months is 30% or more below that of the three before.

    The month of the look is the last of the three. Each mean is over the months known, at least
    one; who has none, or nothing to fall from, did not fall. Output: shape (judged,).
    """
    column = np.asarray(book.column(usage), np.float64)
    # Both are kept beside the answer, so that no other object has their ids meanwhile.
    key = ("fell", id(ground), id(column))
    return book.cases.get(key, lambda: (ground, column, _fell(book, ground, column)))[2]


def _fell(book: Book, ground: Ground, column: Floats) -> Bools:
    rows = look_back(book, ground.cases, 2 * SPAN)[:, ground.chosen]
    seen = np.where(rows >= 0, column[rows], np.nan)
    now, before = _mean(seen[:SPAN]), _mean(seen[SPAN:])
    with np.errstate(divide="ignore", invalid="ignore"):
        fall = rounded((before - now) / before)
    return np.asarray((before > 0.0) & (fall >= FALL))


def _mean(months: Floats) -> Floats:
    """The mean of the known months, NaN where none is; (months, cases) to (cases,)."""
    known = ~np.isnan(months)
    count = known.sum(axis=0)
    return np.where(count > 0, np.nansum(months, axis=0) / np.maximum(count, 1), np.nan)


def due(book: Book, ground: Ground) -> Due:
    """Whose renewal lay within lead and horizon of the look, as it could be known then.

    The date on record is that of today, and of those who left it is the day they left, or
    none: no date of an account is read. A contract renews on each anniversary of its start,
    and in a book of monthly plans every renewal is near. An account without a start has none.
    """
    clock, accounts = ground.cases.clock, book.frame.accounts
    everybody = np.ones(len(ground.chosen), np.bool_)
    if clock.cohort == "renewal":
        return Due(everybody, "every case is a renewal that is due")
    if not (accounts.renewal != NEVER).any():
        return Due(None, "no renewal date is on record, so usage alone decides")
    if usual_question(book.frame) == MONTHLY:
        return Due(everybody, "plans are monthly, so that a renewal is always near")
    began = ground.cases.began[ground.chosen]
    if not (began != NEVER).any():
        return Due(None, "no start is on record to count years from, so usage alone decides")
    reach = clock.question.lead + clock.question.horizon
    ahead = 12 - (ground.as_of - began) % 12
    words = f"a renewal is due within {reach} months, counted in years from the start"
    return Due(np.asarray((began != NEVER) & (ahead <= reach)), words)


def pulse_alone(card: Card, catalogue: Catalogue) -> Card | None:
    """The card of which nothing is left but the pulse; None where there is no pulse.

    It is the card's own pulse, else its metric that is called so, else a number that is.
    """
    metric = card.pulse.as_metric() if card.pulse is not None else None
    if metric is None:
        called = (m for m in card.active if _PULSE.search(f"{m.measure} {m.title}"))
        metric = next(called, None)
    if metric is None:
        numbers = (m for m in catalogue.measures if m.reads == "number" and _PULSE.search(m.name))
        metric = next((_plain(m.name) for m in numbers), None)
    if metric is None:
        return None
    alone = metric.model_copy(update={"weight": 1.0, "enabled": True})
    bands = tuple(b.model_copy(update={"playbook": None}) for b in card.bands)
    return Card(version=1, name=metric.title, metrics=(alone,), bands=bands, display=card.display)


def _plain(measure: str) -> Metric:
    """A measure's own value of the month."""
    return Metric(id="sign", measure=measure, normaliser=AsPoints(kind="points"), weight=1)
