"""What a killed process left in the temporary folder does not stay for ever."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest

from scoring.engine.scratch import OLD, clear_leftovers


def test_only_old_folders_of_ours_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day later the folder is gone; another's, a file and a link stay."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "bellwether-a").mkdir()
    (tmp_path / "bellwether-a" / "upload.csv").write_text("id\n")
    (tmp_path / "other").mkdir()
    (tmp_path / "bellwether-file").write_text("")
    (tmp_path / "bellwether-link").symlink_to(tmp_path / "other")
    assert clear_leftovers() == 0
    assert clear_leftovers(time.time() + OLD + 60) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "bellwether-file",
        "bellwether-link",
        "other",
    ]
