"""The arrays in memory hold what the tables hold, in one fixed order."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from scoring.engine.matrix import open_book
from scoring.live.frame import NEVER
from scoring.spec.parse import parse_card
from scoring.values import Month
from tests.unit.engine.loading import TWO, loaded

SOURCE = TWO.replace(
    "id: id, start_on: start",
    "id: id, name: name, arr: arr, start_on: start, notice_on: notice, dimensions: [plan]",
).replace("[m]", "[m, word]")


def files() -> dict[str, pd.DataFrame]:
    """20 accounts in no order over 6 months, every third cell missing."""
    random = np.random.default_rng(5)
    ids = [f"k{i}" for i in random.permutation(20)]
    accounts = pd.DataFrame(
        {
            "id": ids,
            "name": [None if i % 4 == 0 else f"Name {i}" for i in range(20)],
            "arr": random.integers(1, 100, 20).astype(float),
            "start": ["2020-01-01"] * 20,
            "notice": [None if i % 2 else "2024-02-05" for i in range(20)],
            "end": [None if i % 3 else "2024-04-30" for i in range(20)],
            "plan": [None if i % 5 == 0 else f"P{i % 3}" for i in range(20)],
        }
    )
    keys = pd.MultiIndex.from_product([ids, range(1, 7)], names=["id", "n"]).to_frame(index=False)
    rows = keys.sample(frac=0.8, random_state=1)
    rows["month"] = [f"2024-{n:02}" for n in rows.pop("n")]
    rows["m"] = [None if i % 3 == 0 else float(i) for i in range(len(rows))]
    rows["word"] = [None if i % 3 == 1 else f"w{i % 4}" for i in range(len(rows))]
    return {"a": accounts, "b": rows}


def test_the_frame_is_what_pandas_builds(tmp_path: Path) -> None:
    """Order, keys, revenue and facts agree with a plain join done by other means."""
    given = files()
    book = open_book(loaded(tmp_path, SOURCE, **given))
    frame, accounts = book.frame, given["a"].sort_values("id", ignore_index=True)
    number = {account: i for i, account in enumerate(accounts["id"])}
    rows = given["b"].merge(accounts, on="id")
    rows["number"] = [Month.parse(m).number for m in rows["month"]]
    rows = rows[rows["end"].isna() | (rows["month"] <= "2024-04")]
    rows = rows.sort_values(["number", "id"], ignore_index=True)
    assert frame.accounts.ids == tuple(accounts["id"])
    assert frame.accounts.names == tuple(accounts["name"].fillna(accounts["id"]))
    np.testing.assert_array_equal(frame.account, rows["id"].map(number))
    np.testing.assert_array_equal(frame.month, rows["number"])
    np.testing.assert_array_equal(frame.arr, rows["arr"])
    np.testing.assert_array_equal(frame.accounts.lost, accounts["end"].notna())
    ended = [NEVER if pd.isna(e) else Month.parse(e).number for e in accounts["end"]]
    noticed = [NEVER if pd.isna(n) else Month.parse(n).number for n in accounts["notice"]]
    left = [min(e, n) if e != NEVER else NEVER for e, n in zip(ended, noticed, strict=True)]
    np.testing.assert_array_equal(frame.accounts.ended, ended)
    np.testing.assert_array_equal(frame.accounts.left, left)


def test_columns_stand_in_the_order_of_the_frame(tmp_path: Path) -> None:
    """Numbers and words of a row belong to its account and month, and nulls stay nulls."""
    given = files()
    book = open_book(loaded(tmp_path, SOURCE, **given))
    metrics = parse_card(
        """
version: 1
name: Test
metrics:
  - {id: m, measure: m, normaliser: {kind: linear, worst: 0, best: 9}, weight: 1}
  - {id: w, measure: word, normaliser: {kind: categories, map: {w0: 1}}, weight: 1}
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
"""
    ).metrics
    numbers, words = book.column(metrics[0]), book.column(metrics[1])
    wanted = given["b"].set_index(["id", "month"])
    for row, (account, month) in enumerate(zip(book.frame.account, book.frame.month, strict=True)):
        cells = wanted.loc[(book.frame.accounts.ids[account], str(Month(int(month))))]
        np.testing.assert_equal(numbers[row], np.nan if pd.isna(cells["m"]) else cells["m"])
        code = words.codes[row]
        assert (None if code < 0 else words.labels[code]) == (
            None if pd.isna(cells["word"]) else cells["word"]
        )


def test_members_of_a_dimension_are_accounts(tmp_path: Path) -> None:
    """A filter chooses accounts by their value, and a missing value belongs to none."""
    given = files()
    frame = open_book(loaded(tmp_path, SOURCE, **given)).frame
    plans = given["a"].sort_values("id")["plan"]
    for value in ("P0", "P1", "P2"):
        np.testing.assert_array_equal(frame.members("plan", value), plans == value)
