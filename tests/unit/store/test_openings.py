"""Each look into a lockbox is counted, for the data it was made of."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from scoring.store import in_memory, open_store
from scoring.store.schema import MIGRATIONS, bring_up


def test_looks_are_counted_for_each_version_of_the_data() -> None:
    """Two into one, one into the next month's, none into another book."""
    store = in_memory()
    for data in ("v1", "v1", "v2"):
        store.note_opening("Book", data, "0a1b2c3d")
    counts = [store.openings(*asked) for asked in (("Book", "v1"), ("Book", "v2"), ("B", "v1"))]
    assert counts == [2, 1, 0]


def test_the_count_outlives_the_program(tmp_path: Path) -> None:
    """A store that is opened anew knows it still."""
    first = open_store(tmp_path / "s.db")
    first.note_opening("Book", "v1", "0a1b2c3d")
    first.close()
    again = open_store(tmp_path / "s.db")
    assert again.openings("Book", "v1") == 1
    again.close()


def test_a_store_of_version_one_learns_to_count(tmp_path: Path) -> None:
    """Its tables are brought forwards when it is opened, and nothing was opened yet."""
    old = sqlite3.connect(tmp_path / "s.db", isolation_level=None)
    bring_up(old, "it", MIGRATIONS[:1])
    old.close()
    store = open_store(tmp_path / "s.db")
    assert store.openings("Book", "v1") == 0
    store.note_opening("Book", "v1", "0a1b2c3d")
    assert store.openings("Book", "v1") == 1
    store.close()
