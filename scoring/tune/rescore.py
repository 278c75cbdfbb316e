"""Chosen rows of a book are scored again under moved weights, by the kernel itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scoring.live.book import Book
from scoring.live.kernel import UNSCORED, MetricPoints, Verdicts, score_rows
from scoring.spec.model import PULSE, UNMATCHED, Card, Metric
from scoring.values import Floats, Ints

Moved = Callable[[Card], Card]
"""What becomes of a card's weights; it gets each effective card in turn, none with variants."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows that one effective card scores: `at` their positions among the chosen ones."""

    card: Card
    at: Ints
    points: Mapping[str, MetricPoints]
    verdicts: Verdicts


@dataclass(frozen=True, slots=True)
class Ready:
    """Chosen rows, `size` of them, with all that a moved weight leaves alone.

    A row without a snapshot is in no part: it has no score whatever the weights.
    """

    parts: tuple[Part, ...]
    size: int

    def scored(self, moved: Moved | None = None) -> tuple[Floats, NDArray[np.int8]]:
        """Score and band of each chosen row, the weights moved; NaN and negative without one."""
        score = np.full(self.size, np.nan)
        band = np.full(self.size, UNSCORED, dtype=np.int8)
        for part in self.parts:
            card = moved(part.card) if moved else part.card
            found = score_rows(card, part.points, len(part.at), part.verdicts)
            score[part.at], band[part.at] = found.score, found.band
        return score, band


def ready(book: Book, card: Card, row: Ints) -> Ready:
    """The chosen rows of a book, ready to be scored again.

    Input: a weighted card that fits the book; the frame's row of each chosen one, -1 where
    there is none. Raises ValueError for a points card: it has no weights.
    """
    if card.kind == "points":
        raise ValueError("a points card has no weights to move")
    scores = book.scored(card)
    here = np.flatnonzero(row >= 0)
    if scores.variant is None:
        return Ready((_part(book, card, here, row, scores.verdicts),), len(row))
    positions = (*range(len(card.variants)), UNMATCHED)
    whose = scores.variant[row[here]]
    parts = []
    for effective, position in zip(card.effective, positions, strict=True):
        own = scores.verdicts
        # Who is scored by a variant is never too young; the kernel says the same.
        judged = own if position == UNMATCHED else replace(own, young=None)
        parts.append(_part(book, effective, here[whose == position], row, judged))
    return Ready(tuple(part for part in parts if len(part.at)), len(row))


def _part(book: Book, card: Card, at: Ints, row: Ints, verdicts: Verdicts) -> Part:
    rows = row[at]
    points = {}
    for metric in card.active:
        found = book.pointed(metric)
        points[metric.id] = MetricPoints(found.points[rows], found.known[rows])
    return Part(card, at, points, verdicts.at(rows))


def in_force(card: Card) -> tuple[Metric, ...]:
    """The metrics that carry weight in the card or in one of its variants, in order."""
    cards = card.effective if card.variants else (card,)
    weighing = {m.id for one in cards for m in one.active if m.weight > 0}
    return tuple(m for m in card.used if m.id in weighing)


def shares(card: Card) -> dict[str, float]:
    """The effective weight, 0…1, of each metric that carries one; they add up to 1."""
    found = {m.id: m.weight for m in card.active if m.weight > 0}
    total = sum(found.values())
    return {name: weight / total for name, weight in found.items()}


def reweighed(card: Card, weights: Mapping[str, float]) -> Card:
    """The card with these weights, that of a pulse under its id; other metrics keep theirs.

    Nothing is checked again: shares of a sound card are sound, and there are many of them.
    """
    metrics = tuple(
        m.model_copy(update={"weight": weights[m.id]}) if m.id in weights else m
        for m in card.metrics
    )
    pulse = card.pulse
    if pulse is not None and PULSE in weights:
        pulse = pulse.model_copy(update={"weight": weights[PULSE]})
    return card.model_copy(update={"metrics": metrics, "pulse": pulse})


def without_weight(metric_id: str) -> Moved:
    """Take a metric's weight from a card."""

    def moved(card: Card) -> Card:
        return reweighed(card, {metric_id: 0.0})

    return moved


def shifted(metric_id: str, points: float) -> Moved:
    """Move a metric's effective weight by so many points of 100, the others rescaled.

    It stops at 0 and at 100. A card in which it carries no weight, or all of it, stays.
    """

    def moved(card: Card) -> Card:
        before = shares(card)
        own = before.get(metric_id, 0.0)
        if not 0.0 < own < 1.0:
            return card
        after = min(max(own + points / 100.0, 0.0), 1.0)
        rest = (1.0 - after) / (1.0 - own)
        weights = {name: 100.0 * rest * share for name, share in before.items()}
        return reweighed(card, weights | {metric_id: 100.0 * after})

    return moved
