"""A few rows as files on a disk, and what the loader makes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from scoring.engine.load import Loaded, load
from scoring.errors import DataError, Finding
from scoring.spec.source import parse_source

TODAY = dt.date(2026, 1, 15)
Content = str | bytes | pd.DataFrame | pa.Table

ONE = """
version: 1
name: One file
files: {a: {path: a.csv}}
account: {from: a, id: id}
snapshots: [{from: a, measures: [m]}]
"""
TWO = """
version: 1
name: Two files
files: {a: {path: a.csv}, b: {path: b.csv}}
account: {from: a, id: id, start_on: start, churn: {churned_on: end}}
snapshots: [{from: b, id: id, month: month, measures: [m]}]
"""
SUBSCRIPTIONS = """
version: 1
name: Subscriptions
files: {a: {path: a.csv}, b: {path: b.csv}}
account: {from: a, id: id, churn: {event: b.ended, unless_open: true}}
events: [{measure: mrr, from: b, on: begun, until: ended, aggregate: sum, column: mrr}]
"""
"""A subscription a row: an account is kept while one of its own is open."""


def write(folder: Path, files: Mapping[str, Content]) -> None:
    """Write each content under its name: text, bytes, or a table as Parquet."""
    for name, content in files.items():
        if isinstance(content, str):
            (folder / name).write_bytes(content.encode())
        elif isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            table = content if isinstance(content, pa.Table) else pa.Table.from_pandas(content)
            pq.write_table(table, folder / name)


def loaded(folder: Path, source: str = ONE, **files: Content) -> Loaded:
    """Load a source whose files a, b, … are given here."""
    suffix = {
        key: "parquet" if isinstance(c, pd.DataFrame | pa.Table) else "csv"
        for key, c in files.items()
    }
    write(folder, {f"{key}.{suffix[key]}": content for key, content in files.items()})
    for key, ending in suffix.items():
        source = source.replace(f"{key}.csv", f"{key}.{ending}")
    return load(parse_source(source), folder, today=TODAY)


def refused(folder: Path, source: str = ONE, **files: Content) -> tuple[Finding, ...]:
    """The findings for which a source is not loaded."""
    try:
        loaded(folder, source, **files).session.close()
    except DataError as error:
        return error.findings
    raise AssertionError("the files were loaded")


def column(data: Loaded, sql: str) -> list[object]:
    """The first column of a query."""
    return [row[0] for row in data.session.rows(sql)]
