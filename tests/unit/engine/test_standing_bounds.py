"""A reading can be ended, and a visitor's file or a missing one is never a place."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from scoring.engine.place_names import place_at
from scoring.engine.places import Dropped
from scoring.engine.watch import Watch
from scoring.errors import CommandError, DataError, Stopped
from scoring.spec.data_file import File


def test_a_reading_can_be_ended(tmp_path: Path) -> None:
    """Whoever waits for tables of a database ends it between two pieces."""
    path = tmp_path / "t.sqlite"
    con = sqlite3.connect(path)
    con.execute("CREATE TABLE a AS SELECT 1 AS x")
    con.close()
    watch = Watch()
    watch.stop()
    with (
        pytest.raises(Stopped, match="the work was stopped"),
        place_at(f"sqlite://{path}").at_hand([File(path="a")], watch),
    ):
        pass


def test_a_visitors_file_is_never_taken_for_a_place() -> None:
    """A source beside dropped files that names a connection names no file, and nothing opens."""
    for path in ("postgres://u:p@127.0.0.1/db", "env:HOME", "duckdb:///etc/x", "/etc/passwd"):
        with (
            pytest.raises(DataError, match="which was not dropped"),
            Dropped({"a.csv": b"id\n"}).at_hand([File(path=path)]),
        ):
            pass
    assert Dropped({"b.csv": b"", "a.csv": b""}).listed() == (
        File(path="a.csv"),
        File(path="b.csv"),
    )


@pytest.mark.parametrize("text", ["", " ", "gone/book", "/gone/*.csv", "~nobody-here/x", "a\0b"])
def test_what_is_not_there_is_said(text: str) -> None:
    """The error names what was written, and what would do."""
    with pytest.raises(CommandError, match=r"named by|there is no file or folder"):
        place_at(text)
