"""Files are read from where they are, and dropped ones are on disk only meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.engine.places import Dropped, Folder, safe_name
from scoring.errors import DataError
from scoring.spec.data_file import File


def test_a_folder_is_its_own_place(tmp_path: Path) -> None:
    """What stands in a folder is read where it stands."""
    with Folder(tmp_path).at_hand([File(path="a.csv")]) as folder:
        assert folder == tmp_path


def test_dropped_files_are_on_disk_only_while_they_are_read() -> None:
    """Only what is asked for is written, and it is gone afterwards."""
    dropped = Dropped({"a.csv": b"id\n1\n", "b.csv": b"id\n2\n"})
    with dropped.at_hand([File(path="a.csv")]) as folder:
        assert [p.name for p in folder.iterdir()] == ["a.csv"]
        assert (folder / "a.csv").read_bytes() == b"id\n1\n"
    assert not folder.exists()


@pytest.mark.parametrize("path", ["../a.csv", "/etc/passwd", "A.csv", "c.csv"])
def test_a_source_reaches_nothing_that_was_not_dropped(path: str) -> None:
    """A path that leads elsewhere is no file that was dropped."""
    with (
        pytest.raises(DataError, match="which was not dropped"),
        Dropped({"a.csv": b"id\n"}).at_hand([File(path=path)]),
    ):
        pass


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("companies.csv", "companies.csv"),
        ("../../etc/passwd", "passwd"),
        ("D:\\exports\\März 2026.csv", "März 2026.csv"),
        ("a\nb\0.csv", "a_b_.csv"),
        ("..", "file"),
        ("", "file"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
        ("客" * 100 + ".csv", "客" * 38 + ".csv"),
    ],
)
def test_a_name_leads_to_no_folder(name: str, safe: str) -> None:
    """A name from a browser is stripped of folders and of what no name should hold."""
    assert safe_name(name) == safe


def test_two_files_of_one_name_are_told_apart() -> None:
    """The second and the third file of a name get a number before their ending."""
    assert safe_name("a.csv", ["a.csv", "a-2.csv"]) == "a-3.csv"
