"""A few rows of a book are scored while a slider moves: those that its page looks at."""

from __future__ import annotations

import numpy as np

from scoring.live.banding import rebanded, scored_alike
from scoring.live.book import Book
from scoring.live.kernel import UNCAPPED, UNSCORED, MetricPoints, Scores, score_rows
from scoring.spec.model import Card, Metric
from scoring.values import Floats, Ints


def glimpse(book: Book, card: Card, rows: Ints) -> Scores:
    """The scores of some rows, shape (all rows,): whoever was left out has no band.

    Input: the rows in rising order, each once. They have the very scores and bands that
    `Book.scored` gives them. A card that is scored already, and one of points, variants or pins,
    is scored for all rows; one that differs from a scored one in its cuts alone has the scores of
    that one, and of nobody else has whoever was left out a score. Points are those of all rows.
    """
    if card.digest in book.scores or card.kind == "points" or card.variants or card.pins:
        return book.scored(card)
    if scored_alike(card) in book.alike:
        return rebanded(book.scored_alike(card), card, rows)
    book.warm(card)
    some = {m.id: _points_at(book, m, rows) for m in card.active}
    verdicts = book.verdicts(card)
    found = score_rows(card, some, len(rows), verdicts.at(rows))
    count = len(book.frame.month)
    band, capped = np.full(count, UNSCORED, np.int8), np.full(count, UNCAPPED, np.int8)
    band[rows], capped[rows] = found.band, found.capped
    return Scores(
        {m.id: book.pointed(m).points for m in card.active},
        _spread(found.coverage, rows, count),
        _spread(found.mean, rows, count),
        _spread(found.score, rows, count),
        band,
        capped,
        verdicts,
    )


def _points_at(book: Book, metric: Metric, rows: Ints) -> MetricPoints:
    """A metric's points in some rows, kept until its points or the rows change."""
    whole = book.pointed(metric)
    # Both are kept beside the answer, so that no other object has their ids meanwhile.
    key = ("some", id(whole), id(rows))
    return book.points.get(key, lambda: (whole, rows, whole.at(rows)))[2]


def _spread(values: Floats, rows: Ints, count: int) -> Floats:
    whole = np.full(count, np.nan)
    whole[rows] = values
    return whole
