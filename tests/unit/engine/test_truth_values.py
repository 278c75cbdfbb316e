"""A source written for text files means the same rows of a typed table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.unit.engine.loading import loaded

pytestmark = pytest.mark.slow

FLAG = """
version: 1
name: Flag
files: {a: {path: a.csv}}
account: {from: a, id: id, churn: {flag: gone, is: [WORD]}}
snapshots: [{from: a, measures: [m]}]
"""
EVENTS = """
version: 1
name: Events
files: {a: {path: a.csv}, b: {path: b.csv}}
account: {from: a, id: id}
events:
  - {measure: urgent, from: b, on: day, aggregate: count, where: {column: flag, is: [WORD]}}
  - {measure: calm, from: b, on: day, aggregate: count, where: {column: flag, is_not: [WORD]}}
"""


@pytest.mark.parametrize("word", ['"True"', '"Yes"', "true", '"t"', '"1"', "yes"])
def test_any_spelling_of_yes_means_a_true_cell(tmp_path: Path, word: str) -> None:
    """Of the flags true, false and missing, the first marks a lost account."""
    rows = pd.DataFrame({"id": ["x", "y", "z"], "gone": [True, False, None], "m": [1, 2, 3]})
    rows["gone"] = rows["gone"].astype("boolean")
    data = loaded(tmp_path, FLAG.replace("WORD", word), a=rows)
    found = data.session.rows("SELECT account_id FROM accounts WHERE churned ORDER BY 1")
    assert found == [("x",)]


@pytest.mark.parametrize(("word", "urgent"), [('"True"', 2), ('"No"', 1), ('"maybe"', 0)])
def test_a_condition_reads_truth_values_by_any_spelling(
    tmp_path: Path, word: str, urgent: int
) -> None:
    """Of true, true, false and missing two are true, one is false, and none is 'maybe'."""
    day = pd.to_datetime(["2025-05-01"] * 4)
    flags = pd.Series([True, True, False, None], dtype="boolean")
    events = pd.DataFrame({"id": ["x"] * 4, "day": day, "flag": flags})
    accounts = pd.DataFrame({"id": ["x"]})
    data = loaded(tmp_path, EVENTS.replace("WORD", word), a=accounts, b=events)
    counts = data.session.rows("SELECT urgent, calm FROM snapshots")
    # `is_not` holds of filled cells only, so the two counts make three.
    assert counts[-1] == (urgent, 3 - urgent)


def test_a_column_of_text_is_compared_as_it_is_written(tmp_path: Path) -> None:
    """There 'Yes' is not 'True': whoever wrote the file may mean two things by them."""
    rows = pd.DataFrame({"id": ["x", "y"], "gone": ["Yes", "True"], "m": [1, 2]})
    data = loaded(tmp_path, FLAG.replace("WORD", '"True"'), a=rows)
    found = data.session.rows("SELECT account_id FROM accounts WHERE churned")
    assert found == [("y",)]


@pytest.mark.parametrize("word", ['"1.0"', '"1"', "1", '"1.00"'])
@pytest.mark.parametrize("cells", [[1.0, 0.0, None], [1, 0, 0], ["1.0", "0.0", ""], ["1", "0", ""]])
def test_a_flag_that_is_a_number_matches_however_it_is_spelled(
    tmp_path: Path, word: str, cells: list[object]
) -> None:
    """1, 1.0 and 1.00 are one number, in a typed column and in one of text."""
    rows = pd.DataFrame({"id": ["x", "y", "z"], "gone": cells, "m": [1, 2, 3]})
    for table in (rows, rows.to_csv(index=False)):
        data = loaded(tmp_path, FLAG.replace("WORD", word), a=table)
        found = data.session.rows("SELECT account_id FROM accounts WHERE churned")
        assert found == [("x",)]
