"""What was guessed from the losses is guessed anew wherever some of the accounts are held out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, Literal

import numpy as np

from scoring.backtest.order import worst_first
from scoring.backtest.ranking import auc
from scoring.values import Bools, Floats

Guessed = Literal["", "side", "order"]
"""What of a metric was read off the losses: nothing, which end is better, or all its points."""

_UNSEEN: Final = 50.0
"""The points of a category that nobody has who was learnt from."""


def _nothing() -> Floats:
    return np.zeros(0)


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """From a metric's points as the card has them to those that some cases alone would guess.

    `levels` are the different points of its categories, rising, and `become` what each one is
    then; `flips` says that the better end is the other one. `other` is the position of another
    measure that would stand in its place, None for itself.
    """

    levels: Floats = field(default_factory=_nothing)
    become: Floats = field(default_factory=_nothing)
    flips: bool = False
    other: int | None = None

    def of(self, points: Floats) -> Floats:
        """The points as they would be, NaN where there are none."""
        if not len(self.levels):
            return 100.0 - points if self.flips else points
        place = np.minimum(np.searchsorted(self.levels, points), len(self.levels) - 1)
        seen = np.where(self.levels[place] == points, self.become[place], _UNSEEN)
        return np.where(np.isnan(points), np.nan, seen)


Turns = tuple[Turn | None, ...]
"""For each metric how it is turned, None where it stays; empty where all do."""


@dataclass(frozen=True, slots=True, eq=False)
class Guesses:
    """What of each metric was read off the losses, and what could have been chosen instead.

    `others` are the points of measures that are not on the card, shape (cases, others), NaN for
    no value; `kinds` says what is guessed of each.
    """

    of: tuple[Guessed, ...] = ()
    others: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    kinds: tuple[Guessed, ...] = ()

    @property
    def choices(self) -> int:
        """Of how many measures the guesses are; 1 where nothing could be chosen otherwise."""
        return len(self.kinds) + sum(map(bool, self.of)) if self.kinds and any(self.of) else 1

    def at(self, rows: Bools) -> Guesses:
        """The same of some cases."""
        return replace(self, others=self.others[rows]) if self.kinds else self


NO_GUESSES: Final = Guesses()
"""Of a card that people made."""


def turns_of(points: Floats, lost: Bools, guesses: Guesses) -> Turns:
    """How each guess would be if these cases alone had been looked at.

    Input: points of shape (cases, metrics), NaN for no value; who was lost; what was guessed. As
    many metrics are chosen as the card has guesses, those that separate best times their
    coverage, numbers and texts apart; each is turned as these cases say.
    """
    if not any(guesses.of):
        return ()
    found: list[Turn | None] = [None] * len(guesses.of)
    for kind in ("side", "order"):
        own = [at for at, what in enumerate(guesses.of) if what == kind]
        rest = [at for at, what in enumerate(guesses.kinds) if what == kind]
        tried = [_tried(points[:, at], lost, kind) for at in own]
        tried += [_tried(guesses.others[:, at], lost, kind, at) for at in rest]
        best = sorted(range(len(tried)), key=lambda at: -tried[at][0])[: len(own)]
        fresh = iter([at for at in best if at >= len(own)])
        for place, at in enumerate(own):
            found[at] = tried[place if place in best else next(fresh)][1]
    return tuple(found)


def _tried(
    points: Floats, lost: Bools, kind: str, other: int | None = None
) -> tuple[float, Turn | None]:
    """How well a measure separates in its better order, and how it is turned for that."""
    turn = _order(points, lost) if kind == "order" else _side(points, lost)
    if other is not None:
        turn = replace(turn or Turn(), other=other)
    area = auc(worst_first(points if turn is None else turn.of(points), lost))
    known = float(np.mean(~np.isnan(points))) if len(points) else 0.0
    return (0.0 if area is None else known * (area - 0.5)), turn


def _side(points: Floats, lost: Bools) -> Turn | None:
    """The other end where the lost have more points than the kept."""
    area = auc(worst_first(points, lost))
    return Turn(flips=True) if area is not None and area < 0.5 else None


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


def turned(points: Floats, turns: Turns, guesses: Guesses = NO_GUESSES) -> Floats:
    """The points of all metrics as they would be; shape (cases, metrics), the same for no turns."""
    if not any(turn is not None for turn in turns):
        return points
    columns = []
    for at, turn in enumerate(turns):
        other = None if turn is None else turn.other
        read = points[:, at] if other is None else guesses.others[:, other]
        columns.append(read if turn is None else turn.of(read))
    return np.column_stack(columns)
