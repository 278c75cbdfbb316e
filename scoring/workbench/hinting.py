"""A card is held against experience, as hints that never stand in the way."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace

from scoring.spec.model import UNMATCHED, Card, Metric
from scoring.values import Month
from scoring.views.hints import Hint, looked_at
from scoring.views.hints import hints as hints_of
from scoring.views.ranks import rank_correlation
from scoring.workbench.checking import fits
from scoring.workbench.opening import DataSet


def hints(data: DataSet, card: Card, month: Month) -> tuple[Hint, ...]:
    """What experience says about a card beside the customers of a month.

    Empty where the card does not fit the data. Each variant is looked at with its own
    accounts. Rank correlations are remembered with the
    book by what both metrics read and how: a moved weight needs none of them anew.
    """
    if not fits(card, data):
        return ()
    if card.variants:
        return tuple(_by_variant(data, card, month))
    book = data.book
    scores, votes = book.scored(card), {m.id: _vote(m) for m in card.active}
    rows = book.frame.rows_at(month)
    here = book.frame.in_book(rows)

    def correlate(first: Metric, second: Metric) -> tuple[float, int]:
        return book.pairs.get(
            (month, votes[first.id], votes[second.id]),
            lambda: rank_correlation(
                scores.points[first.id][rows][here], scores.points[second.id][rows][here]
            ),
        )

    return hints_of(looked_at(card, scores, book.frame, month, correlate))


def _by_variant(data: DataSet, card: Card, month: Month) -> Iterator[Hint]:
    scores, frame = data.book.scored(card), data.book.frame
    named = [(v.name, i) for i, v in enumerate(card.variants)] + [("Everyone else", UNMATCHED)]
    for (name, position), effective in zip(named, card.effective, strict=True):
        look = looked_at(effective, scores, frame, month, variant=position)
        for hint in hints_of(look) if len(look.band) else ():
            yield replace(hint, sentence=f"{name}: {hint.sentence}")


def _vote(metric: Metric) -> Hashable:
    """Everything that a metric's points depend on; its weight is not among it."""
    reading = (metric.measure, metric.transform.written, metric.max_age_months)
    return reading, metric.normaliser.written, metric.missing


__all__ = ["Hint", "hints"]
