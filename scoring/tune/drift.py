"""Whether a metric or the score is spread today as it was: the population stability index.

PSI = Σ (p − q) ln(p/q) over the bins of two months. Of two months with nothing changed it is
about (1/n₁ + 1/n₂) χ² with one degree of freedom less than there are bins, so that the usual
limit of .10 is far too strict for a small book (Yurdakul and Naranjo 2020).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from scoring.live.book import Book
from scoring.live.kernel import Scores
from scoring.spec.model import Card
from scoring.tune.rescore import in_force
from scoring.values import Column, Floats, Ints, Month, Texts, is_null

BINS: Final = 10
USUAL: Final = 0.10
SMOOTHING: Final = 0.5
FEWEST: Final = 20
"""Of fewer accounts in either month nothing is said."""

CHI2_99: Final[Mapping[int, float]] = MappingProxyType(
    {
        1: 6.63,
        2: 9.21,
        3: 11.34,
        4: 13.28,
        5: 15.09,
        6: 16.81,
        7: 18.48,
        8: 20.09,
        9: 21.67,
        10: 23.21,
    }
)
"""The 99th percentile of χ² by degrees of freedom."""

SCORE: Final = "score"


@dataclass(frozen=True, slots=True)
class Drift:
    """How far one metric, or the score, has moved from the month before to the month now.

    `id` is the metric's, `SCORE` for the score. `psi` is None with words in `why` where it
    cannot be said. `limit` is the value from which a change is more than chance and more than
    small. `series` holds the PSI of every month against the same earlier one, NaN where a
    month has too few accounts.
    """

    id: str
    title: str
    psi: float | None
    limit: float
    before: int
    now: int
    series: tuple[float, ...]
    why: str = ""

    @property
    def moved(self) -> bool:
        """Whether it moved by more than chance would have it."""
        return self.psi is not None and self.psi > self.limit


@dataclass(frozen=True, slots=True)
class Drifts:
    """The drift of every metric in force, the score last; `months` are those of the series."""

    before: Month | None
    now: Month
    months: tuple[Month, ...]
    all: tuple[Drift, ...]
    words: str


def psi(before: Ints, now: Ints) -> float:
    """The index of two counts by bin, half an account added to each bin; (bins,) each."""
    bins = len(before)
    p = (before + SMOOTHING) / (before.sum() + SMOOTHING * bins)
    q = (now + SMOOTHING) / (now.sum() + SMOOTHING * bins)
    return float(np.sum((q - p) * np.log(q / p)))


def limit_of(bins: int, before: int, now: int) -> float:
    """From which PSI on a change of so many bins is told: .10, in small books more."""
    if bins < 2:
        return USUAL
    chance = (1.0 / before + 1.0 / now) * CHI2_99[min(bins - 1, max(CHI2_99))]
    return max(USUAL, chance)


def earlier_month(months: tuple[Month, ...], now: Month) -> Month | None:
    """The month to compare with: a year before, for the season; else the first; None: none."""
    before = [m for m in months if m < now]
    if not before:
        return None
    year = now.plus(-12)
    return year if year in before else before[0]


def drifts(book: Book, card: Card, scores: Scores, now: Month) -> Drifts:
    """The drift of each metric that carries weight, and of the score, up to a month.

    Only customers of each month are counted. Values are those that the metric reads, before
    they become points, so that a moved anchor is no drift.
    """
    frame = book.frame
    before = earlier_month(frame.months, now)
    if before is None:
        words = "There is no earlier month to compare with."
        return Drifts(None, now, (), (), words)
    months = tuple(m for m in frame.months if before <= m <= now)
    here = np.flatnonzero(frame.in_book(slice(0, len(frame.month))))
    month = frame.month[here]
    here = here[(month >= before.number) & (month <= now.number)]
    at = frame.month[here] - before.number
    span = now.number - before.number + 1
    places = np.array([m.number - before.number for m in months])
    told: list[tuple[str, str, Column]] = [(m.id, m.title, book.column(m)) for m in in_force(card)]
    told.append((SCORE, "Score", scores.score))
    found = tuple(
        _drift(name, title, _chosen(values, here), at, span, places) for name, title, values in told
    )
    return Drifts(before, now, months, found, "")


def _chosen(values: Column, rows: Ints) -> Column:
    if isinstance(values, Texts):
        return Texts(values.codes[rows], values.labels)
    return values[rows]


def _drift(name: str, title: str, values: Column, at: Ints, span: int, places: Ints) -> Drift:
    first = at == 0
    bins, count = binned(values, np.flatnonzero(first))
    table = np.bincount(at * count + bins, minlength=span * count).reshape(span, count)
    table = table[:, table[[0, -1]].sum(axis=0) > 0] if count else table
    sizes = table.sum(axis=1)
    before, now = int(sizes[0]), int(sizes[-1])
    if min(before, now) < FEWEST:
        why = f"fewer than {FEWEST} accounts in one of the two months"
        return Drift(name, title, None, USUAL, before, now, (), why)
    series = [psi(table[0], table[p]) if sizes[p] >= FEWEST else np.nan for p in places.tolist()]
    limit = limit_of(table.shape[1], before, now)
    return Drift(name, title, psi(table[0], table[-1]), limit, before, now, tuple(series))


def binned(values: Column, first: Ints) -> tuple[Ints, int]:
    """The bin of each value, by tenths of the first month, and how many bins there are.

    Input: the positions of the first month. Nothing at all is a bin of its own, the last one.
    Texts have a bin each for the nine most frequent ones, the rest share one.
    """
    null = is_null(values)
    if isinstance(values, Texts):
        counts = np.bincount(values.codes[~null], minlength=len(values.labels))
        order = np.argsort(-counts, kind="stable")
        place = np.full(max(len(values.labels), 1), BINS - 1)
        place[order[: BINS - 1]] = np.arange(min(BINS - 1, len(order)))
        bins = np.where(null, BINS, place[np.maximum(values.codes, 0)])
        return bins.astype(np.int64), BINS + 1
    known = values[first][~null[first]]
    edges = _edges(known)
    bins = np.searchsorted(edges, values, side="right")
    return np.where(null, len(edges) + 1, bins).astype(np.int64), len(edges) + 2


def _edges(known: Floats) -> Floats:
    """The inner borders of ten bins of equal size; fewer where many values are alike."""
    if not len(known):
        return np.zeros(0)
    inner = np.quantile(known, np.arange(1, BINS) / BINS, method="higher")
    edges = np.unique(inner)
    return np.asarray(edges[edges > known.min()])
