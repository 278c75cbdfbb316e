"""A program killed while it writes loses nothing that it said was kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.store.killing import killed


@pytest.mark.parametrize("kills", [12, pytest.param(120, marks=pytest.mark.slow)])
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, kills: int) -> None:
    """At random moments: every acknowledged pulse is there once, and the file is whole."""
    found = killed(tmp_path / "s.db", kills)
    assert (found.lost, found.torn, found.sound) == (0, 0, True)
    assert found.acknowledged > kills // 4  # a busy machine kills before the first is written
