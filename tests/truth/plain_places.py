"""Where the plain scorer looks: one account at one month, among the rows of a small book."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Cell = float | str | None
Rows = Mapping[tuple[str, int], Mapping[str, Cell]]
"""The measures of each account at each month number."""


@dataclass(frozen=True)
class Account:
    """What is known of an account whatever the month: its segment and its first month."""

    segment: str | None = None
    start: int | None = None


@dataclass(frozen=True)
class Place:
    """One account-month among all rows."""

    rows: Rows
    account: str
    month: int
    facts: Account = Account()

    def seen(self, measure: str, span: int) -> list[Cell]:
        """The measure in the last `span` months, oldest first, nulls left out.

        What is no finite number is no value.
        """
        cells = [
            self.rows.get((self.account, m), {}).get(measure)
            for m in range(self.month - span + 1, self.month + 1)
        ]
        return [c for c in cells if c is not None and (isinstance(c, str) or math.isfinite(c))]

    def read(self, metric: Mapping[str, Any]) -> Cell | Fraction:
        """What the metric reads: the newest value in its age, or the mean of the months known."""
        transform = metric.get("transform", {"kind": "level"})
        mean = transform["kind"] == "mean"
        span = transform["months"] if mean else metric.get("max_age_months", 0) + 1
        found = self.seen(metric["measure"], span)
        if not found:
            return None
        return sum((Fraction(v) for v in found), Fraction(0)) / len(found) if mean else found[-1]


def nine(number: Fraction) -> Fraction:
    """Nine decimals, halves up."""
    return Fraction(math.floor(number * 10**9 + Fraction(1, 2)), 10**9)
