"""What was guessed from the losses is guessed anew wherever some of the accounts are held out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from scoring.backtest.order import worst_first
from scoring.backtest.ranking import auc
from scoring.values import Bools, Floats

Guessed = Literal["", "side", "order"]
"""What of a metric was read off the losses: nothing, which end is better, or all its points."""

_UNSEEN: Final = 50.0
"""The points of a category that nobody has who was learnt from."""


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """From a metric's points as the card has them to those that some cases alone would guess.

    `levels` are the different points of its categories, rising, and `become` what each one is
    then; where there are none, the better end is the other one.
    """

    levels: Floats
    become: Floats

    def of(self, points: Floats) -> Floats:
        """The points as they would be, NaN where there are none."""
        if not len(self.levels):
            return 100.0 - points
        place = np.minimum(np.searchsorted(self.levels, points), len(self.levels) - 1)
        seen = np.where(self.levels[place] == points, self.become[place], _UNSEEN)
        return np.where(np.isnan(points), np.nan, seen)


Turns = tuple[Turn | None, ...]
"""For each metric how it is turned, None where it stays; empty where all do."""


def turns_of(points: Floats, lost: Bools, guessed: tuple[Guessed, ...]) -> Turns:
    """How each guess would be if these cases alone had been looked at.

    Input: points of shape (cases, metrics), NaN for no value; who was lost; what was guessed of
    each metric, empty for nothing.
    """
    if not any(guessed):
        return ()
    found: list[Turn | None] = []
    for at, what in enumerate(guessed):
        one = points[:, at]
        found.append(_side(one, lost) if what == "side" else _order(one, lost) if what else None)
    return tuple(found)


def _side(points: Floats, lost: Bools) -> Turn | None:
    """The other end where the lost have more points than the kept."""
    area = auc(worst_first(points, lost))
    nothing = np.zeros(0)
    return Turn(nothing, nothing) if area is not None and area < 0.5 else None


def _order(points: Floats, lost: Bools) -> Turn | None:
    """Even steps from 0 to 100, by the share of lost cases, the more frequent first if equal."""
    known = ~np.isnan(points)
    if not known.any():
        return None
    levels, place = np.unique(points[known], return_inverse=True)
    cases = np.bincount(place)
    share = np.bincount(place, lost[known]) / cases
    become = np.empty(len(levels))
    become[np.lexsort((-cases, -share))] = np.linspace(0.0, 100.0, len(levels))
    return Turn(levels, become if len(levels) > 1 else np.full(1, _UNSEEN))


def turned(points: Floats, turns: Turns) -> Floats:
    """The points of all metrics as they would be; shape (cases, metrics), the same for no turns."""
    if not any(turn is not None for turn in turns):
        return points
    columns = [
        points[:, at] if turn is None else turn.of(points[:, at]) for at, turn in enumerate(turns)
    ]
    return np.column_stack(columns)
