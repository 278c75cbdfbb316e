"""How long before its notice a lost customer was red, month by month.

A warning that came and went again warned of nothing: only the last run of red months
counts, and it has to reach the notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.backtest.cases import Losses
from scoring.backtest.figure import Figure
from scoring.backtest.proportions import proportion
from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import UNSCORED, Scores, band_alarms
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints

STRIP: Final = 24
"""Months looked back from the notice."""

NO_ROW: Final = -3
"""The band position of a month in which a customer has no row."""

GAP: Final = 1
"""So many months without red in a row do not end a run."""


@dataclass(frozen=True, slots=True)
class Strips:
    """The months before each loss, one row a loss in the order of `Losses`.

    `band` and `score` have the shape (losses, months): first the month before the notice
    (or the end where no notice is known), then the one before it. `band` is the position of the
    band, UNSCORED or YOUNG without a score, NO_ROW without a row; `red` where it flags.
    `lead` is the months from the first red month of the last run to the notice, 0 where no run
    reaches it; `first` the months from the first red month of the strip, 0 for none;
    `whole` whether the run began within the months there are rows for.
    """

    rows: Ints
    band: NDArray[np.int8]
    score: Floats
    red: Bools
    lead: Ints
    first: Ints
    whole: Bools


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How many months before the notice the last red run began.

    Of all losses that the question counts with a row before them: `median` of those warned at
    all, None if none was; `early` the share that was red for at least the lead; `never` how
    many never were.
    """

    median: float | None
    early: Figure
    never: int
    losses: int


def strips_of(
    frame: Frame,
    losses: Losses,
    scores: Scores,
    card: Card,
    months: int = STRIP,
    rows: Ints | None = None,
) -> Strips:
    """The strip of each loss, with the months of warning; `rows` if they are known already."""
    rows = strip_rows(frame, losses, months) if rows is None else rows
    band = np.where(rows >= 0, scores.band[rows], NO_ROW).astype(np.int8)
    red = band_alarms(card)[np.maximum(band, UNSCORED)] & (band >= 0)
    lead = lead_months(red)
    count = np.arange(1, months + 1)
    first = np.where(red, count, 0).max(axis=1, initial=0)
    before = np.minimum(lead + GAP, months)
    padded = np.column_stack([np.full(len(rows), NO_ROW), band])
    edge = (lead + GAP > months) | (padded[np.arange(len(rows)), before] == NO_ROW)
    score = np.where(rows >= 0, scores.score[rows], np.nan)
    return Strips(rows, band, score, red, lead, first, (lead == 0) | ~edge)


def strip_rows(frame: Frame, losses: Losses, months: int = STRIP) -> Ints:
    """The row of each month before each loss, -1 where there is none; (losses, months)."""
    at = losses.churn[:, None] - np.arange(1, months + 1)
    began = np.where((losses.began == NEVER) | (losses.spell == 1), 0, losses.began)
    rows = frame.rows_of(np.broadcast_to(losses.account[:, None], at.shape), at)
    return np.where(at >= began[:, None], rows, -1)


def lead_months(red: Bools, allowed: int = GAP) -> Ints:
    """The months from the start of the last red run to the loss.

    Input: red months, shape (losses, months), the month before the loss first. The run has
    to reach the loss; `allowed` months without red in a row, at its end too, do not break it,
    more do. Output: the place of the run's first red month, counted from the loss; 0 for none.
    """
    lead = np.zeros(len(red), dtype=np.int64)
    gap = np.zeros(len(red), dtype=np.int64)
    for back, here in enumerate(np.ascontiguousarray(red.T)):
        gap = np.where(here & (gap <= allowed), 0, gap + 1)
        lead = np.where(here & (gap == 0), back + 1, lead)
    return lead


def share_warned(lead: Ints, months: int) -> tuple[int, int]:
    """How many losses were red for at least so many months up to the loss, and of how many.

    Who was never red was not warned, whatever the months: 0 counts as 1.
    """
    return int(np.sum(lead >= max(months, 1))), len(lead)


def lead_time(
    frame: Frame,
    losses: Losses,
    scores: Scores,
    card: Card,
    months: int,
    within: Bools | None = None,
    strips: Strips | None = None,
) -> LeadTime:
    """How early the losses were red; `months` is the lead that is asked for.

    Only losses that the question counts, with a row before them, of the accounts `within`
    (None: all); `strips` is the answer of `strips_of` if it is known already.
    """
    strips = strips or strips_of(frame, losses, scores, card)
    seen = losses.counted & (strips.rows >= 0).any(axis=1)
    if within is not None:
        seen &= within[losses.account]
    lead = strips.lead[seen]
    warned = lead[lead > 0]
    median = float(np.median(warned)) if len(warned) else None
    early = proportion(*share_warned(lead, months), "No loss has a month before it.")
    return LeadTime(median, early, int((lead == 0).sum()), len(lead))
