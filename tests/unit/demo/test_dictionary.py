"""The dictionary says of every column of the book what it is, and of nothing else."""

from __future__ import annotations

import pytest
import yaml

from scoring.demo import make_book


@pytest.mark.parametrize("table", ["accounts", "snapshots", "touches"])
def test_every_column_is_in_the_dictionary(root, table):
    """Each table's columns stand there in the table's own order."""
    words = yaml.safe_load((root / "data" / "dictionary.yaml").read_text("utf-8"))
    book = make_book(5, 6, 1, leak=True)
    assert list(words[table]) == list(getattr(book, table).columns)
    for column, entry in words[table].items():
        assert set(entry) == {"label", "unit", "direction", "meaning"}, column
        assert entry["direction"] in ("higher", "lower", "none"), column
        assert entry["meaning"].endswith("."), column
