"""The cases of a card as weights are learnt from them: points of each metric, and who was lost."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.backtest.ground import Ground
from scoring.live.book import Book
from scoring.live.kernel import MetricPoints, Verdicts, score_rows
from scoring.spec.edit import with_weights
from scoring.spec.model import Card, Metric
from scoring.tune.anew import NO_GUESSES, Guessed, Guesses, Turn, Turns
from scoring.values import Bools, Floats, Ints, Texts


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """The judged cases that have a row in the book; arrays over cases.

    `card` has no variants and `metrics` are those in force; `points` has shape (cases, metrics),
    NaN where a metric has no real value, or is `barred` from teaching anything. `lost`,
    `account` (codes from 0) and `as_of` have shape (cases,). `read` are the points with every
    missing policy applied, `verdicts` which facts hold. `guesses` says what was read
    off the losses, and `others` are the points of what could have been chosen instead.
    """

    card: Card
    metrics: tuple[Metric, ...]
    points: Floats
    lost: Bools
    account: Ints
    as_of: Ints
    read: tuple[MetricPoints, ...]
    verdicts: Verdicts
    barred: frozenset[str] = frozenset()
    guesses: Guesses = NO_GUESSES
    others: tuple[MetricPoints, ...] = ()

    @property
    def losses(self) -> int:
        """E: the different accounts that were lost."""
        return len(np.unique(self.account[self.lost]))

    def score(self, weights: Floats, rows: Ints, turns: Turns = ()) -> Floats:
        """What the card with these weights would score some cases, caps and all; NaN for none.

        Input: weights of shape (metrics,), and how guesses are turned. Where all weights are 0
        every case scores alike, 0.
        """
        if not weights.any():
            return np.zeros(len(rows))
        named = {m.id: float(w) for m, w in zip(self.metrics, weights, strict=True)}
        turn = turns or (None,) * len(self.metrics)
        some = {
            m.id: _at(self._read(read, how), rows, how)
            for m, read, how in zip(self.metrics, self.read, turn, strict=True)
        }
        card = with_weights(self.card, named)
        return score_rows(card, some, len(rows), self.verdicts.at(rows)).score

    def _read(self, own: MetricPoints, turn: Turn | None) -> MetricPoints:
        return own if turn is None or turn.other is None else self.others[turn.other]


def _at(read: MetricPoints, rows: Ints, turn: Turn | None) -> MetricPoints:
    """The points of some cases; what fills a gap is never turned."""
    points, known = read.points[rows], read.known[rows]
    return MetricPoints(points if turn is None else np.where(known, turn.of(points), points), known)


def material_of(
    book: Book,
    ground: Ground,
    card: Card,
    only: Bools | None = None,
    barred: Collection[str] = (),
    others: Sequence[Metric] = (),
) -> Material:
    """The cases of a card for learning.

    Input: a weighted card; its variants are not looked at. `only` is a mask over the rows of the
    frame, such as those that one variant scores; `barred` are ids of metrics that may know of
    the loss itself, and teach nothing; `others` are metrics that could have been chosen where
    the card has guesses.
    """
    plain = card.model_copy(update={"variants": ()})
    seen = ground.row >= 0
    if only is not None:
        seen &= only[ground.row]
    rows = ground.row[seen]
    read, rest = (
        [MetricPoints(one.points[rows], one.known[rows]) for one in map(book.pointed, some)]
        for some in (plain.active, others)
    )
    held = [
        np.where(one.known & (metric.id not in barred), one.points, np.nan)
        for one, metric in zip(read, plain.active, strict=True)
    ]
    return Material(
        card=plain,
        metrics=plain.active,
        points=_table(held, len(rows)),
        lost=ground.lost[seen],
        account=ground.codes[seen],
        as_of=ground.as_of[seen],
        read=tuple(read),
        verdicts=book.verdicts(plain).at(rows),
        barred=frozenset(barred),
        guesses=Guesses(
            of=tuple(_guessed(book, metric) for metric in plain.active),
            others=_table([np.where(one.known, one.points, np.nan) for one in rest], len(rows)),
            kinds=tuple(_guessed(book, metric) for metric in others),
        ),
        others=tuple(rest),
    )


def _table(columns: list[Floats], rows: int) -> Floats:
    return np.column_stack(columns) if columns else np.zeros((rows, 0))


def _guessed(book: Book, metric: Metric) -> Guessed:
    if not metric.guess:
        return ""
    return "order" if isinstance(book.column(metric), Texts) else "side"
