"""A book in which one account-month reads something else, scored anew from its columns up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from scoring.live.book import Book
from scoring.spec.model import Card, Metric
from scoring.values import Column, Texts
from scoring.views.explanation import Value
from scoring.views.path import Path, Way


def with_value(book: Book, read: Metric, row: int, value: Value) -> Book:
    """The book with another value in one row, wherever the same value is read.

    Latest values are read by whatever else looks at the measure's latest value; what is
    reckoned from several months is read by the very same reading alone.
    """

    def fetch(asked: Sequence[Metric]) -> Mapping[str, Column]:
        return {m.id: changed(m) for m in asked}

    def changed(metric: Metric) -> Column:
        column = book.column(metric)
        kinds = metric.transform.name, read.transform.name
        latest = kinds == ("level", "level")
        same = (metric.transform, metric.max_age_months) == (read.transform, read.max_age_months)
        if metric.measure != read.measure or not (latest or same):
            return column
        return _with_cell(column, row, value)

    return Book(book.frame, fetch)


def _with_cell(column: Column, row: int, value: Value) -> Column:
    if isinstance(column, Texts):
        labels = (*column.labels, str(value))
        codes = column.codes.copy()
        codes[row] = labels.index(str(value))
        return replace(column, codes=codes, labels=labels)
    cells = np.array(column)
    cells[row] = value
    return cells


def cleared(card: Card, path: Path) -> Card:
    """The card without the red flags that must clear first."""
    ids = {f.id for f in path.clear}
    flags = [
        f.model_copy(update={"enabled": f.enabled and f.id not in ids}) for f in card.red_flags
    ]
    return card.model_copy(update={"red_flags": tuple(flags)})


def outcome(book: Book, card: Card, path: Path, row: int, *ways: Way) -> tuple[float, int]:
    """Score and band of a row once its flags have cleared and the ways have been gone."""
    for way in ways:
        book = with_value(book, way.line.read, row, way.needed)
    scores = book.scored(cleared(card, path))
    return float(scores.score[row]), int(scores.band[row])
