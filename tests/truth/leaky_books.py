"""The twenty books with a field that was copied back: their mean, their looks, their pulse.

What was published is a mean of eight books, in two digits. Two means of 20 and of 8 books lie
less than 2.5 s √(1/20 + 1/8) apart in 99 of 100 cases, s being their standard deviation; that
and half of the last digit printed, never more, is the tolerance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tests.truth.expert_card import Cubes, cases
from tests.truth.twenty_books import SEEDS, auc_of, read

LOOKS = (2, 8, 14, 20, 26)
"""Months that lie a horizon apart, the last with a whole window: 26 + 3 + 6 = 35."""

LAST = 35
Wrong = Callable[[Cubes], float]


def agree(values: list[float], published: float, digit: float = 0.01) -> None:
    spread = 2.5 * float(np.std(values, ddof=1)) * (1 / 20 + 1 / 8) ** 0.5
    assert float(np.mean(values)) == pytest.approx(published, abs=spread + digit / 2)


def books() -> list[Cubes]:
    return [read(seed, leak=True)[0] for seed in SEEDS]


def pulse_dated_by(notice: bool) -> Wrong:
    """The pulse alone without a lead, over three months; by the notice, nobody is left after it."""

    def wrong(arrays: Cubes) -> float:
        end = np.minimum(arrays.end, arrays.notice) if notice else arrays.end
        dated = replace(arrays, end=end)
        return auc_of(dated, cases(dated, 0, 3), "csm_pulse")

    return wrong
