"""The alert of a score that falls by many points within a few months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scoring.values import Floats, rounded
from scoring.views.alerts.rule import AlertRule, Line, Spot, so_many, within
from scoring.views.alerts.sight import Sight
from scoring.views.alerts.words import joined, moved, shown_at


@dataclass(frozen=True)
class Dropped(AlertRule):
    """The score lies `points` or more below that of exactly `months` months before."""

    points: float = 15.0
    months: int = 3
    name: ClassVar[str] = "dropped"
    label: ClassVar[str] = "Dropped"

    def __post_init__(self) -> None:
        """Refuse what cannot be looked at."""
        within("points", self.points, 1, 100)
        within("months", self.months, 1, 24)

    def lines(self, sight: Sight, margin: float) -> tuple[Line, ...]:
        """Far enough down holds; calm is less than that by `margin` points more."""
        fall = self._fall(sight.score)
        with np.errstate(invalid="ignore"):
            return (Line("", fall >= self.points, fall < self.points - margin),)

    def _fall(self, score: Floats) -> Floats:
        before = np.full(score.shape, np.nan)
        before[self.months :] = score[: -self.months]
        return rounded(before - score)

    def in_words(self) -> str:
        """The rule in words."""
        return f"scores {self.points:g} points or more below {so_many(self.months)} before"

    def why(self, sight: Sight, spot: Spot) -> str:
        """From what score to what, and the metrics that moved it."""
        account, at = spot.account, spot.at
        before, now = (shown_at(sight, account, i) for i in (at - self.months, at))
        step = f"{before} → {now} in {so_many(self.months)}"
        return joined(step, moved(sight, account, at, self.months))
