"""Bad data files beside the very report that each must give.

A report is written anew with `pytest tests/faults --rewrite-golden`, and then read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from scoring.engine.load import load
from scoring.errors import DataError, Finding
from scoring.spec.source import parse_source

FOLDER = Path(__file__).parent / "data"
FILES = sorted(FOLDER.glob("*.csv"))
SOURCE = """
version: 1
name: Book
files: {{book: {{path: {file}}}}}
account: {{from: book, id: id, arr: arr, start_on: start, churn: {{churned_on: end}}}}
snapshots: [{{from: book, as_of: 2024-06, measures: [usage]}}]
"""


def findings(path: Path) -> Sequence[Finding]:
    source = parse_source(SOURCE.format(file=path.name))
    try:
        return load(source, FOLDER, today=dt.date(2024, 7, 1)).findings
    except DataError as error:
        return error.findings


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_report(path: Path, matches_golden: Callable[[Path, str], None]) -> None:
    """A bad file gives its report to the letter: every fault, its line, what to do."""
    report = "".join(f"{finding.as_text()}\n" for finding in findings(path))
    matches_golden(path.with_suffix(".txt"), report)


def test_every_file_has_a_fault() -> None:
    """No file here is sound, and no report lacks its file."""
    assert len(FILES) >= 20
    assert [p.stem for p in sorted(FOLDER.glob("*.txt"))] == [p.stem for p in FILES]
    assert all(p.stat().st_size for p in FOLDER.glob("*.txt"))
