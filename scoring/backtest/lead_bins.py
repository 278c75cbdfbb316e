"""How many of the lost were red how long before: the months of warning, counted in bins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.figure import Figure
from scoring.backtest.lead import Strips
from scoring.backtest.proportions import proportion
from scoring.values import Bools

BINS: Final = ((0, 0), (1, 2), (3, 5), (6, 8), (9, 11), (12, None))
"""Months of warning, first and last; 0 is never: a run that reaches the loss has a month."""


@dataclass(frozen=True, slots=True)
class LeadBin:
    """The losses whose last red run began `first` to `last` months before (None: or more).

    `share` is of all losses with a month before them. `at_least` of them were red already when
    the data begin, so that the warning may be older.
    """

    label: str
    first: int
    last: int | None
    losses: int
    share: Figure
    at_least: int


def lead_bins(strips: Strips, within: Bools | None = None) -> tuple[LeadBin, ...]:
    """The losses in bins of months of warning, those never red first.

    Input: the strips of the losses, and which of them count, shape (losses,). A loss without a
    row before it is none that could have been red and is left out. Shares have Wilson's interval.
    """
    seen = (strips.rows >= 0).any(axis=1)
    if within is not None:
        seen &= within
    lead, open_ended = strips.lead[seen], ~strips.whole[seen]
    found = []
    for first, last in BINS:
        inside = (lead >= first) & (lead <= (np.inf if last is None else last))
        losses = int(inside.sum())
        share = proportion(losses, len(lead), "No loss has a month before it.")
        at_least = int((inside & open_ended).sum())
        found.append(LeadBin(_label(first, last), first, last, losses, share, at_least))
    return tuple(found)


def _label(first: int, last: int | None) -> str:
    if last == 0:
        return "never"
    return f"{first}+" if last is None else f"{first}–{last}"
