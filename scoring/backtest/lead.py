"""How long before its notice a lost customer was red, month by month.

A warning that came and went again warned of nothing: only the last run of red months
counts, and it has to reach the notice.
"""

from __future__ import annotations

from collections.abc import Callable
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

    `band` and `score` have the shape (losses, months): first the month before the notice
    (or the end where no notice is known), then the one before it. `band` is the position of the
    band, UNSCORED or YOUNG without a score, NO_ROW without a row; `red` where it flags.
    `lead` is the months from the first red month of the last run to the notice, 0 where no run
    reaches it; `whole` whether the run began within the months there are rows for.
    """

    rows: Ints
    band: NDArray[np.int8]
    score: Floats
    red: Bools
    lead: Ints
    whole: Bools


ScoredAt = Callable[[Ints], tuple[Floats, NDArray[np.int8]]]
"""Tells the scores and the bands of some rows, shape of the input."""


@dataclass(frozen=True, slots=True)
class Before:
    """The months before each loss under a card: told of the losses that somebody looks at.

    `rows` are those of `strip_rows`, of all losses; most of them need no score before.
    """

    rows: Ints
    card: Card
    scored: ScoredAt

    def strips(self, places: Ints | slice = slice(None)) -> Strips:
        """The strips of some losses, in the order of their places; of all without any."""
        rows = self.rows[places]
        score, band = self.scored(np.maximum(rows, 0))
        band = np.where(rows >= 0, band, NO_ROW).astype(np.int8)
        red = is_red(band, self.card)
        lead, months = lead_months(red), rows.shape[1]
        before = np.minimum(lead + GAP, months)
        padded = np.column_stack([np.full(len(rows), NO_ROW), band])
        edge = (lead + GAP > months) | (padded[np.arange(len(rows)), before] == NO_ROW)
        score = np.where(rows >= 0, score, np.nan)
        return Strips(rows, band, score, red, lead, (lead == 0) | ~edge)


def scored_by(scores: Scores) -> ScoredAt:
    """What tells scores and bands where all rows are scored."""
    return lambda rows: (scores.score[rows], scores.band[rows])


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
    return Before(rows, card, scored_by(scores)).strips()


def strip_rows(frame: Frame, losses: Losses, months: int = STRIP) -> Ints:
    """The row of each month before each loss, -1 where there is none; (losses, months)."""
    at = losses.churn[:, None] - np.arange(1, months + 1)
    began = np.where((losses.began == NEVER) | (losses.spell == 1), 0, losses.began)
    rows = frame.rows_of(np.broadcast_to(losses.account[:, None], at.shape), at)
    return np.where(at >= began[:, None], rows, -1)


def a_lead_before(rows: Ints, lead: int) -> Ints:
    """Of the rows before each loss the one at which a loss without a case is looked at."""
    return np.asarray(rows[:, max(lead, 1) - 1])


def lead_months(red: Bools, allowed: int = GAP) -> Ints:
    """The months from the start of the last red run to the loss.

    Input: red months, shape (losses, months), the month before the loss first. The run has
    to reach the loss; `allowed` months without red in a row, at its end too, do not break it,
    more do. Output: the place of the run's first red month, counted from the loss; 0 for none.
    """
    ended = np.ones((len(red), red.shape[1] + 1 + allowed), np.bool_)  # before it nothing is red
    ended[:, : red.shape[1]] = ~red
    runs = [ended[:, by : by + red.shape[1] + 1] for by in range(allowed + 1)]
    return np.asarray(np.logical_and.reduce(runs).argmax(axis=1))


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
