"""One account's band, month by month, up to a month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.live.frame import Frame
from scoring.live.kernel import Scores
from scoring.values import Month

LENGTH = 24
"""Months looked back."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An account at the end of one month: its score (NaN: none) and the band's position."""

    month: Month
    before: int
    score: float
    band: int


def band_history(frame: Frame, scores: Scores, account: int, until: Month) -> tuple[Moment, ...]:
    """The account's months up to `until`, oldest first; `before` counts back from it.

    Months without a row are left out.
    """
    numbers = np.arange(until.number - LENGTH, until.number + 1)
    rows = frame.rows_of(np.full(len(numbers), account), numbers)
    return tuple(
        Moment(Month(int(n)), until.number - int(n), float(scores.score[r]), int(scores.band[r]))
        for n, r in zip(numbers.tolist(), rows.tolist(), strict=True)
        if r >= 0
    )
