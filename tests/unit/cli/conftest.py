"""A folder in which commands are given."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.commands import ACCOUNTS, CARD, MONTHS, SOURCE


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a card, a source and two files, in which commands are given."""
    for name, text in {
        "card.yaml": CARD,
        "source.yaml": SOURCE,
        "accounts.csv": ACCOUNTS,
        "months.csv": MONTHS,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
