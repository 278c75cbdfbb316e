"""The alert of a red flag of the card that begins to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scoring.views.alerts.rule import AlertRule, Line, Spot
from scoring.views.alerts.sight import Sight
from scoring.views.facts import facts_of


@dataclass(frozen=True)
class FlagFired(AlertRule):
    """One of the card's red flags holds, whether or not it caps; each is watched for itself."""

    name: ClassVar[str] = "red_flag"
    label: ClassVar[str] = "Red flag fired"

    def lines(self, sight: Sight, margin: float) -> tuple[Line, ...]:
        """A line a flag. A flag is a fact, so that no margin is asked of it."""
        del margin
        found = []
        for flag in sight.card.flags:
            held = sight.scores.verdicts.flags[flag.id][sight.row]
            holds = sight.present & held
            found.append(Line(flag.id, np.asarray(holds), np.asarray(sight.present & ~held)))
        return tuple(found)

    def in_words(self) -> str:
        """The rule in words."""
        return "comes under a red flag of the card"

    def why(self, sight: Sight, spot: Spot) -> str:
        """The flag, and what its condition looked at."""
        flag = next(flag for flag in sight.card.flags if flag.id == spot.line)
        row = int(sight.row[spot.at, spot.account])
        return f"{flag.title}: {facts_of(sight.book, sight.card, flag.when, row)}"
