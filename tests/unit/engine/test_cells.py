"""Cells become numbers, dates and texts by rules that one can say; the rest is missing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from tests.unit.engine.loading import ONE, column, loaded

NUMBERS: dict[str, float | None] = {
    "1": 1.0,
    " 2.50 ": 2.5,
    "-3": -3.0,
    "+4": 4.0,
    ".5": 0.5,
    "6.": 6.0,
    "1e3": 1000.0,
    "1e400": None,
    "inf": None,
    "NaN": None,
    "": None,
    "   ": None,
    "1,5": None,
    "5%": None,
    "$5": None,
    "0x1F": None,
    "1_000": None,
    "zz": None,
}


def test_numbers_are_read_by_one_rule(tmp_path: Path) -> None:
    """Plain decimal numbers are numbers, and infinities and everything else are missing."""
    source = ONE.replace("[m]", "[{column: m, type: number}]")
    rows = "".join(f'k{i:02},"{cell}"\n' for i, cell in enumerate(NUMBERS))
    data = loaded(tmp_path, source, a="id,m\n" + rows)
    assert column(data, "SELECT m FROM snapshots ORDER BY account_id") == list(NUMBERS.values())
    (found,) = data.findings
    assert found.count == 9
    assert found.severity == "warning"
    assert found.problem == "9 cells are not numbers; read as missing"
    assert found.examples[0] == "row 8: '1e400'"


DATES: dict[str, dt.date | None] = {
    "2024-02-29": dt.date(2024, 2, 29),
    "2024/03/05": dt.date(2024, 3, 5),
    "2024-02": dt.date(2024, 2, 1),
    "2024-1-5": dt.date(2024, 1, 5),
    "2024-02-03 23:59:59": dt.date(2024, 2, 3),
    "2024-02-03T23:59:59.123Z": dt.date(2024, 2, 3),
    "2024-02-03 10:00:00+05:00": dt.date(2024, 2, 3),
    "": None,
    "2024-13-01": None,
    "2023-02-29": None,
    "04/05/2024": None,
    "04-05-24": None,
    "0001-01-01": None,
    "20240-01-01": None,
    "9999-12-31": None,
    "202401": None,
    "45000": None,
    "infinity": None,
    "epoch": None,
    "2024-01-01 (BC)": None,
    "Jan 2024": None,
}


def test_dates_are_read_by_one_rule(tmp_path: Path) -> None:
    """Year first, four digits: whatever could mean two days is shown and not guessed."""
    rows = "".join(f'k{i:02},1,"{cell}"\n' for i, cell in enumerate(DATES))
    data = loaded(tmp_path, ONE.replace("id: id", "id: id, start_on: d"), a="id,m,d\n" + rows)
    got = column(data, "SELECT start_on FROM accounts ORDER BY account_id")
    assert dict(zip(DATES, got, strict=True)) == DATES
    found = data.findings[0]
    assert found.problem == "13 cells are not dates; read as missing"
    assert "YYYY-MM-DD" in found.fix


def test_yes_and_no_of_a_typed_file_count_one_and_nothing(tmp_path: Path) -> None:
    """A column of truth values is a measure from 0 to 1."""
    frame = pd.DataFrame({"id": ["a", "b", "c"], "m": [True, None, False]})
    data = loaded(tmp_path, a=frame)
    assert column(data, "SELECT m FROM snapshots ORDER BY account_id") == [1.0, None, 0.0]


@pytest.mark.parametrize(("cells", "kind"), [("1\n2\nx", "number"), ("1\nx\ny", "text")])
def test_a_measure_is_of_numbers_if_half_of_it_is(tmp_path: Path, cells: str, kind: str) -> None:
    """A stray word makes no column of numbers a column of words, a stray number no other."""
    rows = "".join(f"k{i},{c}\n" for i, c in enumerate(cells.split("\n")))
    data = loaded(tmp_path, a="id,m\n" + rows)
    assert data.catalogue.measures[0].reads == kind


def test_a_whole_number_as_an_id_has_no_decimals(tmp_path: Path) -> None:
    """Ids that one tool wrote as 7 and another as 7.0 are the same id."""
    ids = pd.DataFrame({"id": [7.0, 8.5, 9e15, float("nan")], "m": [1, 2, 3, 4]})
    data = loaded(tmp_path, a=ids)
    got = column(data, "SELECT account_id FROM accounts ORDER BY 1")
    assert got == ["7", "8.5", "9000000000000000"]


def test_revenue_that_overflows_is_missing(tmp_path: Path) -> None:
    """Twelve times the largest number is no number, and never infinity in a total."""
    source = ONE.replace("id: id", "id: id, arr: {column: mrr, times: 12}")
    data = loaded(tmp_path, source, a="id,m,mrr\na,1,-5\nb,1,1e308\n")
    assert column(data, "SELECT arr FROM accounts") == [-60.0, None]
