"""Who was worked is read from dated rows, and nothing of it reaches a score."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scoring.engine.matrix import read_frame
from scoring.errors import DataError, SourceError
from scoring.live.frame import Frame
from scoring.spec.source import parse_source
from scoring.spec.write_source import source_as_yaml
from scoring.values import Month
from scoring.workbench import open_data

SOURCE = """\
version: 1
name: Book
files: {accounts: {path: accounts.csv}, months: {path: months.csv}, calls: {path: calls.csv}}
account: {from: accounts, id: id}
snapshots:
  - {from: months, month: month, measures: [usage]}
touches: {from: calls, on: called_on}
"""
FILES = {
    "accounts.csv": "id\nb\na\n",
    "months.csv": "id,month,usage\na,2024-01,1\nb,2024-01,2\na,2024-02,3\nb,2024-02,4\n",
    "calls.csv": "id,called_on\nb,2024-02-20\na,2024-01-05\nb,2024-01-31\nc,2024-01-31\na,\n",
}


def read(folder: Path, text: str = SOURCE) -> tuple[Frame, list[str]]:
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    data = open_data(parse_source(text), folder, today=dt.date(2024, 3, 1))
    return read_frame(data.loaded), [finding.problem for finding in data.loaded.findings]


def test_each_row_is_a_time(tmp_path: Path) -> None:
    """By month and account: a in January, b in January and in February."""
    frame, found = read(tmp_path)
    assert frame.touches is not None
    told = zip(frame.touches.account.tolist(), frame.touches.month.tolist(), strict=True)
    assert [(frame.accounts.ids[a], str(Month(m))) for a, m in told] == [
        ("a", "2024-01"),
        ("b", "2024-01"),
        ("b", "2024-02"),
    ]
    assert any("belongs to an account that is not known; left out" in f for f in found)
    assert any("has no day; left out" in f for f in found)


def test_without_it_nothing_is_known(tmp_path: Path) -> None:
    """No table, no touches: that is not the same as nobody worked."""
    frame, _ = read(tmp_path, SOURCE.replace("touches: {from: calls, on: called_on}\n", ""))
    assert frame.touches is None


def test_it_is_written_as_it_was_read() -> None:
    """The source as YAML reads back as the same source."""
    source = parse_source(SOURCE)
    assert parse_source(source_as_yaml(source)) == source
    assert "touches: {from: calls, on: called_on}" in source_as_yaml(source)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    """A file that is not listed, a column that is not there."""
    with pytest.raises(SourceError, match="no file is called 'cals'"):
        parse_source(SOURCE.replace("from: calls, on", "from: cals, on"))
    with pytest.raises(DataError, match="there is no column 'called_at'"):
        read(tmp_path, SOURCE.replace("called_on}", "called_at}"))
