"""Eighty made accounts, measures given account-month by account-month, and their lights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import numpy as np

from scoring.backtest.leak_light import LeakLight
from scoring.backtest.leaks import leaks_of
from scoring.live.book import Book
from scoring.live.frame import NEVER, Frame
from scoring.spec.catalogue import Churn, Measure
from scoring.spec.question import Question
from scoring.values import Column
from tests.unit.hand_made import frame

MONTHS = [f"{year}-{m:02}" for year in (2024, 2025) for m in range(1, 13)]
QUESTION = Question(cohort="calendar", min_tenure=0)
NAMES = [f"a{i:02}" for i in range(80)]

# Every other one of the first sixty leaves, one after the other from July 2024 to December
# 2025, and says so two months before.
ENDS = {name: MONTHS[6 + i % 18] for i, name in enumerate(NAMES[:60:2])}
TELLS = {name: MONTHS[MONTHS.index(end) - 2] for name, end in ENDS.items()}


def rows_of(ends: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each account has a row a month up to the month of its end, and that month too."""
    return [(n, m) for n in NAMES for m in MONTHS if m <= ends.get(n, MONTHS[-1])]


@cache
def seen(churn: Churn = "dated") -> Frame:
    if churn == "dated":
        return frame(rows_of(ENDS), churn=churn, ended=ENDS, notice=TELLS)
    return frame(rows_of(ENDS), churn=churn, lost=tuple(ENDS))


class At(NamedTuple):
    """An account-month: the account's number, the month's, and months to its end (99: none)."""

    account: int
    month: int
    to: int

    @property
    def leaves(self) -> bool:
        return self.to < 99

    @property
    def noise(self) -> float:
        """A number from 0 to 1 that goes up and down by its own beat."""
        return (
            (self.account * 7919 + self.month * 104729 + self.account * self.month * 31) % 997 / 997
        )


def book(columns: Mapping[str, Column], made: Frame | None = None) -> Book:
    """The accounts with these measures."""
    whole = made or seen()
    measures = tuple(
        Measure(n, n, "number" if isinstance(c, np.ndarray) else "text") for n, c in columns.items()
    )
    held = replace(whole, catalogue=replace(whole.catalogue, measures=measures))
    return Book(held, lambda metrics: {m.id: columns[m.measure] for m in metrics})


def each(value: Callable[[At], float], made: Frame | None = None) -> Column:
    """A measure, account-month by account-month."""
    whole = made or seen()
    left = whole.accounts.ended[whole.account]
    to = np.where(left == NEVER, 99, left - whole.month)
    triples = zip(whole.account.tolist(), whole.month.tolist(), to.tolist(), strict=True)
    return np.array([value(At(*one)) for one in triples], dtype=np.float64)


def honest(at: At) -> float:
    """Usage: less in the last year, and 0 in the month of the end."""
    return 0.0 if at.to == 0 else 3 * at.noise + (1 if at.to > 12 else 0)


def light(value: Callable[[At], float], name: str = "x") -> LeakLight:
    return leaks_of(book({name: each(value)}), QUESTION).lights[0]
