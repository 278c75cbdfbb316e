"""A points card in memory, by the same operations as scoring.plan.points_card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from scoring.live.kernel import Scores, Verdicts, settled
from scoring.spec.model import Card
from scoring.spec.parts import Action
from scoring.values import Bools, Floats, rounded


def earned(action: Action, times: Floats | Bools) -> Floats:
    """An action's points in every row; NaN where its count is missing."""
    count = np.asarray(times, dtype=np.float64)
    count = np.where(count < 0.0, 0.0, count)
    if action.at_most is not None:
        count = np.where(count > action.at_most, action.at_most, count)
    return np.asarray(count * action.points)


def score_deeds(card: Card, points: Mapping[str, Floats], rows: int, verdicts: Verdicts) -> Scores:
    """Score every row of a points card.

    Input: for each action that is switched on the answer of `earned`. Output: `points` as
    given, `raw` the base and all points together, `mean` the same between floor (0) and
    ceiling (100), neither clipped.
    """
    raw, known = np.full(rows, card.base), np.zeros(rows)
    for action in card.deeds:
        missing = np.isnan(points[action.id])
        raw = raw + np.where(missing, 0.0, points[action.id])
        known = known + np.where(missing, 0.0, abs(action.points))
    typed = sum(abs(a.points) for a in card.deeds)
    coverage = rounded(known / typed) if typed else np.full(rows, np.nan)
    floor, ceiling = card.ends
    mean = (raw - floor) * 100.0 / (ceiling - floor)
    return replace(settled(card, points, coverage, mean, verdicts), raw=raw)
