"""What was asked of the made-up book is one frozen value that knows its calendar."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scoring.errors import CommandError
from scoring.values import Ints

Dates: TypeAlias = NDArray[np.datetime64]

BEYOND: Final = 18
"""Months the story goes on after the last one shown, so that decay is under way at the end."""

NEVER: Final = 9_999
"""The month index of what does not happen."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The size of a book, its calendar and the dials of its law.

    `months` counts the months shown; `signal` scales what health has to say about churn,
    `noise` how badly the measures show health (1 and 1 are the published law).
    """

    accounts: int
    months: int
    last_month: dt.date
    signal: float = 1.0
    noise: float = 1.0
    leak: bool = False
    drift: bool = False
    decline: bool = False

    def __post_init__(self) -> None:
        """Refuse sizes that have no meaning."""
        if self.accounts < 1:
            raise CommandError(f"a book of {self.accounts} accounts", fix="ask for at least 1")
        if self.months < 2:
            raise CommandError(f"a book of {self.months} months", fix="ask for at least 2")
        for dial, value in (("signal", self.signal), ("noise", self.noise)):
            if not (math.isfinite(value) and value >= 0):
                raise CommandError(f"{dial} is {value}", fix="use a number of at least 0")

    @property
    def horizon(self) -> int:
        """Months simulated: those shown and those beyond."""
        return self.months + BEYOND

    @property
    def turn(self) -> int:
        """The month index at which `drift` and `decline` set in: the middle."""
        return self.months // 2

    @property
    def first_month(self) -> np.datetime64:
        """Month 0 as a calendar month."""
        last = np.datetime64(f"{self.last_month:%Y-%m}", "M")
        return last - np.timedelta64(self.months - 1, "M")

    def calendar_month(self, index: Ints) -> Ints:
        """The month of the year, 1 to 12, of month indices of any shape."""
        of_year: Ints = (self.first_month.astype(np.int64) + index) % 12 + 1
        return of_year

    def day(self, index: Ints, day: Ints) -> Dates:
        """The dates on `day` (1 to 28) of months `index`; any shape, unit day."""
        first: Dates = (self.first_month + index).astype("datetime64[D]")
        dates: Dates = first + (day - 1)
        return dates

    def month_end(self, index: Ints) -> Dates:
        """The last dates of months `index`; any shape, unit day."""
        dates: Dates = (self.first_month + index + 1).astype("datetime64[D]") - 1
        return dates
