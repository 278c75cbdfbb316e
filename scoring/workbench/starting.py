"""The first card for data that nobody has looked at: a few measures, every part a guess.

What is chosen, and why:

1. A measure must hold something, tell accounts apart (no value has more than 95%) and be no
   number by which rows, places or people are called. What by its name or its rank knows of the
   loss is never chosen, nor what is silent months before it; nor, where no losses are known, a
   yes or no that by its name may say who left or who stayed.
2. Where enough customers were lost, a measure ranks by coverage times separation: the distance
   of the area under the ROC curve from one half, three months before the loss, less two standard
   deviations of what chance would give. So few losses need a strong sign, and noise has none.
   What separates less than a quarter as well as the best is left out. Where one alone is left,
   up to two stand beside it that separate by one standard deviation. Where none separates, or
   losses are not known, coverage times the share of pairs of accounts that differ decides; what a
   customer pays says then how large it is and not how well, and stays off beside other numbers.
3. Of two measures that rank accounts alike (Spearman above 0.9) only the better one stays.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from scoring.errors import DataError, Finding
from scoring.spec.catalogue import Measure
from scoring.spec.model import Band, Card, Metric
from scoring.spec.source import Source
from scoring.values import Floats
from scoring.workbench.candidates import (
    Candidate,
    candidate,
    hinting,
    picked,
    says_who_left,
    telling,
)
from scoring.workbench.early import early_rows
from scoring.workbench.guessing import guess_metric
from scoring.workbench.leaking import leak_lights
from scoring.workbench.opening import DataSet

STARTING: Final = "Starting card"
STARTERS: Final = 6
"""A starting card has at most so many metrics."""

FEW_NUMBERS: Final = 3
"""With fewer metrics of numbers, measures of text are taken as well."""

CATEGORIES: Final = 12
"""A measure of text has at most so many categories."""

AT_RISK, HEALTHY = 0.2, 0.5
"""The parts of the book at which the bands aim."""

_NEAR: Final = 0.05
"""A cut in fives is taken if it comes so near to its aim; a plain one if none comes nearer."""

_PLAIN: Final = (65.0, 45.0)


def starting_card(data: DataSet) -> Card:
    """A first card for unknown data: a guess in every part, and marked as one.

    Output: one to six metrics as this module chooses them, the best one first, with equal
    weights; directions, anchors and the reason of each as `guess_metric` finds them. The cuts
    between the bands are those at which about a fifth of today's customers are at risk and
    half of them healthy: fixed cuts would put nearly everybody into one band of a card that
    nobody has tuned, and the first view would say nothing. Where the scores allow no such cuts
    they are 65 and 45. Raises DataError if no measure is fit for a card.
    """
    metrics: list[Metric] = []
    for measure in chosen_measures(data):
        guess = guess_metric(data, measure.name, [m.id for m in metrics])
        metrics += [guess.metric] if guess else []
    if not metrics:
        problem = "no measure was loaded that differs and could be known before a loss"
        raise DataError([Finding("measures", problem, "choose a column of numbers")])
    return _card(metrics, _cuts(data, _card(metrics, _PLAIN)))


def chosen_measures(data: DataSet) -> tuple[Measure, ...]:
    """The measures of a starting card, the best one first; at most six."""
    seen = _unsuspected(data)
    good = [c for c in seen if not c.calls_rows and not c.constant]
    numbers = [c for c in good if c.measure.reads == "number"]
    texts = [c for c in good if c.measure.reads == "text"]
    chosen = picked(numbers, STARTERS)
    if len(chosen) < FEW_NUMBERS:
        chosen += picked(texts, STARTERS - len(chosen), chosen)
    if len(chosen) == 1:
        chosen += hinting(numbers, FEW_NUMBERS - 1, chosen)
    sized = _of_the_size(data.loaded.source)
    moving = [c for c in numbers if c.measure.name not in sized]
    chosen = chosen or telling(moving or numbers, STARTERS) or telling(texts, STARTERS)
    return tuple(c.measure for c in chosen or _something(seen))


def _something(seen: list[Candidate]) -> list[Candidate]:
    """Rather one doubtful measure than none at all."""
    return telling([c for c in seen if not c.calls_rows], 1) or telling(seen, 1)


def _unsuspected(data: DataSet) -> list[Candidate]:
    """The measures of numbers and of few categories, without those that may know of the loss.

    A measure that falls silent in the month of the loss stays if it is alive months before, the
    only time at which it is looked at: usage ends with a customer, and is no leak by that.
    """
    early, own = early_rows(data.book.frame), _of_the_loss(data.loaded.source)
    lights = {light.name: light.codes for light in leak_lights(data)}
    found: list[Candidate] = []
    for measure in data.catalogue.measures:
        codes = lights[measure.name]
        short = measure.reads == "number" or 2 <= len(measure.labels) <= CATEGORIES
        known = measure.name in own or "W11" in codes or "W13" in codes
        known |= data.catalogue.churn == "unknown" and says_who_left(data, measure)
        if measure.filled and short and not known:
            one = candidate(data, measure, early)
            found += [] if one.silent and "W10" in codes else [one]
    return found


def _of_the_loss(source: Source) -> frozenset[str]:
    table, churn = source.account, source.account.churn
    columns = {table.churn_reason, table.notice_on}
    columns |= {churn.churned_on, churn.flag} if churn else set()
    read = [c for part in source.snapshots for c in part.measures]
    ends = churn is not None and not churn.unless_open  # what is open before it ends is no secret
    counted = [e.measure for e in source.events if churn and ends and churn.event_file == e.file]
    return frozenset([*(c.title for c in read if columns & {c.column, *c.plus}), *counted])


def _of_the_size(source: Source) -> frozenset[str]:
    """The measures that are a customer's revenue."""
    table = source.account
    parts = [part for part in source.snapshots if part.file == table.file]
    paid = table.arr.column if table.arr else None
    return frozenset(
        c.title for part in parts for c in part.measures if paid in (c.column, *c.plus)
    )


