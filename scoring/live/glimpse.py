"""A few rows of a book are scored while a slider moves: those that its page looks at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scoring.live.banding import scored_alike
from scoring.live.book import Book
from scoring.live.kernel import (
    UNCAPPED,
    UNSCORED,
    YOUNG,
    MetricPoints,
    Scores,
    Verdicts,
    band_of,
    score_rows,
)
from scoring.live.sheets import sheets_of
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints


def glimpse(book: Book, card: Card, rows: Ints) -> Scores:
    """The scores of some rows, shape (all rows,): whoever was left out has no band.

    Input: the rows in rising order, each once. They have the very scores and bands that
    `Book.scored` gives them. A card that is scored already, and one of points, variants or pins,
    is scored for all rows; one that differs from a scored one in its cuts alone has the scores of
    that one, and of nobody else has whoever was left out a score. Points are those of all rows.
    """
    if _whole(book, card):
        return book.scored(card)
    if scored_alike(card) in book.alike:
        return _rebanded(book, book.scored_alike(card), card, rows)
    book.warm(card)
    whole = {m.id: book.pointed(m) for m in card.active}
    some = {name: _points_at(book, points, rows) for name, points in whole.items()}
    verdicts, sheets = book.verdicts(card), sheets_of(book, rows)
    found = score_rows(card, some, len(rows), _verdicts_at(book, verdicts, rows))
    return Scores(
        {name: points.points for name, points in whole.items()},
        sheets.written("coverage", found.coverage, np.nan),
        sheets.written("mean", found.mean, np.nan),
        sheets.written("score", found.score, np.nan),
        sheets.written("band", found.band, UNSCORED),
        sheets.written("capped", found.capped, UNCAPPED),
        verdicts,
    )


def scored_at(book: Book, card: Card, rows: Ints) -> tuple[Floats, NDArray[np.int8]]:
    """The score and the band of some rows, in any order and as often as they are named.

    Output: both of the shape of the input, as `Book.scored` has them; nothing of them is kept.
    """
    if _whole(book, card):
        scores = book.scored(card)
        return scores.score[rows], scores.band[rows]
    flat = rows.ravel()
    if scored_alike(card) in book.alike:
        scores = book.scored_alike(card)
        score = scores.score[flat]
        band = band_of(score, card)
        band[scores.band[flat] == YOUNG] = YOUNG
    else:
        some = {m.id: book.pointed(m).at(flat) for m in card.active}
        found = score_rows(card, some, len(flat), book.verdicts(card).at(flat))
        score, band = found.score, found.band
    return score.reshape(rows.shape), band.reshape(rows.shape)


def _whole(book: Book, card: Card) -> bool:
    """Whether a card is scored already, or is of a kind that is scored for all rows."""
    every = card.kind == "points" or bool(card.variants) or bool(card.pins)
    return every or card.digest in book.scores


def _points_at(book: Book, whole: MetricPoints, rows: Ints) -> MetricPoints:
    """A metric's points in some rows, kept until its points or the rows change."""
    # Both are kept beside the answer, so that no other object has their ids meanwhile.
    key = ("some", id(whole), id(rows))
    return book.points.get(key, lambda: (whole, rows, whole.at(rows)))[2]


def _verdicts_at(book: Book, verdicts: Verdicts, rows: Ints) -> Verdicts:
    """The verdicts in some rows, kept as long as they are those of the very same conditions."""
    if verdicts.nudge is not None:  # reckoned anew each time
        return verdicts.at(rows)
    young = () if verdicts.young is None else (verdicts.young,)
    parts = (*verdicts.flags.values(), *verdicts.bonuses.values(), *young, rows)
    names = " ".join(("verdicts", *verdicts.flags, "and", *verdicts.bonuses, str(len(young))))
    return book.sheets.of(names, parts, lambda: verdicts.at(rows))


def _rebanded(book: Book, scores: Scores, card: Card, rows: Ints) -> Scores:
    """As `banding.rebanded`, in some rows alone: the others have no band."""

    def find() -> tuple[Floats, Bools]:
        return scores.score[rows], scores.band[rows] == YOUNG

    score, young = book.sheets.of("scores", (scores, rows), find)
    band = band_of(score, card)
    band[young] = YOUNG
    sheet = sheets_of(book, rows).written("band", band, UNSCORED)
    return replace(scores, band=sheet, pinned=None)
