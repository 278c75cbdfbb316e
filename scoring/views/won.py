"""The points that each line of a card gives to many rows at once, up to their score."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scoring.live.kernel import UNCAPPED, Scores
from scoring.spec.model import Card
from scoring.values import Floats, Ints
from scoring.views.explain import effective_card

END = "End of the scale"
"""The line of what lies beyond 0 and 100."""


def won_by_line(card: Card, scores: Scores, rows: Ints) -> dict[str, Floats]:
    """What every line of a card gives to rows that have a score, by its label; shape (rows,).

    The same as `contributions` and `extras` say of one row: metrics or actions, adjustments, a
    pulse that nudges, the ends of the scale and caps. The lines of a row add up to its score, up
    to the rounding to nine decimals. Lines of one label are one.
    """
    found: dict[str, Floats] = {}
    variant = None if scores.variant is None else scores.variant[rows]
    for position in [None] if variant is None else np.unique(variant).tolist():
        here = np.arange(len(rows)) if position is None else np.flatnonzero(variant == position)
        if len(here):
            own = effective_card(card, scores, int(rows[here[0]]))
            for label, points in _lines(own, scores, rows[here]):
                found.setdefault(label, np.zeros(len(rows)))[here] += points
    return found


def _lines(card: Card, scores: Scores, rows: Ints) -> Iterator[tuple[str, Floats]]:
    yield from _earned(card, scores, rows) if card.kind == "points" else _won(card, scores, rows)
    reached = scores.mean[rows]
    for bonus in card.bonuses:
        given = np.where(scores.verdicts.bonuses[bonus.id][rows], bonus.points, 0.0)
        reached = reached + given
        yield bonus.title, given
    if scores.verdicts.nudge is not None and card.pushes is not None:
        given = scores.verdicts.nudge[rows]
        reached = reached + given
        yield card.pushes.title, given
    adjusted = np.clip(reached, 0.0, 100.0)
    yield END, adjusted - reached
    capped = scores.capped[rows]
    for place in np.unique(capped[capped != UNCAPPED]).tolist():
        cut = scores.score[rows] - adjusted
        yield card.flags[place].title, np.where(capped == place, cut, 0.0)


def _won(card: Card, scores: Scores, rows: Ints) -> Iterator[tuple[str, Floats]]:
    points = {m.id: scores.points[m.id][rows] for m in card.active}
    force = {m.id: np.where(np.isnan(points[m.id]), 0.0, m.weight) for m in card.active}
    total = np.sum(list(force.values()), axis=0) if force else np.zeros(len(rows))
    for metric in card.active:
        part = np.nan_to_num(points[metric.id]) * force[metric.id]
        yield metric.title, np.divide(part, total, out=np.zeros(len(rows)), where=total > 0.0)


def _earned(card: Card, scores: Scores, rows: Ints) -> Iterator[tuple[str, Floats]]:
    floor, ceiling = card.ends
    unit = 100.0 / (ceiling - floor)
    yield "Base", np.full(len(rows), (card.base - floor) * unit)
    for action in card.deeds:
        yield action.title, np.nan_to_num(scores.points[action.id][rows]) * unit
