"""What a data set offers to a card: its measures and dimensions, described without their rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Churn = Literal["dated", "flagged", "unknown"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A raw value that a metric can read.

    `name` is the column as people wrote it, `column` the safe name inside the tables;
    `low` and `high` are the 1st and 99th percentile (None for text or if all null),
    `labels` the most frequent texts.
    """

    name: str
    column: str
    reads: Literal["number", "text"]
    low: float | None = None
    high: float | None = None
    labels: tuple[str, ...] = ()
    filled: float = 1.0


@dataclass(frozen=True, slots=True)
class Dimension:
    """A fixed trait of accounts: its name as people wrote it, and its safe column."""

    name: str
    column: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A loaded data set in words.

    `version` changes with any byte of the data; `churn` says how losses are known;
    `months` are the as-of dates, first to last; `currency` is printed before ARR;
    `over` is the end of the last month that is over in the data and by the calendar (None:
    the last one).
    """

    name: str
    version: str
    measures: tuple[Measure, ...]
    dimensions: tuple[Dimension, ...]
    months: tuple[dt.date, ...]
    accounts: int
    rows: int
    churn: Churn
    has_arr: bool
    currency: str = "$"
    over: dt.date | None = None

    def measure(self, name: str) -> Measure | None:
        """The measure of that name, or None."""
        return next((m for m in self.measures if m.name == name), None)

    def dimension(self, name: str) -> Dimension | None:
        """The dimension of that name, or None."""
        return next((d for d in self.dimensions if d.name == name), None)

    @property
    def single(self) -> bool:
        """Whether there is one snapshot only: no history, no warning time."""
        return len(self.months) <= 1
