"""Small files that raise a finding, and how it is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.errors import DataError, Finding
from scoring.spec.source import Source
from scoring.workbench import DataSet, open_data, quality
from scoring.workbench.choosing import choices
from tests.unit.engine.loading import TODAY, write

MONTHS = """
version: 1
name: Months
files: {a: {path: a.csv}, b: {path: b.csv}}
account: {from: a, id: id, start_on: start, churn: {churned_on: end}}
snapshots: [{from: b, month: month, measures: [x, y]}]
"""
ACCOUNTS = "id,start,end\nA,2025-02-01,2025-04-10\nB,2025-01-01,\n"
ONE = """
version: 1
name: One
files: {a: {path: a.csv}}
account: {from: a, id: id}
snapshots: [{from: a, as_of: 2025-12, measures: [x]}]
"""


def rows(*months: str, x: str = "1") -> str:
    return "id,month,x,y\n" + "".join(f"{a},{m},{x},{m[-2:]}\n" for a in "AB" for m in months)


def opened(folder: Path, source: Source, **files: str) -> DataSet:
    write(folder, {f"{name}.csv": text for name, text in files.items()})
    return open_data(source, folder, today=TODAY)


def finding(data: DataSet, kind: str) -> Finding:
    (found,) = (f for f in quality(data, today=TODAY) if f.kind == kind)
    return found


def refused(folder: Path, source: Source, kind: str, **files: str) -> Finding:
    """The finding of that kind that stopped the loading."""
    with pytest.raises(DataError, match=r"two ways|more than once") as caught:
        opened(folder, source, **files)
    return next(f for f in caught.value.findings if f.kind == kind)


def labels(source: Source, found: Finding) -> list[str]:
    return [("* " if way.now else "") + way.label for way in choices(source, found)]


def count(data: DataSet, what: str = "count(*)") -> object:
    return data.loaded.session.one(f"SELECT {what} FROM snapshots")