def _card(metrics: list[Metric], cuts: tuple[float, float]) -> Card:
    bands = (
        Band.model_validate({"name": "Healthy", "from": cuts[0], "tone": "good"}),
        Band.model_validate({"name": "Watch", "from": cuts[1], "tone": "watch"}),
        Band.model_validate({"name": "At risk", "from": 0, "tone": "bad", "alarm": True}),
    )
    about = (
        "A guess from the data: measures, directions, anchors, weights and the cuts between"
        " bands are for you to set."
    )
    return Card(version=1, name=STARTING, about=about, metrics=tuple(metrics), bands=bands)


def _cuts(data: DataSet, card: Card) -> tuple[float, float]:
    """Where Healthy and Watch begin."""
    frame = data.book.frame
    last = frame.rows_at(frame.months[-1])
    score = data.book.scored(card).score[last][frame.in_book(last)]
    known = score[~np.isnan(score)]
    watch = _cut(known, AT_RISK)
    healthy = _cut(known, 1.0 - HEALTHY)
    return (healthy, watch) if watch and healthy and watch < healthy else _PLAIN


def _cut(scores: Floats, aim: float) -> float:
    """The score below which a part of the book lies, in fives if one comes near; 0 if none does."""
    whole = np.arange(1.0, 100.0)
    below = np.array([(scores < cut).mean() if len(scores) else 0.0 for cut in whole])
    off = np.abs(below - aim)
    rounds = whole % 5 == 0
    for group in (rounds, ~rounds):
        at = np.flatnonzero(group)
        best = at[np.argmin(off[at])]
        if off[best] <= _NEAR:
            return float(whole[best])
    best = int(np.argmin(off))
    return float(whole[best]) if off[best] <= 2 * _NEAR else 0.0
