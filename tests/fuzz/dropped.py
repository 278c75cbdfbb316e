"""One dropped file: loaded by a source that is stated, or looked at and guessed."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from scoring.engine.load import load
from scoring.engine.places import Dropped
from scoring.engine.watch import Watch
from scoring.spec.data_file import File
from scoring.spec.source import parse_source
from scoring.workbench.wizard import look_at

TODAY = dt.date(2026, 1, 15)
SOURCE = parse_source(
    """
version: 1
name: Dropped
files: {a: {path: a}}
account: {from: a, id: id, name: name, dimensions: [plan]}
snapshots: [{from: a, month: month, arr: arr, measures: [usage]}]
"""
)


def opened(data: bytes) -> None:
    """Load the file; one in four is looked at first, as the page does that asks what it is."""
    if len(data) % 4 == 0:
        look_at(Dropped({"a": data}), [File(path="a")], Watch())
        return
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a").write_bytes(data)
        loaded = load(SOURCE, Path(folder), today=TODAY)
        assert loaded.catalogue.rows > 0
        loaded.session.close()
