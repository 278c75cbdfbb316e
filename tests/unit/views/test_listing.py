"""A list is searched, filtered and sorted as pandas would do it, and nothing is counted by row."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

from scoring.live.frame import NEVER
from scoring.values import Texts
from scoring.views.listing import Column, Wish, as_table, labels_present, months_present, wanted

ROWS = 500
RNG = np.random.default_rng(11)
NAMES = tuple(f"{word} {i}" for i, word in enumerate(RNG.choice(["Ada", "böll", "Cyan"], ROWS)))
OWNERS = ("Zoe", "ann", "Mia", "")
BANDS = ("Healthy", "Neutral", "At risk")
OWNER = RNG.integers(-1, 4, ROWS).astype(np.int32)
BAND = RNG.integers(0, 3, ROWS).astype(np.int32)
ARR = np.where(RNG.random(ROWS) < 0.1, np.nan, RNG.integers(0, 50, ROWS) * 1000.0)
RENEWS = np.where(RNG.random(ROWS) < 0.2, NEVER, 24300 + RNG.integers(0, 12, ROWS))
COLUMNS = [
    Column("Customer", "text", Texts(np.arange(ROWS, dtype=np.int32), NAMES)),
    Column("Owner", "text", Texts(OWNER, OWNERS)),
    Column("Band", "band", Texts(BAND, BANDS)),
    Column("ARR", "money", ARR),
    Column("Renews", "month", RENEWS),
    Column("Why", "text", lambda at: [f"so {i}" for i in at.tolist()]),
]
ORACLE = pd.DataFrame(
    {
        "Customer": NAMES,
        "Owner": [None if code < 0 else OWNERS[code] for code in OWNER],
        "Band": [BANDS[code] for code in BAND],
        "ARR": ARR,
        "Renews": pd.Series(RENEWS).where(RENEWS != NEVER),
    }
)


def test_all_rows_are_wanted_until_something_is_asked() -> None:
    """Without a wish every row comes in its own order."""
    assert wanted(COLUMNS, ROWS, Wish()).tolist() == list(range(ROWS))


@pytest.mark.parametrize("words", ["ada", "BÖLL zoe", "risk 7", "mia healthy ada", "zzz", " "])
def test_every_word_is_found_in_some_text(words: str) -> None:
    """Pandas, row by row: each word, in lower case, lies in one of the row's texts."""
    texts = ORACLE[["Customer", "Owner", "Band"]].fillna("").map(str.lower)
    held = [all((texts.loc[i].str.contains(w, regex=False)).any() for w in words.lower().split())
            for i in range(ROWS)]  # fmt: skip
    assert wanted(COLUMNS, ROWS, Wish(words=words)).tolist() == np.flatnonzero(held).tolist()


def test_labels_that_outnumber_the_rows_are_not_all_read() -> None:
    """Three rows over a thousand labels give the same answer by their own texts."""
    labels = tuple(f"name {i}" for i in range(1000))
    few = [Column("Customer", "text", Texts(np.array([5, -1, 950], np.int32), labels))]
    assert wanted(few, 3, Wish(words="name 95")).tolist() == [2]


def test_filters_hold_together() -> None:
    """Texts, numbers and months narrow one after the other, and null lies in no range."""
    wish = Wish(
        picked={"Band": ("At risk", "Neutral"), "Owner": ()},
        between={"ARR": (5000.0, 30000.0), "Renews": (None, 24306), "Customer": (1, 2)},
    )
    band = ORACLE["Band"].isin(["At risk", "Neutral"])
    held = band & ORACLE["ARR"].between(5000, 30000) & (ORACLE["Renews"] <= 24306)
    assert wanted(COLUMNS, ROWS, wish).tolist() == np.flatnonzero(held).tolist()
    assert wish.filters == 1 + 3


@pytest.mark.parametrize("falls", [False, True])
@pytest.mark.parametrize("name", ["Customer", "Owner", "Band", "ARR", "Renews"])
def test_an_order_is_stable_and_puts_null_last(name: str, falls: bool) -> None:
    """As pandas sorts, stably: texts by the alphabet in either case, bands by the card's order."""
    keys = ORACLE[name].str.lower() if name in ("Customer", "Owner") else ORACLE[name]
    if name == "Band":
        keys = keys.map(BANDS.index)
    order = keys.sort_values(ascending=not falls, kind="stable", na_position="last").index
    assert wanted(COLUMNS, ROWS, Wish(order=(name, falls))).tolist() == order.tolist()


@pytest.mark.parametrize("name", ["Why", "nobody"])
def test_what_is_written_only_when_looked_at_sorts_nothing(name: str) -> None:
    """A column of a function, or one that is gone, leaves the order as it is."""
    assert wanted(COLUMNS, ROWS, Wish(order=(name, True))).tolist() == list(range(ROWS))


def test_what_can_be_picked_stands_in_some_row() -> None:
    """Labels of the rows that there are, in the order of the column; 500 names are too many."""
    assert labels_present(COLUMNS[0]) == ()
    assert labels_present(COLUMNS[1]) == ("", "ann", "Mia", "Zoe")
    assert labels_present(COLUMNS[2]) == BANDS
    healthy = Column("Band", "band", Texts(np.zeros(9, np.int32), BANDS))
    assert labels_present(healthy) == ("Healthy",)
    assert months_present(COLUMNS[4]) == tuple(range(24300, 24312))
    assert months_present(COLUMNS[3]) == ()


def test_a_table_has_the_cells_of_the_rows_asked_for() -> None:
    """Month 24300 is January 2025 (24300 = 2025 × 12); the function sees positions only."""
    at = np.array([3, 1])
    table = as_table(COLUMNS, at)
    assert table.column_names == [column.name for column in COLUMNS]
    assert table["Customer"].to_pylist() == [NAMES[3], NAMES[1]]
    assert table["Why"].to_pylist() == ["so 3", "so 1"]
    months = Column("Renews", "month", np.array([24300, NEVER]))
    assert as_table([months], np.array([0, 1]))["Renews"].to_pylist() == ["2025-01", None]
    assert as_table(COLUMNS, at)["ARR"].null_count == int(np.isnan(ARR[at]).sum())


@pytest.mark.slow
def test_a_search_among_a_million_rows_takes_less_than_half_a_second() -> None:
    """CPU time; the best of three, for the machine may be busy."""
    rows = 1_000_000
    names = tuple(f"Company {i:07d} Ltd" for i in range(rows))
    columns = [
        Column("Customer", "text", Texts(np.arange(rows, dtype=np.int32), names)),
        Column("Band", "band", Texts(np.zeros(rows, np.int32), BANDS)),
    ]
    took: list[float] = []
    for _ in range(3):
        began = time.process_time()
        found = wanted(columns, rows, Wish(words="4711"))
        took.append(time.process_time() - began)
    print(f"a search among {rows:,} rows: {min(took):.2f} s of CPU")
    assert len(found) == sum("4711" in name for name in names)
    assert min(took) < 0.5
