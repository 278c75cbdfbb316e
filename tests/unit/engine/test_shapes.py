"""The same table in any shape is the same data set, to the last cell and the last score."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.workbench import DataSet, open_source, score_table
from tests.unit.engine import shapes
from tests.unit.engine.shapes import CYRILLIC, SHAPES, SOURCE

pytestmark = pytest.mark.slow

TODAY = dt.date(2024, 3, 1)
MONTHS = [Month.parse("2024-01"), Month.parse("2024-02")]
CARD = parse_card("""
version: 1
name: Any
metrics:
  - {id: usage, measure: usage, weight: 2, normaliser: {kind: linear, worst: 0, best: 100}}
  - {id: arr, measure: usage, transform: {kind: change, months: 1}, weight: 1,
     normaliser: {kind: linear, worst: -20, best: 20}}
bands:
  - {name: Good, from: 50, tone: good}
  - {name: Bad, from: 0, tone: bad}
""")


def opened(folder: Path, content: bytes, more: str = "") -> DataSet:
    (folder / "book").write_bytes(content)
    (folder / "s.yaml").write_text(SOURCE.format(path="book", more=more), encoding="utf-8")
    return open_source(folder / "s.yaml", today=TODAY)


def tables(data: DataSet) -> list[object]:
    """Both tables and every score, as plain values."""
    session = data.loaded.session
    scores = score_table(data, CARD, MONTHS)
    return [
        session.rows("SELECT * FROM accounts ORDER BY ALL"),
        session.rows("SELECT * FROM snapshots ORDER BY ALL"),
        scores.to_pylist(),
    ]


EXPECTED_USAGE = [("a", 0.25), ("a", 12.0), ("b", 7.125), ("b", None), ("c", 88.5)]


def test_the_plain_table_is_what_was_written(tmp_path: Path) -> None:
    """The other shapes are compared with a table that is right."""
    data = opened(tmp_path, shapes.text())
    rows = data.loaded.session.rows("SELECT account_id, usage FROM snapshots ORDER BY 1, as_of")
    assert rows == EXPECTED_USAGE
    accounts = data.loaded.session.rows("SELECT account_id, name, arr, dim_plan FROM accounts")
    assert accounts[2] == ("c", "Öl, Gas", None, "basic")
    assert data.findings == ()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_table_in_any_shape_loads_and_scores_the_same(shape: str, tmp_path: Path) -> None:
    """No mark, encoding, line end, form of dates or kind of file changes a cell or a score."""
    make, more = SHAPES[shape]
    (tmp_path / "plain").mkdir()
    plain = tables(opened(tmp_path / "plain", shapes.text()))
    assert tables(opened(tmp_path, make(tmp_path), more)) == plain


@pytest.mark.parametrize("more", ["", ", csv: {encoding: cp1251}"])
def test_cyrillic_of_one_byte_reads_as_it_does_in_utf_8(more: str, tmp_path: Path) -> None:
    """Runs of letters beyond ASCII tell cp1251 from western text."""
    (tmp_path / "plain").mkdir()
    plain = tables(opened(tmp_path / "plain", shapes.text(words=CYRILLIC)))
    assert tables(opened(tmp_path, shapes.text(words=CYRILLIC, encoding="cp1251"), more)) == plain
    assert "Молоко" in str(plain)
