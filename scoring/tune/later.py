"""Weights learnt from earlier looks are tried on later ones that could not be known by then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.order import worst_first
from scoring.backtest.ranking import ranking_power
from scoring.tune.anew import Turns
from scoring.tune.material import Material
from scoring.values import Bools, Floats

ENOUGH: Final = 20
"""From so many lost accounts in the later part on a split by time is shown."""


@dataclass(frozen=True, slots=True)
class Split:
    """Month numbers: learnt from looks up to `until`, tried on those from `since` on."""

    until: int
    since: int


@dataclass(frozen=True, slots=True)
class Later:
    """Ranking power in the later part; in words where there is no such split.

    `power` is that of the weights that the earlier part suggests, `present` that of the card at
    hand; `gap` is the held-out ranking power less `power`, None where either is not known.
    """

    power: Figure
    present: Figure
    gap: float | None
    split: Split | None


def split_of(material: Material, reach: int, fewest: int) -> Split | None:
    """The latest month to learn up to; None where too few are left on either side.

    Input: lead and horizon together, in months: what was not closed by a later look could not
    have taught by then. The later part has 20 lost accounts at least, the earlier one `fewest`.
    """
    for until in np.unique(material.as_of)[::-1].tolist():
        later = material.as_of >= until + reach
        if _lost(material, later) < ENOUGH:
            continue
        if _lost(material, material.as_of <= until) < fewest:
            return None
        return Split(int(until), int(material.as_of[later].min()))
    return None


def _lost(material: Material, rows: Bools) -> int:
    return len(np.unique(material.account[rows & material.lost]))


def tried_later(
    material: Material,
    split: Split | None,
    weights: Floats,
    present: Floats,
    power: Figure,
    turns: Turns = (),
) -> Later:
    """Try weights on the later part.

    Input: the weights that the earlier part suggests, and those of the card at hand; the
    held-out ranking power that the gap is taken from; how the earlier part would guess.
    """
    if split is None:
        none = no_figure(f"A split by time needs {ENOUGH} losses in its later part.")
        return Later(none, none, None, None)
    rows = np.flatnonzero(material.as_of >= split.since)
    lost, account = material.lost[rows], material.account[rows]
    found, now = (
        ranking_power(worst_first(material.score(one, rows, turns), lost, account))
        for one in (weights, present)
    )
    gap = None
    if power.estimate is not None and found.estimate is not None:
        gap = power.estimate - found.estimate
    return Later(found, now, gap, split)


def before(material: Material, split: Split) -> Bools:
    """The cases that are learnt from in a split; shape (cases,)."""
    return np.asarray(material.as_of <= split.until)
