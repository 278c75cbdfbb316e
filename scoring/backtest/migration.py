"""Where accounts of each band are three months later: who recovered, who fell, who left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.figure import Figure
from scoring.backtest.lives import lives_of
from scoring.backtest.proportions import clustered_proportion
from scoring.live.frame import Frame
from scoring.live.kernel import YOUNG, Scores
from scoring.spec.model import Card
from scoring.spec.question import Clock
from scoring.values import NOT_SCORED, ONBOARDING, Bools, Floats, Ints

MONTHS: Final = 3
"""The months from where an account was to where it is looked for, and between two origins."""

LEFT: Final = "Lost"


@dataclass(frozen=True, slots=True)
class Migration:
    """How many accounts went from each band (a row) to each (a column) in three months.

    `names` are the bands, best first, then not scored and onboarding; `ends` the same and last
    lost. `counts` has the shape (names, ends); `shares` are of each row, NaN in an empty one.
    `recovered` is the share of the flagged that was in a band that does not flag, `fell` that
    of the best band that was flagged; lost ones are in both denominators. `origins` is how many
    months accounts set out from.
    """

    names: tuple[str, ...]
    ends: tuple[str, ...]
    counts: Ints
    shares: Floats
    recovered: Figure
    fell: Figure
    origins: int


def migration(
    frame: Frame, card: Card, scores: Scores, clock: Clock, within: Bools | None = None
) -> Migration:
    """The bands of all customers against their bands three months later.

    Input: the scores of all rows; the clock, whose question dates the losses; the accounts that
    count (None: all). Origins lie three months apart, counted back from the last month from
    which three months are over: one an account and quarter. Who had given notice by then, where
    notice dates a loss, is no origin. The shares' intervals are clustered Wilson.
    """
    lives = lives_of(frame, clock.question)
    first, last = frame.months[0].number, clock.last.number
    origins = np.arange(last - MONTHS, first - 1, -MONTHS)
    if clock.cohort == "current":
        origins = origins[:0]
    life, at = np.nonzero((lives.since[:, None] <= origins) & (origins < lives.churn[:, None]))
    if within is not None:
        inside = within[lives.account[life]]
        life, at = life[inside], at[inside]
    account, t = lives.account[life], origins[at]
    count = len(card.bands)
    start = _place(frame, scores, account, t, count)
    end = _place(frame, scores, account, t + MONTHS, count)
    end[lives.churn[life] <= t + MONTHS] = count + 2
    names = (*(band.name for band in card.bands), NOT_SCORED, ONBOARDING)
    table = np.bincount(start * (count + 3) + end, minlength=(count + 2) * (count + 3))
    table = table.reshape(count + 2, count + 3)
    rows = table.sum(axis=1, keepdims=True)
    alarm = np.array([*card.alarms, False, False, False])
    calm = np.arange(count + 3) < count
    red, green = alarm[start], (start == 0) & ~alarm[0]
    return Migration(
        names=names,
        ends=(*names, LEFT),
        counts=table,
        shares=np.where(rows > 0, table / np.maximum(rows, 1), np.nan),
        recovered=clustered_proportion(
            (calm & ~alarm)[end[red]], account[red], nothing="Nobody was flagged."
        ),
        fell=clustered_proportion(
            alarm[end[green]], account[green], nothing=f"Nobody was {names[0]}."
        ),
        origins=len(origins),
    )


def _place(frame: Frame, scores: Scores, account: Ints, month: Ints, count: int) -> Ints:
    """The band of accounts at months; `count` without a score, `count` + 1 where too young."""
    row = frame.rows_of(account, month)
    band = np.where(row >= 0, scores.band[row], -1).astype(np.int64)
    return np.where(band >= 0, band, np.where(band == YOUNG, count + 1, count))
