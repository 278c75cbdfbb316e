"""Lost customers as they stood while there was still time, beside those that were kept.

A lost customer is looked at in its last month at least three months before it left, so that
nothing that follows from the loss is taken for its sign. A kept one is looked at as long before
the data end: later nobody knows yet whether it is kept, and the last month may not be over.
Where losses carry no date everybody is looked at as it stands.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.order import worst_first
from scoring.backtest.ranking import auc
from scoring.kinds.normaliser import plain
from scoring.live.frame import NEVER, Frame
from scoring.values import Bools, Column, Floats, Ints, Texts, is_null

LEAD: Final = 3
"""Months between the look and the notice."""

FEW: Final = 8
"""So many customers lost and as many kept must have a value before they are compared."""

CLEAR: Final = 2.0
"""So many deviations of chance from as many pairs one way as the other, and losses tell the end."""


@dataclass(frozen=True, slots=True)
class Early:
    """One row an account: its number in the frame, and whether the account was lost."""

    rows: Ints
    lost: Bools


@dataclass(frozen=True, slots=True)
class Apart:
    """How far lost and kept customers lie apart in one measure.

    `area` is the share of all pairs of a lost and a kept customer in which the lost one has
    more, ties at half; `noise` its standard deviation if it were chance; `lost` and `kept`
    are the means.
    """

    area: float
    noise: float
    lost: float
    kept: float

    def beyond(self, deviations: float) -> float:
        """The distance from a half that is left after so many standard deviations; 0 to 0.5."""
        return max(0.0, abs(self.area - 0.5) - deviations * self.noise)


@dataclass(frozen=True, slots=True)
class Side:
    """Which end of a measure is the better one, and why.

    `falls` says that less is better; `apart` is how lost and kept customers differ, None where
    losses did not decide; `named` says that the name of the measure did.
    """

    falls: bool
    apart: Apart | None = None
    named: bool = False

    def in_words(self) -> str:
        """The end and its reason as one sentence."""
        better = "Less" if self.falls else "More"
        if self.apart is None:
            why = "by its name" if self.named else "as neither losses nor its name say otherwise"
            return f"{better} is better, {why}."
        lost, kept = (plain(float(f"{n:.3g}")) for n in (self.apart.lost, self.apart.kept))
        if (self.apart.lost > self.apart.kept) == self.falls and lost != kept:
            return f"{better} is better: lost customers had {lost} on average, kept ones {kept}."
        share = max(self.apart.area, 1.0 - self.apart.area)
        more = "more" if self.falls else "less"
        return f"{better} is better: in {share:.0%} of pairs the lost customer had {more}."


def early_rows(frame: Frame) -> Early:
    """The row at which each account is looked at; accounts without one are left out."""
    accounts = frame.accounts
    until = np.full(len(accounts.ids), NEVER)
    if frame.catalogue.churn == "dated":
        known = accounts.lost & (accounts.left != NEVER)
        until[:] = max(frame.months[0].number, frame.months[-1].number - LEAD)
        until[accounts.lost] = -1
        until[known] = accounts.left[known] - LEAD
    early = np.flatnonzero(frame.month <= until[frame.account])
    last = np.full(len(accounts.ids), -1)
    last[frame.account[early]] = early  # rows are in the order of months: the last one stays
    rows = last[last >= 0]
    return Early(rows, accounts.lost[frame.account[rows]])


def apart(values: Column, early: Early) -> Apart | None:
    """How a measure tells lost from kept customers; None where too few of either have a value.

    Input: its values, one a row of the frame. Categories count in the order of their share of
    lost customers, whose own chance result is larger: each category more adds to the noise.
    The area is the Mann-Whitney statistic (Hanley and McNeil 1982).
    """
    known = ~is_null(values)[early.rows]
    rows, lost = early.rows[known], early.lost[known]
    gone, kept = int(lost.sum()), int((~lost).sum())
    if gone < FEW or kept < FEW:
        return None
    noise = math.sqrt((gone + kept + 1) / (12.0 * gone * kept))
    if isinstance(values, Texts):
        noise *= math.sqrt(max(1, len(np.unique(values.codes[rows])) - 1))
    held = as_scale(values, early)[known]
    area = auc(worst_first(-held, lost))
    if area is None:
        return None
    return Apart(area, noise, float(held[lost].mean()), float(held[~lost].mean()))


def as_scale(values: Column, early: Early) -> Floats:
    """A measure at the early rows as numbers; a category is its share of lost customers."""
    if not isinstance(values, Texts):
        return np.asarray(values[early.rows])
    codes = values.codes[early.rows].astype(np.int64)
    known = codes >= 0
    scale = np.full(len(codes), np.nan)
    scale[known] = _shares(codes[known], early.lost[known])
    return scale


def _shares(codes: Ints, lost: Bools) -> Floats:
    """Each row's category as its share of lost customers."""
    rows, gone = np.bincount(codes), np.bincount(codes, weights=lost.astype(np.float64))
    return np.asarray((gone / np.maximum(rows, 1))[codes])


def ranks(values: Floats) -> Floats:
    """Ranks from 1, equal values at the middle of theirs; no value is NaN."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2.0)[place], dtype=np.float64)


def alike(one: Floats, other: Floats) -> float:
    """The rank correlation (Spearman 1904) of two measures, 0 where too few have both."""
    both = ~np.isnan(one) & ~np.isnan(other)
    first, second = one[both], other[both]
    if len(first) < FEW or first.min() == first.max() or second.min() == second.max():
        return 0.0
    return float(np.corrcoef(ranks(first), ranks(second))[0, 1])
