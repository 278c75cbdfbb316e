"""The alert of a renewal that comes near while the account is not well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scoring.values import Bools, Month
from scoring.views.alerts.rule import AlertRule, Line, Spot, so_many, within
from scoring.views.alerts.sight import Sight
from scoring.views.alerts.words import band_at, joined, shown_at
from scoring.views.explain import biggest_losses


@dataclass(frozen=True)
class RenewalNear(AlertRule):
    """It renews within `months` months and stands in no good band, or in none at all.

    Only the renewal on record counts: of those before it the data know no date.
    """

    months: int = 3
    name: ClassVar[str] = "renewal"
    label: ClassVar[str] = "Renewal soon, not green"

    def __post_init__(self) -> None:
        """Refuse what cannot be looked at."""
        within("months", self.months, 1, 24)

    def lines(self, sight: Sight, margin: float) -> tuple[Line, ...]:
        """Near and not well holds; calm is far, or well by `margin` points above the cut."""
        near = self._near(sight)
        holds = sight.present & near & ~sight.well
        calm = sight.present & ~holds & (~near | sight.clears("well", margin))
        return (Line("", holds, calm),)

    def _near(self, sight: Sight) -> Bools:
        month = sight.first + np.arange(len(sight.row))[:, None]
        renewal = sight.book.frame.accounts.renewal[None, :]
        return np.asarray((renewal > month) & (renewal <= month + self.months))

    def in_words(self) -> str:
        """The rule in words."""
        return f"renews within {so_many(self.months)} and stands in no good band"

    def why(self, sight: Sight, spot: Spot) -> str:
        """When it renews, where it stands, and what costs it the most points."""
        account, at = spot.account, spot.at
        renews = Month(int(sight.book.frame.accounts.renewal[account]))
        band, shown = band_at(sight, account, at), shown_at(sight, account, at)
        lost = biggest_losses(sight.card, sight.scores, int(sight.row[at, account]))
        return joined(f"renews {renews}, {band}, score {shown}", ", ".join(lost))
