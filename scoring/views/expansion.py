"""Who may be asked for more: healthy, rising, and as an editable condition says."""

from __future__ import annotations

import re

import numpy as np

from scoring.kinds.condition import Condition
from scoring.kinds.transforms.per import Per
from scoring.live.book import Book
from scoring.live.kernel import Scores
from scoring.spec.catalogue import Measure
from scoring.spec.model import Card
from scoring.values import Bools, Ints

FULL = 0.9
"""The share of the seats from which they are as good as used up."""

_SEATS = {"seat", "seats", "licence", "licences", "license", "licenses", "licensed"}
_USERS = {"user", "users", "active", "used", "assigned"}
_USE = {"use", "used", "usage", "utilisation", "utilization", "util", "share", "rate"}


def ready(
    book: Book,
    scores: Scores,
    card: Card,
    rows: Ints,
    when: Condition | None,
    rise: float,
    months: int,
) -> Bools:
    """Which of some rows are ready for an offer; shape of `rows`.

    Ready is who stands in a band of the best one's tone that does not flag, whose score is at
    least `rise` points above that of `months` months before, and for whom `when` holds (None:
    for everybody). A score that is missing, now or then, has not risen.
    """
    frame = book.frame
    best = card.bands[0].tone
    calm = [i for i, b in enumerate(card.bands) if b.tone == best and not card.alarms[i]]
    healthy = np.isin(scores.standing[rows], calm)
    earlier = frame.rows_of(frame.account[rows], frame.month[rows] - months)
    before = np.where(earlier >= 0, scores.score[earlier], np.nan)
    rose = scores.score[rows] - before >= rise
    held = healthy & rose
    return held if when is None else held & book.holds(when, card)[rows]


def usual_condition(card: Card, measures: tuple[Measure, ...]) -> Condition | None:
    """Nine tenths of the seats used, where the card or the data hold such a share; else None.

    A metric that divides users by seats, or a measure whose name speaks of the use of seats or
    licences; one that runs to 100 is a percentage.
    """
    for metric in card.active:
        way = metric.transform
        if isinstance(way, Per) and _words(way.by) & _SEATS and _words(metric.measure) & _USERS:
            return Condition(metric=metric.id, at_least=FULL * way.times)
    for measure in measures:
        words = _words(measure.name)
        if measure.reads == "number" and words & _SEATS and words & _USE and measure.high:
            return Condition(measure=measure.name, at_least=FULL * (100 if measure.high > 5 else 1))
    return None


def _words(name: str) -> set[str]:
    return set(re.split(r"[^a-z]+", name.lower()))
