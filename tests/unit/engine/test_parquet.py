"""Dates and numbers that a Parquet file or a database holds as text are read like a CSV's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from scoring.errors import DataError
from tests.unit.engine.loading import ONE, loaded

DATED = ONE.replace("measures: [m]", "month: month, measures: [m]")


def book(*days: str, m: str = "1") -> pd.DataFrame:
    return pd.DataFrame({"id": [f"a{i}" for i in range(len(days))], "month": days, "m": m})


def months(folder: Path, table: pd.DataFrame | pa.Table, source: str = DATED) -> list[dt.date]:
    data = loaded(folder, source, a=table)
    return [row[0] for row in data.session.rows("SELECT as_of FROM snapshots ORDER BY account_id")]


def test_a_day_above_twelve_decides_the_order(tmp_path: Path) -> None:
    """31/05 is the last of May, so 04/05 is the fourth of May."""
    assert months(tmp_path, book("31/05/2024", "04/05/2024")) == [dt.date(2024, 5, 31)] * 2


def test_what_nothing_decides_is_a_fault_with_its_fix(tmp_path: Path) -> None:
    """04/05/2024 is asked about, as in a CSV file, and what is stated holds."""
    with pytest.raises(DataError, match=r"can be read in two ways.*04/05/2024.*date_format"):
        months(tmp_path, book("04/05/2024", "06/07/2024"))
    stated = DATED.replace("{path: a.csv}", "{path: a.csv, csv: {date_format: '%m/%d/%Y'}}")
    found = months(tmp_path, book("04/05/2024", "06/07/2024"), stated)
    assert found == [dt.date(2024, 4, 30), dt.date(2024, 6, 30)]


def test_decimal_commas_in_text_are_numbers(tmp_path: Path) -> None:
    """1,5 is one and a half."""
    data = loaded(tmp_path, ONE, a=pd.DataFrame({"id": ["a", "b"], "m": ["1,5", "2,25"]}))
    assert data.session.rows("SELECT m FROM snapshots ORDER BY account_id") == [(1.5,), (2.25,)]


def test_long_cells_and_nested_columns_are_looked_at_in_bounds(tmp_path: Path) -> None:
    """A megabyte of text in a cell, and a column of lists, hinder nothing."""
    table = pa.table(
        {
            "tags": [["x"], ["y"]] * 20,
            "id": [f"a{i}" for i in range(40)],
            "note": ["n" * 1_000_000] * 40,
            "month": ["31/05/2024"] * 40,
            "m": [1.0] * 40,
        }
    )
    assert months(tmp_path, table) == [dt.date(2024, 5, 31)] * 40


def test_one_long_text_for_every_row_is_refused_before_it_is_unfolded(tmp_path: Path) -> None:
    """A dictionary of one text of 100,000 characters times 300,000 rows is 30 GB."""
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 300_000, pa.int32()), ["x" * 100_000])
    table = pa.table({"id": [str(i) for i in range(300_000)], "m": [1] * 300_000, "note": text})
    with pytest.raises(DataError, match=r"its text comes to more than 1,000,000,000 bytes"):
        loaded(tmp_path, ONE.replace("id: id", "id: id, dimensions: [note]"), a=table)
    assert (tmp_path / "a.parquet").stat().st_size < 5_000_000


def test_a_cell_beyond_the_longest_row_of_a_csv_file_is_refused(tmp_path: Path) -> None:
    """2,000,001 bytes are one too many, in whichever form a table comes."""
    table = pa.table({"id": ["a", "b"], "m": [1, 2], "note": ["n" * 2_000_001, "n"]})
    with pytest.raises(DataError, match=r"a cell has more than 2,000,000 bytes of text"):
        loaded(tmp_path, ONE.replace("id: id", "id: id, dimensions: [note]"), a=table)


def test_an_id_that_is_no_number_is_no_customer(tmp_path: Path) -> None:
    """Programs that have no empty number write NaN: the row has no id, and that is told."""
    ids = pa.array([7.0, 7.5, float("nan"), float("inf")])
    data = loaded(tmp_path, ONE, a=pa.table({"id": ids, "m": [1.0, 2.0, 3.0, 4.0]}))
    assert data.session.rows("SELECT account_id, m FROM snapshots ORDER BY 1") == [
        ("7", 1.0),
        ("7.5", 2.0),
    ]
    (found,) = data.findings
    assert (found.kind, found.count, found.examples) == ("blank_ids", 2, ("row 3", "row 4"))
