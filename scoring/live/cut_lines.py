"""Where on the scale an account stops being flagged, and where it is well, by its own variant."""

from __future__ import annotations

from typing import Literal

import numpy as np

from scoring.live.kernel import Scores
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints

Goal = Literal["safe", "well"]


def line_of(card: Card, goal: Goal) -> float:
    """The score, 0…100, from which a card's accounts are `safe` (not flagged) or `well`.

    It is the start of the lowest band that does not flag, for `well` of those with the tone
    good. Infinite where there is no such band.
    """
    pairs = zip(card.bands, card.alarms, card.cuts, strict=True)
    starts = [
        cut for band, alarm, cut in pairs if not alarm and (goal == "safe" or band.tone == "good")
    ]
    return min(starts, default=float("inf"))


def lines_of_rows(card: Card, scores: Scores, rows: Ints, goal: Goal) -> Floats:
    """The same for each row by the variant that scored it; shape of `rows`."""
    lines = np.array([line_of(effective, goal) for effective in card.effective])
    if scores.variant is None:
        return np.full(rows.shape, lines[-1])
    return np.asarray(lines[scores.variant[rows]])  # UNMATCHED counts from the end


def well_bands(card: Card) -> Bools:
    """Whether each band position is well: of the tone good and not flagged; without a score no."""
    pairs = zip(card.bands, card.alarms, strict=True)
    return np.array([*(b.tone == "good" and not alarm for b, alarm in pairs), False, False])


def safe_bands(card: Card) -> Bools:
    """Whether each band position is one that does not flag; without a score no."""
    return np.array([*(not alarm for alarm in card.alarms), False, False])
