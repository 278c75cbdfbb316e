"""How long before its notice a lost customer was red, month by month.

A warning that came and went again warned of nothing: only the last run of red months
counts, and it has to reach the notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.backtest.cases import Losses
from scoring.backtest.figure import Figure
from scoring.backtest.proportions import proportion
from scoring.backtest.red import is_red
from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import Scores
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

    `rows` and `band` have the shape (losses, months): first the month before the notice
    (or the end where no notice is known), then the one before it. `band` is the position of the
    band, UNSCORED or YOUNG without a score, NO_ROW without a row; `red` where it flags.
    `lead` is the months from the first red month of the last run to the notice, 0 where no run
    reaches it; `whole` whether the run began within the months there are rows for. `scores` are
    those of all rows.
    """

    rows: Ints
    band: NDArray[np.int8]
    red: Bools
    lead: Ints
    whole: Bools
    scores: Floats

    def score(self, places: Sequence[int] | None = None) -> Floats:
        """The scores of some losses, or of all, in the same months; NaN where there is none."""
        rows = self.rows if places is None else self.rows[places]
        return np.where(rows >= 0, self.scores[rows], np.nan)

    @property
    def first(self) -> Ints:
        """The months from the first red month of each strip to the notice, 0 for none."""
        months = np.where(self.red, np.arange(1, self.red.shape[1] + 1), 0)
        return np.asarray(months.max(axis=1, initial=0))


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
    band = np.asarray(scores.band[rows], np.int8)
    band[rows < 0] = NO_ROW
    red = is_red(band, card)
    lead = lead_months(red)
    before = np.minimum(lead + GAP, months)
    oldest = band[np.arange(len(rows)), before - 1]
    edge = (lead + GAP > months) | (oldest == NO_ROW)
    return Strips(rows, band, red, lead, (lead == 0) | ~edge, scores.score)


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
    lead = np.zeros(len(red), dtype=np.int16)
    gap = np.zeros(len(red), dtype=np.int16)
    for back, here in enumerate(np.ascontiguousarray(red.T)):
        gap += 1
        runs_on = here & (gap <= allowed + 1)
        gap[runs_on] = 0
        lead[runs_on] = back + 1
    return lead.astype(np.int64)


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
