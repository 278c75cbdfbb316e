"""Files are copied as they are, and a row that cannot be read is named by its line."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from tests.unit.engine.loading import ONE, column, loaded, refused

ROWS = {
    "one cell too many": ("a,1\nb,5,6\n", 3, "a row has 3 cells, the header has 2"),
    "one cell too few": ("a,1\nb\n", 3, "a row has 1 cell, the header has 2"),
    "after blank lines": ("a,1\n\n\nb,5,6\n", 5, "a row has 3 cells"),
    "after a cell of two lines": ('"a\nx",1\nb,5,6\n', 4, "a row has 3 cells"),
    "an open quote": ('a,1\n"b,2\n', 3, "a quote is opened and not closed"),
    "a cell of 3 MB": (f'a,1\n"{"x" * 3_000_000}",2\n', 3, "longer than 2,000,000"),
    "an old line end": ('"a\rx",1\nb,2\rc,3\n', 4, "the lines end in different ways"),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_cannot_be_read_is_named(name: str, tmp_path: Path) -> None:
    """The finding says what is wrong, and on which line an editor shows it."""
    rows, line, problem = ROWS[name]
    (found,) = refused(tmp_path, a="id,m\n" + rows)
    assert problem in found.problem
    assert found.line == line
    assert "\n" not in found.as_text()


def test_quotes_inside_quotes_and_line_ends_inside_cells_are_text(tmp_path: Path) -> None:
    """A cell holds whatever its quotes enclose."""
    data = loaded(tmp_path, a='id,m\n"say ""so""",1\n"x,y\nz",2\n')
    assert column(data, "SELECT account_id FROM accounts") == ['say "so"', "x,y\nz"]


@pytest.mark.parametrize(
    ("rows", "line"), [("a,1\nb,2\nc,zz\n", 4), ("a,1\n\n\nc,zz\n", 5), ('"a\nx",1\nc,zz\n', 4)]
)
def test_a_finding_names_the_line_that_an_editor_shows(
    tmp_path: Path, rows: str, line: int
) -> None:
    """Blank lines and cells over two lines are counted."""
    source = ONE.replace("[m]", "[{column: m, type: number}]")
    (found,) = loaded(tmp_path, source, a="id,m\n" + rows).findings
    assert found.line == line


TYPED = {
    "integers": (pa.array([1, 2], pa.int32()), [1.0, 2.0]),
    "unsigned": (pa.array([1, 2], pa.uint64()), [1.0, 2.0]),
    "floats": (pa.array([1.5, None], pa.float32()), [1.5, None]),
    "decimals": (pa.array([Decimal("1.25"), Decimal("-2.50")]), [1.25, -2.5]),
    "truth": (pa.array([True, False]), [1.0, 0.0]),
    "nothing": (pa.nulls(2), [None, None]),
    "no numbers": (pa.array([float("nan"), float("inf")]), [None, None]),
    "texts": (pa.array([" 1 ", "2.5"]), [1.0, 2.5]),
    "blank texts": (pa.array(["1", " "]), [1.0, None]),
    "codes": (pa.array(["1", "2"]).dictionary_encode(), [1.0, 2.0]),
    "bytes": (pa.array([b"1", b"2"]), [1.0, 2.0]),
    "lists": (pa.array([[1], [2, 3]]), ["[1]", "[2, 3]"]),
    "groups": (pa.array([{"k": 1}, {"k": 2}]), ["{'k': 1}", "{'k': 2}"]),
    "times of day": (pa.array([1, 2], pa.time32("s")), ["00:00:01", "00:00:02"]),
    "dates": (pa.array([dt.date(2024, 1, 31)] * 2), ["2024-01-31"] * 2),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TYPED)
def test_every_type_of_a_parquet_column_is_read(name: str, tmp_path: Path) -> None:
    """A number stays one, and what has no plain type is text instead of an accident."""
    values, read = TYPED[name]
    data = loaded(tmp_path, a=pa.table({"id": ["a", "b"], "m": values}))
    assert column(data, "SELECT m FROM snapshots ORDER BY account_id") == read


def test_moments_become_days_the_same_everywhere(tmp_path: Path) -> None:
    """A time zone is resolved to UTC, so that no machine's own zone moves a month."""
    late = pd.to_datetime(["2024-01-31 23:30", "2024-01-31 12:00"])
    frame = pd.DataFrame({"id": ["a", "b"], "m": [1, 2], "start": late.tz_localize("US/Pacific")})
    source = ONE.replace("id: id", "id: id, start_on: start")
    data = loaded(tmp_path, source, a=frame)
    days = [dt.date(2024, 2, 1), dt.date(2024, 1, 31)]
    assert column(data, "SELECT start_on FROM accounts") == days


def test_an_index_column_of_pandas_disturbs_nothing(tmp_path: Path) -> None:
    """The extra column that pandas writes is one more column."""
    frame = pd.DataFrame({"id": ["a", "b"], "m": [1, 2]}, index=["x", "y"])
    assert column(loaded(tmp_path, a=frame), "SELECT m FROM snapshots") == [1.0, 2.0]


def test_rows_keep_the_numbers_they_have_in_the_file(tmp_path: Path) -> None:
    """In a file read by several threads, a finding still names the right row."""
    rows = [f"k{i},{'zz' if i == 123_456 else i}" for i in range(200_000)]
    (found,) = loaded(tmp_path, a="id,m\n" + "\n".join(rows)).findings
    assert found.line == 123_458
    assert found.examples == ("row 123457: 'zz'",)
