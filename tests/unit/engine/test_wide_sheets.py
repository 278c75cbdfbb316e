"""A sheet with a column a month becomes rows, as a CSV file does, be its names texts or dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from scoring.engine import sheet
from scoring.spec.data_file import File
from scoring.workbench import DataSet, Dropped, Watch, look_at, open_data, source_of
from tests.unit.engine.loading import Content, loaded, refused
from tests.unit.engine.workbooks import workbook_of

SOURCE = """
version: 1
name: Wide
files: {a: {path: a.csv, days_as_rows: MRR}}
account: {from: a, id: id, name: name}
snapshots: [{from: a, month: month, arr: {column: MRR, times: 12}, measures: [MRR]}]
"""
NAMES: dict[str, Sequence[Any]] = {
    "texts": ("Jan 2025", "Feb 2025", "Mar 2025"),
    "days": (dt.date(2025, 1, 1), dt.date(2025, 2, 1), dt.date(2025, 3, 1)),
    "last days": (dt.datetime(2025, 1, 31), dt.datetime(2025, 2, 28), dt.datetime(2025, 3, 31)),
    "downwards": ("2025-03", "2025-02", "2025-01"),
}
CELLS = [("a", "Firm", 1000.5, None, 30), ("b", "Other", 0, 5, 7.25)]
IN_ROWS = [
    ("a", "Firm", "2025-01", 1000.5, 12006.0),
    ("a", "Firm", "2025-03", 30.0, 360.0),
    ("b", "Other", "2025-01", 0.0, 0.0),
    ("b", "Other", "2025-02", 5.0, 60.0),
    ("b", "Other", "2025-03", 7.25, 87.0),
]
QUERY = (
    "SELECT account_id, name, strftime(as_of, '%Y-%m'), mrr, s.arr FROM snapshots AS s"
    " JOIN accounts USING (account_id) ORDER BY 1, 3"
)


@pytest.mark.parametrize("names", NAMES)
def test_each_month_with_a_value_becomes_a_row(names: str, tmp_path: Path) -> None:
    """Five of six cells are filled; the months may be texts or dates, from the last one, too."""
    days = NAMES[names]
    step = -1 if names == "downwards" else 1
    rows = [(*row[:2], *row[2:][::step]) for row in CELLS]
    data = loaded(tmp_path, SOURCE, a=workbook_of(("id", "name", *days), *rows))
    assert data.session.rows(QUERY) == IN_ROWS
    assert [f.kind for f in data.findings] == ["days_as_rows"]


def test_a_title_and_an_empty_row_are_none(tmp_path: Path) -> None:
    """They stand above the names, and where a customer is not."""
    names = ("id", "name", *NAMES["texts"])
    data = loaded(tmp_path, SOURCE, a=workbook_of(("MRR",), (), names, CELLS[0], (), CELLS[1]))
    assert data.session.rows(QUERY) == IN_ROWS


def test_an_error_of_the_program_is_told_and_a_blank_is_nothing(tmp_path: Path) -> None:
    """A month whose cell says #N/A is there, without a value; one of spaces is not."""
    rows = [("a", "Firm", "#N/A", " ", 30), CELLS[1]]
    data = loaded(tmp_path, SOURCE, a=workbook_of(("id", "name", *NAMES["texts"]), *rows))
    assert data.session.rows(QUERY) == [("a", "Firm", "2025-01", None, None), *IN_ROWS[1:]]
    assert next((f.kind, f.count) for f in data.findings) == ("error_cells", 1)


REFUSED: dict[str, tuple[Content, str]] = {
    "no days": (
        workbook_of(("id", "m"), ("a", 1)),
        "no columns are named by days, one after the other",
    ),
    "a cell too many": (
        workbook_of(("id", *NAMES["texts"]), ("a", 1, 2, 3, 4)),
        "a row has 5 cells, the header has 4",
    ),
    "a month twice": (
        workbook_of(("id", "2025-01", "2025-02", "2025-03", "2025-03"), ("a", 1, 2, 3, 4)),
        "the header names '2025-03' 2 times",
    ),
    "Parquet": (
        pa.table({"id": ["a"], "2025-01": [1]}),
        "`days_as_rows` is for CSV files and workbooks",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_wide_is_refused(name: str, tmp_path: Path) -> None:
    """With the file's name, and no row lost in silence."""
    content, problem = REFUSED[name]
    (found,) = refused(tmp_path, SOURCE, a=content)
    assert (found.place, found.problem) == ("file 'a'", problem)


def test_the_rows_of_days_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five rows are more than four."""
    monkeypatch.setattr(sheet, "MAX_FILE_ROWS", 4)
    (found,) = refused(tmp_path, SOURCE, a=workbook_of(("id", "name", *NAMES["texts"]), *CELLS))
    assert found.problem == "with a row a day it has more than 4 rows"


def dropped(content: bytes) -> DataSet:
    """A workbook taken for what it is guessed to be."""
    looked = look_at(Dropped({"b.xlsx": content}), [File(path="b.xlsx")], Watch())
    tables = [guessed.table for guessed in looked.guessed]
    return open_data(source_of(tables, "Book"), looked.place, today=dt.date(2026, 11, 1))


def test_a_sheet_of_months_beside_one_of_customers_is_guessed() -> None:
    """20 customers by 12 months are 240 rows; revenue is called as the sheet is, times 12."""
    head = [dt.date(2025, m, 1) for m in range(1, 13)]
    wide = [["customer_id", *head]]
    wide += [[f"C{i:02}", *(100 + i * m for m in range(1, 13))] for i in range(20)]
    firms = [["customer_id", "company", "signup_date"]]
    firms += [[f"C{i:02}", f"Firm {i}", dt.date(2024, 1, 1 + i)] for i in range(20)]
    data = dropped(workbook_of(*firms, **{"MRR by month": wide}))
    assert (data.catalogue.accounts, data.catalogue.rows) == (20, 240)
    query = "SELECT arr FROM snapshots WHERE account_id = 'C03' AND as_of = '2025-02-28'"
    assert data.loaded.session.rows(query) == [(12 * 106.0,)]
