"""The one cut that decides who is flagged: where it lies, how far it may move, moving it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from scoring.errors import CardError, Finding
from scoring.spec.edit import with_cuts
from scoring.spec.model import Card

STEP: Final = 0.1
"""Cuts are written in tenths of the card's own scale."""


@dataclass(frozen=True, slots=True)
class Border:
    """The cut below which accounts are flagged.

    `position` counts the card's bands, best first: that band is the last that does not flag.
    `cut`, `low` and `high` are scores of 100: where it lies, and from where to where it may move.
    """

    position: int
    cut: float
    low: float
    high: float


def alarm_border(card: Card) -> Border | None:
    """The cut between the bands that do not flag and those that do.

    None where there is not exactly one: nobody or everybody is flagged, or a band that flags
    stands above one that does not.
    """
    alarms = card.alarms
    position = sum(not alarm for alarm in alarms) - 1
    if position < 0 or position == len(alarms) - 1 or any(alarms[: position + 1]):
        return None
    cuts, step = card.cuts, STEP / _scale(card)
    high = cuts[position - 1] - step if position else 100.0
    return Border(position, cuts[position], cuts[position + 1] + step, high)


def with_alarm_cut(card: Card, cut: float) -> Card:
    """The card with that cut moved, as far as the bands beside it allow.

    Input: a score of 100; it is rounded down to the step, so that nobody more is flagged.
    Raises CardError if the card has no such cut.
    """
    border = alarm_border(card)
    if border is None:
        fix = "let the lowest bands flag, and no other"
        raise CardError([Finding("bands", "no single cut decides who is flagged", fix)])
    starts = [band.start for band in card.bands[:-1]]
    held = min(max(cut, border.low), border.high)
    starts[border.position] = math.floor(_own(card, held) / STEP + 1e-6) * STEP
    return with_cuts(card, starts)


def _scale(card: Card) -> float:
    """How much of the card's own scale one point of 100 is."""
    return 0.09 if card.display == "ten" else 1.0


def _own(card: Card, cut: float) -> float:
    return 1.0 + 0.09 * cut if card.display == "ten" else cut
