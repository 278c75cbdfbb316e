"""The alert of an account that enters a band that flags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scoring.views.alerts.rule import AlertRule, Line, Spot
from scoring.views.alerts.sight import Sight
from scoring.views.alerts.words import band_at, joined, moved, shown_at


@dataclass(frozen=True)
class Entered(AlertRule):
    """It stands in a band that flags; from Onboarding, Not scored or nowhere counts too."""

    name: ClassVar[str] = "entered"
    label: ClassVar[str] = "Entered red"

    def lines(self, sight: Sight, margin: float) -> tuple[Line, ...]:
        """Red holds; calm is a band that does not flag, by `margin` points above the cut."""
        calm = sight.banded & ~sight.red & sight.clears("safe", margin)
        return (Line("", sight.red, calm),)

    def in_words(self) -> str:
        """The rule in words."""
        return "enters a band that flags"

    def why(self, sight: Sight, spot: Spot) -> str:
        """From which band, with what score, moved by which metrics."""
        account, at = spot.account, spot.at
        before, now = band_at(sight, account, at - 1), band_at(sight, account, at)
        step = f"{before} → {now}, score {shown_at(sight, account, at)}"
        return joined(step, moved(sight, account, at))
