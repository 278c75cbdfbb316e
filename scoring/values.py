"""The small frozen words of the domain that every floor above speaks."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

Tone: TypeAlias = Literal["good", "watch", "bad"]
Reads: TypeAlias = Literal["number", "text", "any"]

NOT_SCORED: Final = "Not scored"
"""The band of an account whose data do not suffice for a number."""

ONBOARDING: Final = "Onboarding"
"""The band of an account that is too young for a score."""

SCORE_DECIMALS: Final = 9
"""Scores are rounded to this many decimals once, before any comparison, tie or rank."""

_SCALE: Final = 10.0**SCORE_DECIMALS

HALF_A_DECIMAL: Final = 0.5 / _SCALE
"""Half of a score's last decimal: two scores that differ lie further apart than this."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A text column as codes into its distinct labels; code -1 is null."""

    codes: NDArray[np.int32]
    labels: tuple[str, ...]

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.codes)


Column: TypeAlias = Floats | Texts
"""One metric's raw values: numbers (NaN is null) or texts (code -1 is null)."""


def is_null(column: Column) -> Bools:
    """Where a column holds nothing; shape (rows,)."""
    if isinstance(column, Texts):
        return np.asarray(column.codes < 0)
    return np.isnan(column)


def rounded(score: Floats) -> Floats:
    """Round to nine decimals, halves up: the same three steps that the plan writes in SQL."""
    return np.asarray(np.floor(score * _SCALE + 0.5) / _SCALE)


def rounded_one(score: float) -> float:
    """`rounded` for a single number."""
    return float(np.floor(score * _SCALE + 0.5) / _SCALE)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, counted; its date is its last day."""

    number: int

    @classmethod
    def of(cls, day: dt.date) -> Month:
        """The month in which a day falls."""
        return cls(day.year * 12 + day.month - 1)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read YYYY-MM or YYYY-MM-DD (the day is ignored). Raises ValueError on anything else."""
        found = re.fullmatch(r"([0-9]{4})-([0-9]{2})(-[0-9]{2})?", text.strip())
        if found is None:
            raise ValueError(f"{text!r} is not YYYY-MM")
        return cls.of(dt.date(int(found[1]), int(found[2]), 1))

    def plus(self, months: int) -> Month:
        """The month so many months later (or earlier, if negative)."""
        return Month(self.number + months)

    @property
    def end(self) -> dt.date:
        """The last day of the month."""
        year, month = self.number // 12, self.number % 12 + 1
        return dt.date(year, month, calendar.monthrange(year, month)[1])

    def __str__(self) -> str:
        """The month as YYYY-MM."""
        return f"{self.number // 12:04d}-{self.number % 12 + 1:02d}"


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Every month from first to last, both included."""
    return (Month(n) for n in range(first.number, last.number + 1))


MissingPolicy: TypeAlias = Literal["skip", "neutral", "worst", "refuse", "points"]


@dataclass(frozen=True, slots=True)
class Missing:
    """What an account without a value gets for a metric.

    `skip` spreads the weight over the metrics present, `refuse` gives the account
    no score at all; `neutral` is 50 points, `worst` 0, `points` the number stated.
    """

    policy: MissingPolicy
    stated: float | None = None

    @property
    def points(self) -> float | None:
        """The points that stand in for the missing value; None where none do."""
        if self.policy == "points":
            return self.stated
        return {"neutral": 50.0, "worst": 0.0}.get(self.policy)

    def authored(self) -> str | dict[str, float]:
        """The policy as a card writes it."""
        return {"points": self.stated or 0.0} if self.policy == "points" else self.policy
