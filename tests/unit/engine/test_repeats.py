"""Rows of events that stand twice are counted twice, but never without a word."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from scoring.workbench import choices
from tests.unit.engine.loading import column, loaded

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


def test_rows_of_a_typed_file_repeat_each_other_too(tmp_path: Path) -> None:
    """Four rows, of which the second, third and fourth repeat the first, blanks included."""
    rows = pd.DataFrame(
        {"id": ["a"] * 4, "day": ["2025-01-05"] * 4, "n": [1.5] * 4, "x": [None] * 4}
    )
    data = loaded(tmp_path, COUNTED.format(more=", repeats: drop"), a=ACCOUNTS, b=rows)
    assert column(data, "SELECT n FROM snapshots WHERE account_id = 'a'") == [4.0 - 3.0]
    (found,) = [f for f in data.findings if f.kind == "repeated_rows"]
    assert found.examples == ("rows 1 and 2", "rows 1 and 3", "rows 1 and 4")
