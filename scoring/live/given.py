"""Judgements that people give beside the data lie over what a pulse reads, month by month."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

import numpy as np

from scoring.live.frame import Frame
from scoring.spec.model import Metric
from scoring.spec.parts import PULSE, PULSE_REASON
from scoring.spec.records import PulseRecord
from scoring.values import Column, Floats, Ints, Texts

_POINTS_A_STEP: Final = 25.0
"""From 1 to 5 is four steps, from 0 to 100 points."""


@dataclass(frozen=True)
class Given:
    """The rows in which a judgement holds, what it is (1 to 5) and why; rows are in order.

    It stands for the card's own pulse, and for the measure named here, which holds judgements
    from 1 to 5, wherever a card reads its value of the month; "" for none.
    """

    measure: str
    rows: Ints
    scores: Floats
    reasons: tuple[str, ...]
    kept: dict[tuple[object, ...], Column] = field(default_factory=dict, compare=False)

    def speaks_in(self, metric: Metric) -> bool:
        """Whether what this metric reads is a judgement of the month."""
        if metric.id in (PULSE, PULSE_REASON):
            return True
        return metric.measure == self.measure != "" and metric.transform.name == "level"

    def over(self, metric: Metric, column: Column) -> Column:
        """The column with the judgements over it, worked out once; the input stays as it is.

        A card may call its metrics what it likes, so the name alone makes no other column: as many
        are kept as there are ways to read a measure, and no more.
        """
        own = metric.id if metric.id in (PULSE, PULSE_REASON) else ""
        key = own, metric.normaliser.name, metric.measure, metric.max_age_months
        if key not in self.kept:
            self.kept[key] = self._laid_over(metric, column)
        return self.kept[key]

    def laid(self, column: Column) -> bool:
        """Whether this very column has the judgements over it."""
        return any(column is made for made in self.kept.values())

    def as_nudge(self, column: Floats, most: float) -> Floats:
        """A column of points that a pulse adds or takes, where 5 adds `most` and 1 takes them."""
        whole = column.copy()
        whole[self.rows] = (self.scores - 3.0) / 2.0 * most
        return whole

    def _laid_over(self, metric: Metric, column: Column) -> Column:
        if isinstance(column, Texts):
            return self._reasons_over(column) if metric.id == PULSE_REASON else column
        in_points = metric.id == PULSE and metric.normaliser.name == "points"
        said = (self.scores - 1.0) * _POINTS_A_STEP if in_points else self.scores
        whole = column.copy()
        whole[self.rows] = said
        return whole

    def _reasons_over(self, column: Texts) -> Texts:
        labels = tuple(dict.fromkeys((*column.labels, *self.reasons)))
        place = {label: i for i, label in enumerate(labels)}
        codes = column.codes.copy()
        codes[self.rows] = [place[reason] for reason in self.reasons]
        return Texts(codes, labels)


def given(frame: Frame, measure: str, records: Sequence[PulseRecord]) -> Given:
    """Where these judgements hold.

    Input: the rows, the measure of judgements (see `Given`), and the judgements in the order in
    which they were written. One holds at each end of a month from the day it was given until the
    day it expires, that day excluded, and no longer than until another is given for the account:
    the last word counts, also once it has expired. Those of unknown accounts are left out.
    """
    place = {name: i for i, name in enumerate(frame.accounts.ids)}
    known = sorted((r for r in records if r.account in place), key=lambda r: (r.account, r.given))
    ends = [month.end for month in frame.months]
    held = [
        (place[account], frame.months[i].number, record)
        for account, own in groupby(known, key=lambda r: r.account)
        for record, months in _spans(list(own), ends)
        for i in months
    ]
    accounts = np.array([account for account, _, _ in held], dtype=np.int64)
    months = np.array([number for _, number, _ in held], dtype=np.int64)
    rows = frame.rows_of(accounts, months) if held else accounts
    found = [i for i in np.argsort(rows, kind="stable").tolist() if rows[i] >= 0]
    return Given(
        measure,
        rows[found],
        np.array([held[i][2].score for i in found], dtype=np.float64),
        tuple(held[i][2].reason for i in found),
    )


def _spans(own: list[PulseRecord], ends: list[dt.date]) -> Iterator[tuple[PulseRecord, range]]:
    """The months in which each judgement of one account holds, as positions."""
    for record, until in zip(own, untils(own), strict=True):
        yield record, range(bisect_left(ends, record.given), bisect_left(ends, until))


def untils(own: Sequence[PulseRecord]) -> list[dt.date]:
    """The first day on which each judgement of one account no longer holds.

    Input: the judgements of one account in the order of the days they were given.
    """
    until = [record.expires for record in own]
    for i, after in enumerate(own[1:]):
        until[i] = min(until[i], after.given)
    return until
