"""What customers answered within a year: NPS, CSAT and CES of the whole book."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from scoring.kinds.transforms.ces import Ces
from scoring.kinds.transforms.csat import Csat
from scoring.kinds.transforms.nps import DETRACTOR_TO, HIGHEST, LOWEST, PROMOTER_FROM, Nps
from scoring.live.book import Book, plain_reading
from scoring.spec.catalogue import Measure
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints, Month, Texts
from scoring.views.kpis import YEAR

Way = Nps | Csat | Ces


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey of the book: its measure, how its answers are read, the figure and its n.

    `value` is None without an answer; NPS and a CES by balance run from -100 to 100, CSAT from
    0 to 100, the mean of a CES in the unit of its answers.
    """

    way: Way
    measure: str
    value: float | None
    answers: int
    accounts: int


def survey_figures(
    book: Book,
    card: Card,
    month: Month,
    within: Bools | None = None,
    months: int = YEAR,
    no_answers: Collection[str] = (),
) -> tuple[Survey, ...]:
    """The surveys that the card reads, else those that a measure's name tells, over the window.

    All answers of customers count, one an account and month. A card's metric says how its
    answers are read; by name, NPS takes answers from 0 to 10, CSAT from 1 to 5, CES the mean.
    `no_answers` are measures that are called like a survey and hold no answers of it, such as
    how many there were: their names tell nothing.
    """
    return tuple(
        _figure(book, measure, way, month, within, months)
        for measure, way in _ways(book, card, no_answers)
    )


def _ways(book: Book, card: Card, no_answers: Collection[str]) -> Iterator[tuple[str, Way]]:
    """Which measure is read in which way; the card's own word for each survey first."""
    told: set[str] = set()
    for metric in card.active:
        if isinstance(metric.transform, Nps | Csat | Ces) and metric.transform.name not in told:
            told.add(metric.transform.name)
            yield metric.measure, metric.transform
    for measure in book.frame.catalogue.measures:
        way = None if measure.name in no_answers else _by_name(measure)
        if way is not None and way.name not in told:
            told.add(way.name)
            yield measure.name, way


def _by_name(measure: Measure) -> Way | None:
    """How the answers of a measure are read by its name, if its values fit that reading."""
    words = set(re.split(r"[^a-z]+", measure.name.lower()))
    low, high = measure.low, measure.high
    if measure.reads != "number" or low is None or high is None:
        return None
    if "nps" in words and low >= LOWEST and high <= HIGHEST:
        return Nps(kind="nps", months=YEAR)
    if "csat" in words and low >= 1.0 and high <= 5.0:
        return Csat(kind="csat", months=YEAR)
    return Ces(kind="ces", months=YEAR, reading="mean") if "ces" in words else None


def _figure(
    book: Book, measure: str, way: Way, month: Month, within: Bools | None, months: int
) -> Survey:
    frame, column = book.frame, book.column(plain_reading(measure))
    span = slice(frame.rows_at(month.plus(1 - months)).start, frame.rows_at(month).stop)
    if isinstance(column, Texts):
        return Survey(way, measure, None, 0, 0)
    held, account = frame.in_book(span), frame.account[span]
    held &= ~np.isnan(column[span])
    if within is not None:
        held &= within[account]
    return _read(way, measure, column[span][held], account[held])


def _read(way: Way, measure: str, answer: Floats, account: Ints) -> Survey:
    """The same counts as the transform of a metric, over the whole book."""
    if isinstance(way, Nps):
        low, high = LOWEST, HIGHEST
    elif isinstance(way, Csat):
        low, high = 1.0, float(way.of)
    else:
        low, high = -np.inf, np.inf
    fits = (answer >= low) & (answer <= high)
    answer, account = answer[fits], account[fits]
    if not len(answer):
        return Survey(way, measure, None, 0, 0)
    if isinstance(way, Nps):
        value = 100.0 * float(np.mean(answer >= PROMOTER_FROM) - np.mean(answer <= DETRACTOR_TO))
    elif isinstance(way, Csat):
        value = 100.0 * float(np.mean(answer >= float(way.satisfied_from)))
    elif way.reading == "mean":
        value = float(answer.mean())
    else:
        liked, disliked = answer >= way.positive_from, answer <= way.negative_to
        value = 100.0 * float(np.mean(liked) - np.mean(disliked))
    return Survey(way, measure, value, len(answer), len(np.unique(account)))
