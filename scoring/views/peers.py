"""Where an account stands among the customers that are like it: mid-rank percentiles."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scoring.live.book import Book
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Month
from scoring.views.explain import effective_card

FEWEST = 5
"""Among fewer others a percentile says nothing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One figure of an account among its peers.

    `own` is the account's, `percentile` the share of the peers (itself among them) below it plus
    half of those equal to it, 0…100; `middle` is the peers' median. `count` says of how many
    peers the figure is known, itself among them. NaN where it has none, or fewer than five have.
    """

    line_id: str
    label: str
    own: float
    percentile: float
    middle: float
    count: int


@dataclass(frozen=True, slots=True)
class Peers:
    """An account among the customers of its month with the same value of a dimension.

    Without a value there are no peers: `count` is then 0.
    """

    dimension: str
    value: str
    count: int
    score: Standing
    lines: tuple[Standing, ...]


def peers_of(book: Book, card: Card, row: int, dimension: str) -> Peers:
    """The percentile of a row's score and of each line's points, by mid-rank.

    Input: a card that fits the book, a dimension of its accounts, or "" for the whole book. Only
    lines that count in the row's own variant are shown; of a line that is switched off in
    another variant its accounts have no points, so they do not count.
    """
    frame, scores = book.frame, book.scored(card)
    span = frame.rows_at(Month(int(frame.month[row])))
    value, alike = _alike(book, row, span, dimension)
    own = effective_card(card, scores, row)
    titles = [(m.id, m.title) for m in own.active] + [(a.id, a.title) for a in own.deeds]
    at = row - span.start

    def standing(line_id: str, label: str, figures: Floats) -> Standing:
        return _standing(line_id, label, figures[span], alike, at)

    return Peers(
        dimension,
        value,
        int(alike.sum()),
        standing("", "Score", scores.score),
        tuple(standing(name, title, scores.points[name]) for name, title in titles),
    )


def _alike(book: Book, row: int, span: slice, dimension: str) -> tuple[str, Bools]:
    """The account's value of a dimension, and which rows of the month are of customers like it."""
    frame = book.frame
    in_book = frame.in_book(span)
    if not dimension:
        return "", in_book
    texts = frame.accounts.dimensions[dimension]
    code = int(texts.codes[frame.account[row]])
    if code < 0:
        return "", np.zeros(len(in_book), dtype=np.bool_)
    return texts.labels[code], in_book & (texts.codes[frame.account[span]] == code)


def _standing(line_id: str, label: str, figures: Floats, alike: Bools, at: int) -> Standing:
    own, known = float(figures[at]), figures[alike & ~np.isnan(figures)]
    count = len(known)
    if count < FEWEST or math.isnan(own) or not alike[at]:
        return Standing(line_id, label, own, math.nan, math.nan, count)
    below, equal = int((known < own).sum()), int((known == own).sum())
    share = (below + equal / 2.0) / count * 100.0
    return Standing(line_id, label, own, share, float(np.median(known)), count)
