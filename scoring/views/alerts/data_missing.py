"""The alert of an account whose data stay away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scoring.live.kernel import UNSCORED
from scoring.values import Bools, Floats, rounded
from scoring.views.alerts.rule import AlertRule, Line, Spot, so_many, within
from scoring.views.alerts.sight import Sight


@dataclass(frozen=True)
class DataMissing(AlertRule):
    """A customer has no row, or lost its score, or `share` percent of the weight its values.

    Each is compared with the best of the `months` months before; whatever stays away longer
    than that is no news.
    """

    share: float = 20.0
    months: int = 3
    name: ClassVar[str] = "missing"
    label: ClassVar[str] = "Data went missing"

    def __post_init__(self) -> None:
        """Refuse what cannot be looked at."""
        within("share", self.share, 1, 100)
        within("months", self.months, 1, 24)

    def lines(self, sight: Sight, margin: float) -> tuple[Line, ...]:
        """Any of the three holds; calm is a row without them. Data are there or not: no margin."""
        del margin
        known = np.nan_to_num(sight.coverage)
        no_row = sight.customer & ~sight.present & self._ever(sight.present)
        unscored = sight.present & (sight.standing == UNSCORED) & self._ever(sight.banded)
        fall = rounded(self._before(known) - known)
        holds = no_row | unscored | (sight.present & (fall >= self.share / 100.0))
        return (Line("", holds, sight.present & ~holds),)

    def _before(self, values: Floats) -> Floats:
        """The largest of the months before, without the month itself; 0 where there is none."""
        best = np.zeros(values.shape)
        for back in range(1, min(self.months, len(values) - 1) + 1):
            best[back:] = np.maximum(best[back:], values[:-back])
        return best

    def _ever(self, held: Bools) -> Bools:
        return np.asarray(self._before(held.astype(np.float64)) > 0.0)

    def in_words(self) -> str:
        """The rule in words."""
        return (
            f"has no row, no score any more, or values for {self.share:g}% less of the weight"
            f" than within {so_many(self.months)} before"
        )

    def why(self, sight: Sight, spot: Spot) -> str:
        """What is away."""
        account, at = spot.account, spot.at
        if not sight.present[at, account]:
            return "no row this month"
        known = sight.coverage[:, account]
        best = np.nanmax(known[max(0, at - self.months) : at])
        row = int(sight.row[at, account])
        names = [m.title for m in sight.card.active if _is_away(sight, m.id, row)]
        away = f"; no value for {', '.join(names)}" if names else ""
        return f"values for {known[at]:.0%} of the weight, {best:.0%} before{away}"


def _is_away(sight: Sight, metric_id: str, row: int) -> bool:
    values = sight.scores.points.get(metric_id)
    return values is not None and bool(np.isnan(values[row]))
