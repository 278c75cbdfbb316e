"""Why one account has its score: points won and lost by each metric, closing exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scoring.live.frame import Frame
from scoring.live.kernel import Scores
from scoring.spec.model import Card
from scoring.values import Month


@dataclass(frozen=True, slots=True)
class Contribution:
    """One metric's part of a score.

    `won` is w·p/Σw and `lost` w·(100-p)/Σw, in points of the score; both are 0 for a
    metric that is missing and skipped. `points` is the metric's own 0–100, NaN if missing.
    """

    metric_id: str
    label: str
    points: float
    share: float
    won: float
    lost: float


def contributions(card: Card, scores: Scores, row: int) -> tuple[Contribution, ...]:
    """The parts of one row's score, in the card's order.

    The `won` add up to the score and the `lost` to what is missing to 100, up to the
    rounding of the score to nine decimals.
    """
    points = {m.id: float(scores.points[m.id][row]) for m in card.active}
    force = {m.id: 0.0 if math.isnan(points[m.id]) else m.weight for m in card.active}
    total = sum(force.values())
    parts: list[Contribution] = []
    for metric in card.active:
        share = force[metric.id] / total if total else 0.0
        own = points[metric.id]
        won = 0.0 if math.isnan(own) else share * own
        lost = 0.0 if math.isnan(own) else share * (100.0 - own)
        parts.append(Contribution(metric.id, metric.title, own, share, won, lost))
    return tuple(parts)


def biggest_losses(card: Card, scores: Scores, row: int, count: int = 3) -> tuple[str, ...]:
    """The labels of the metrics that cost the most points, each with its cost."""
    parts = sorted(contributions(card, scores, row), key=lambda p: -p.lost)
    return tuple(f"{p.label} −{p.lost:.0f}" for p in parts[:count] if p.lost > 0.5)


def movers(
    frame: Frame, scores: Scores, card: Card, account: int, month: Month, count: int = 3
) -> tuple[str, ...]:
    """The metrics that moved an account's score most since the month before, with their points."""
    here = np.array([account, account])
    rows = frame.rows_of(here, np.array([month.number - 1, month.number]))
    if (rows < 0).any():
        return ()
    before, now = (contributions(card, scores, int(row)) for row in rows)
    steps = [(b.won - a.won, b.label) for a, b in zip(before, now, strict=True)]
    steps.sort(key=lambda step: -abs(step[0]))
    return tuple(
        f"{label} {points:+.1f}".replace("-", "−")
        for points, label in steps[:count]
        if abs(points) >= 0.05
    )
