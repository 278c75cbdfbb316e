"""How scores and measures are spread, customers kept beside customers lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.live.book import Book
from scoring.live.kernel import Scores
from scoring.spec.model import Metric
from scoring.values import Bools, Floats, Ints, Month, Texts

WIDTH = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """Accounts whose value lies from `start` up to `stop` (the last bin is closed)."""

    start: float
    stop: float
    kept: int
    lost: int
    label: str = ""


def score_bins(
    book: Book, scores: Scores, month: Month, gone: Floats, within: Bools | None = None
) -> tuple[Bin, ...]:
    """Scores in steps of 5: the book at a month, and lost customers as they were before.

    Input: `gone` holds the scores of lost customers (NaN: none). Where losses carry no
    date both sides are read off the one snapshot.
    """
    rows = book.frame.rows_at(month)
    kept = book.frame.in_book(rows) & ~_lost_here(book, month)
    if within is not None:
        kept &= within[book.frame.account[rows]]
    edges = np.arange(0, 100 + WIDTH, WIDTH)
    here = scores.score[rows][kept]
    k, _ = np.histogram(here[~np.isnan(here)], edges)
    g, _ = np.histogram(gone[~np.isnan(gone)], edges)
    return tuple(
        Bin(float(a), float(a + WIDTH), int(x), int(y))
        for a, x, y in zip(edges[:-1], k, g, strict=True)
    )


def _lost_here(book: Book, month: Month) -> Bools:
    frame = book.frame
    rows = frame.rows_at(month)
    if frame.catalogue.churn == "dated":
        return np.zeros(rows.stop - rows.start, dtype=np.bool_)
    return np.asarray(frame.accounts.lost[frame.account[rows]])


def measure_bins(
    book: Book, metric: Metric, month: Month, gone: Ints, bins: int = 24
) -> tuple[Bin, ...]:
    """A metric's raw values: the book at a month, and the rows of lost customers before.

    Texts give one bin a category, the most frequent first, at most 12.
    """
    frame, column = book.frame, book.column(metric)
    rows = frame.rows_at(month)
    kept = frame.in_book(rows) & ~_lost_here(book, month)
    if isinstance(column, Texts):
        return _categories(column, rows, kept, gone)
    here = column[rows][kept]
    there = column[gone]
    here, there = here[~np.isnan(here)], there[~np.isnan(there)]
    low, high = value_range(book, metric)
    edges = np.linspace(low, high, bins + 1)
    k, _ = np.histogram(np.clip(here, low, high), edges)
    g, _ = np.histogram(np.clip(there, low, high), edges)
    return tuple(
        Bin(float(a), float(b), int(x), int(y))
        for a, b, x, y in zip(edges[:-1], edges[1:], k, g, strict=True)
    )


def value_range(book: Book, metric: Metric) -> tuple[float, float]:
    """The 1st and 99th percentile of what the metric reads, over all rows; 0 and 1 without any."""
    column = book.column(metric)
    if isinstance(column, Texts) or np.isnan(column).all():
        return 0.0, 1.0
    low, high = (float(q) for q in np.nanpercentile(column, (1, 99)))
    return (low, high) if high > low else (low - 0.5, low + 0.5)


def is_whole(book: Book, metric: Metric) -> bool:
    """Whether a metric reads nothing but whole numbers (and nulls), such as days or tickets."""
    column = book.column(metric)
    if isinstance(column, Texts):
        return False
    known = column[~np.isnan(column)]
    return bool((known == np.round(known)).all())


def _categories(column: Texts, rows: slice, kept: Bools, gone: Ints) -> tuple[Bin, ...]:
    codes = column.codes
    here, there = codes[rows][kept], codes[gone]
    counted = [
        Bin(i, i + 1, int((here == i).sum()), int((there == i).sum()), label)
        for i, label in enumerate(column.labels)
    ]
    counted.sort(key=lambda b: -(b.kept + b.lost))
    return tuple(counted[:12])
