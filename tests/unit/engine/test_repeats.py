"""Rows of events that stand twice are counted twice, but never without a word."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from scoring.workbench import choices
from tests.unit.engine.loading import column, loaded, refused

OVERLAPPING = "tid,id,day,note\nT1,a,2025-01-05,x\nT2,a,2025-01-05,x\nT1,a,2025-01-05,x\n"
COUNTED = """
version: 1
name: Overlapping exports
files: {{a: {{path: a.csv}}, b: {{path: b.csv{more}}}}}
account: {{from: a, id: id}}
events: [{{measure: n, from: b, on: day, aggregate: count}}]
"""
ACCOUNTS = "id,x\na,1\nb,2\n"


@pytest.mark.parametrize(("more", "expected"), [("", 3.0), (", repeats: drop", 2.0)])
def test_a_row_that_repeats_another_in_every_cell_is_told(
    tmp_path: Path, more: str, expected: float
) -> None:
    """T1 stands in two exports, T2 is another ticket of the same day: the source names no tid."""
    data = loaded(tmp_path, COUNTED.format(more=more), a=ACCOUNTS, b=OVERLAPPING)
    assert column(data, "SELECT n FROM snapshots WHERE account_id = 'a'") == [expected]
    (found,) = [f for f in data.findings if f.kind == "repeated_rows"]
    end = "left out" if more else "counted once more"
    assert found.problem == f"1 row repeats an earlier row in every cell; {end}"
    assert (found.count, found.line, found.examples) == (1, 4, ("rows 1 and 3",))
    assert [way.now for way in choices(data.source, found)] == [not more, bool(more)]


def test_rows_that_differ_in_a_cell_nobody_reads_are_no_repeats(tmp_path: Path) -> None:
    """Another note is another row, though id and day are all that is counted."""
    rows = OVERLAPPING.replace("2025-01-05,x\nT2", "2025-01-05,y\nT2")
    data = loaded(tmp_path, COUNTED.format(more=""), a=ACCOUNTS, b=rows)
    assert "repeated_rows" not in [f.kind for f in data.findings]


@pytest.mark.parametrize(
    "again", ["T1,a,2025-01-05,x ", "T1 ,a,2025-01-05, x", " T1,a, 2025-01-05,x"]
)
def test_spaces_around_a_cell_hide_no_repeat(tmp_path: Path, again: str) -> None:
    """Another program pads its cells: the third row is still the first."""
    rows = OVERLAPPING.replace("T1,a,2025-01-05,x\n", f"{again}\n").replace(
        again, "T1,a,2025-01-05,x", 1
    )
    data = loaded(tmp_path, COUNTED.format(more=", repeats: drop"), a=ACCOUNTS, b=rows)
    assert column(data, "SELECT n FROM snapshots WHERE account_id = 'a'") == [3.0 - 1.0]
    assert [f.examples for f in data.findings if f.kind == "repeated_rows"] == [("rows 1 and 3",)]


MONTHS = """
version: 1
name: The same months exported twice
files: {a: {path: a.csv}, b: {path: b.csv, repeats: drop}}
account: {from: a, id: id}
snapshots: [{from: b, id: id, month: month, measures: [m]}]
"""


def test_a_file_of_months_loses_its_repeats_where_it_is_to(tmp_path: Path) -> None:
    """The same row twice is one account-month, not a fault; what differs in a cell stays one."""
    rows = "id,month,m\na,2025-01,5\na,2025-02,6\na,2025-01,5\n"
    data = loaded(tmp_path, MONTHS, a=ACCOUNTS, b=rows)
    assert column(data, "SELECT m FROM snapshots ORDER BY as_of") == [5.0, 6.0]
    (found,) = [f for f in data.findings if f.kind == "repeated_rows"]
    assert found.problem == "1 row repeats an earlier row in every cell; left out"
    (fault,) = refused(tmp_path, MONTHS, a=ACCOUNTS, b=rows + "a,2025-02,7\n")
    assert fault.kind == "duplicate_months"


def test_rows_of_a_typed_file_repeat_each_other_too(tmp_path: Path) -> None:
    """Four rows, of which the second, third and fourth repeat the first, blanks included."""
    rows = pd.DataFrame(
        {"id": ["a"] * 4, "day": ["2025-01-05"] * 4, "n": [1.5] * 4, "x": [None] * 4}
    )
    data = loaded(tmp_path, COUNTED.format(more=", repeats: drop"), a=ACCOUNTS, b=rows)
    assert column(data, "SELECT n FROM snapshots WHERE account_id = 'a'") == [4.0 - 3.0]
    (found,) = [f for f in data.findings if f.kind == "repeated_rows"]
    assert found.examples == ("rows 1 and 2", "rows 1 and 3", "rows 1 and 4")
