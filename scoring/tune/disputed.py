"""The accounts on which two sets of weights disagree: red under one, and not under the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scoring.live.book import Book
from scoring.live.kernel import Scores
from scoring.spec.edit import with_weights
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Disputed:
    """Rows of the frame on which two cards disagree, those with the most revenue first.

    `only_first` says for each whether the first card alone flags it (else the second alone);
    `first` and `second` are its scores under both, 0 … 100. All of shape (rows,).
    """

    rows: Ints
    only_first: Bools
    first: Floats
    second: Floats


def disputed(
    book: Book, card: Card, first: Mapping[str, float], second: Mapping[str, float], rows: Ints
) -> Disputed:
    """What two sets of weights disagree on.

    Input: a card, the weights of its metrics by id as each side would have them, and the rows
    to look at. A row without a score is flagged by nobody. Rows in order of revenue, unknown
    revenue last, then as they came.
    """
    one, other = (book.scored(with_weights(card, weights)) for weights in (first, second))
    red = [_flagged(card, scores, rows) for scores in (one, other)]
    apart = red[0] != red[1]
    found = rows[apart]
    order = np.argsort(-np.nan_to_num(book.frame.arr[found], nan=-1.0), kind="stable")
    found = found[order]
    return Disputed(found, red[0][apart][order], one.score[found], other.score[found])


def _flagged(card: Card, scores: Scores, rows: Ints) -> Bools:
    """Which rows stand in a band that flags; positions without a band count from the end."""
    return np.asarray(np.array([*card.alarms, False, False])[scores.standing[rows]])
