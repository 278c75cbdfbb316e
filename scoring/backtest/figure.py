"""A measured number with its interval, or the words that stand in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Z95: Final = 1.959963984540054
"""The 97.5th percentile of the normal law: every interval here is a two-sided 95% one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as a reader may see it: never NaN, never infinite.

    `estimate`, `low` and `high` are None where there is none, and then `why` says in words
    why. `n` is the number of rows (or accounts, or draws) that `method` names; `effective`
    how many independent ones they are worth. `method` names the interval's source.
    """

    estimate: float | None
    low: float | None
    high: float | None
    n: float
    effective: float
    method: str
    why: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a number to show."""
        return self.estimate is not None


def no_figure(why: str, n: float = 0, method: str = "") -> Figure:
    """A figure that cannot be had; `why` is a sentence for the reader."""
    return Figure(None, None, None, n, 0.0, method, why)


def without_interval(estimate: float, n: float, why: str) -> Figure:
    """A number that is known but whose uncertainty is not; `why` is a sentence."""
    return Figure(estimate, None, None, n, 0.0, "", why)
