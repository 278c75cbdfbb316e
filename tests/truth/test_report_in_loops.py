"""The quality report says of random books what plain loops over their rows find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.backtest.clock import usual_question
from scoring.backtest.leaks import leaks_of
from scoring.engine.matrix import open_book
from scoring.engine.quality import examine
from tests.examples import examples
from tests.truth import plain_report
from tests.truth.plain_report import OF_NUMBERS, OF_TEXTS, Cells, Told
from tests.unit.engine.loading import loaded

TODAY = dt.date(2026, 1, 15)
ACCOUNTS, MONTHS = 70, 18
DAYS = pd.date_range("2024-01-31", periods=MONTHS, freq="ME").date
NUMBERS = ("counts", "levels", "doubling", "usual", "trait", "shares", "owed")
TEXTS = ("mood", "price")
SOURCE = f"""
version: 1
name: Book
files: {{a: {{path: a.csv}}, b: {{path: b.csv}}}}
account: {{from: a, id: id, dimensions: [plan]}}
snapshots: [{{from: b, id: id, month: month, measures: [{", ".join(NUMBERS + TEXTS)}]}}]
"""


def book(seed: int) -> pd.DataFrame:
    """Accounts by month with gaps, blanks, an outage, and of each kind of oddity some or none.

    Values are few and round, so that ties and values of exactly ten times are frequent.
    """
    rng = np.random.default_rng(seed)
    account, month = (a.ravel() for a in np.indices((ACCOUNTS, MONTHS)))
    size = len(account)

    def some(share: float) -> np.ndarray[Any, Any]:
        return rng.random(size) < share * rng.integers(0, 3)

    levels = rng.choice([1.0, 2.0, 10.0, 30.0], ACCOUNTS)[account] * rng.choice([1, 1, 1.5], size)
    doubling = 2.0 ** (month + rng.integers(0, 2, size))
    factors = rng.choice([0.01, 0.1, 10, 10.000001, 100, 1e6], size)
    columns: dict[str, Any] = {
        "counts": rng.integers(0, 9, size).astype(float),
        "levels": np.where(some(0.001), levels * factors, levels),
        "doubling": np.where(some(0.001), doubling * rng.choice([256, 300.0], size), doubling),
        "usual": np.where(some(0.025), rng.integers(0, 3, size), 7.0),
        "trait": rng.integers(1, 50, ACCOUNTS)[account] * np.where(some(0.02), 1.25, 1.0),
        "shares": np.where(some(0.01), 42.0, rng.integers(0, 100, size) / 100),
        "owed": np.where(some(0.01), -4.0, rng.integers(0, 40, size).astype(float)),
        "mood": rng.choice(["calm", "CALM!", "cross", "Crôss", "keen"][rng.integers(0, 4) :], size),
        "price": rng.choice(["$ 5", "5 %", "1 EUR", "7", "five"][: rng.integers(2, 6)], size),
    }
    ids = [f"A{a:02}" for a in account]
    table = pd.DataFrame({"id": ids, "month": DAYS[month], **columns})
    for name in (*NUMBERS, *TEXTS):
        blank = some(0.05) | (month == 3) * rng.integers(0, 2) | some(0.3) * rng.integers(0, 2)
        table[name] = table[name].where(~blank.astype(bool), None)
    return table[~some(0.01)].reset_index(drop=True)


def in_loops(table: pd.DataFrame, plans: dict[str, str]) -> Iterator[Told]:
    """All that the loops find in a book."""
    keys = [(a, str(m)[:7]) for a, m in zip(table["id"], table["month"], strict=True)]

    def cells(name: str) -> Cells:
        rows = zip(keys, table[name], strict=True)
        return {key: value for key, value in rows if not pd.isna(value)}

    yield from plain_report.gaps(keys)
    yield from plain_report.empty_months(keys, {n: cells(n) for n in (*NUMBERS, *TEXTS)})
    for questions, names in ((OF_NUMBERS, NUMBERS), (OF_TEXTS, TEXTS)):
        for name in names:
            for ask in questions:
                yield from ask(f"measure '{name}'", cells(name))
    yield from plain_report.spellings("dimension 'plan'", {key: plans[key[0]] for key in keys})


@pytest.mark.slow
@settings(max_examples=examples(30), deadline=None)
@given(st.integers(0, 10**9))
def test_the_report_is_what_loops_find(seed: int) -> None:
    """The same findings with the same counts and the same examples in the same order."""
    table = book(seed)
    ids = sorted(set(table["id"]))
    plans = {account: ("Basic", "basic", "Pro")[(i + seed) % 3] for i, account in enumerate(ids)}
    accounts = pd.DataFrame({"id": ids, "plan": [plans[account] for account in ids]})
    with TemporaryDirectory() as folder:
        data = loaded(Path(folder), SOURCE, a=accounts, b=table)
        matrix = open_book(data)
        lights = leaks_of(matrix, usual_question(matrix.frame))
        found = examine(data.session, data.catalogue, TODAY, lights, matrix)
        data.session.close()
    said = [(f.kind, f.place, f.count, f.examples) for f in found]
    assert sorted(said) == sorted(in_loops(table, plans))
