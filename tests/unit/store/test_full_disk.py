"""A disk that is full is said, read on, and written again once it has room."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.errors import StoreError
from scoring.store import back_up, open_store
from scoring.store.schema import MIGRATIONS
from tests.architecture.rules import ROOT
from tests.unit.store.samples import NOTE
from tests.unit.store.test_opening import raw

_WITHIN_A_LIMIT = """
import resource, sys
from pathlib import Path
from scoring.errors import StoreError
from scoring.store import door, open_store
from tests.unit.store.samples import NOTE
door.AGAIN = 0.0
store = open_store(Path(sys.argv[1]), shows=True)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
try:
    for _ in range(10_000):
        store.add_note("Demo", NOTE)
except StoreError as error:
    print(error.problem)
kept = len(store.notes("Demo"))
print(kept > 0, store.look() is not None)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
print(store.look())
store.add_note("Demo", NOTE)
print(len(store.notes("Demo")) - kept)
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte in memory, where this machine lets us make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("no disk of a size of its own can be made here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_fills_up_is_written_again_once_it_has_room(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every note that was acknowledged is there, none is by halves, and it mends by itself."""
    monkeypatch.setattr("scoring.store.door.AGAIN", 0.0)
    store = open_store(small_disk / "s.db", shows=True)
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 200_000)
    kept: list[int] = []

    def fill() -> None:
        for _ in range(10_000):
            kept.append(store.add_note("Demo", NOTE))

    with pytest.raises(StoreError, match=r"no room left|does not take or give"):
        fill()
    assert len(kept) > 10
    assert [one.id for one in store.notes("Demo")] == kept
    assert store.look() is not None
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(small_disk / "s.db", small_disk / "copy.db")
    assert sorted(one.name for one in small_disk.iterdir() if "copy" in one.name) == []
    ballast.unlink()
    assert store.look() is None
    store.add_note("Demo", NOTE)
    store.close()
    again = open_store(small_disk / "s.db")
    assert len(again.notes("Demo")) == len(kept) + 1
    again.close()


def test_a_limit_on_the_size_of_files_is_told_and_lifted(tmp_path: Path) -> None:
    """The same without a disk of its own: the system takes no more bytes for a while."""
    told = subprocess.run(
        [sys.executable, "-c", _WITHIN_A_LIMIT, str(tmp_path / "s.db")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    assert "does not take or give" in lines[0] or "no room left" in lines[0]
    assert lines[1:] == ["True True", "None", "1"]


def older(path: Path) -> None:
    """A store of the first version, with one note."""
    statements = [one for one in MIGRATIONS[0] if "PRAGMA" not in one]
    row = "INSERT INTO records (book, sort, account, body, written) VALUES ('Demo', 'note', 'a1',"
    body = '\'{"account": "a1", "text": "called", "author": "Dana", "on": "2026-07-01"}\''
    raw(path, *statements, f"{row} {body}, '2026-07-01T12:00:00+00:00')")
    raw(path, "PRAGMA application_id = 1113017426", "PRAGMA user_version = 1")


def test_a_copy_is_kept_before_a_store_is_brought_up_to_date(tmp_path: Path) -> None:
    """The copy is of the older version; a second time another name is found."""
    path = tmp_path / "s.db"
    for name in ("s.db.version-1", "s.db.version-1-2"):
        path.unlink(missing_ok=True)
        older(path)
        store = open_store(path)
        assert [one.record for one in store.notes("Demo")] == [NOTE]
        store.close()
        assert raw(path, "PRAGMA user_version") == [(len(MIGRATIONS),)]
        assert raw(tmp_path / name, "PRAGMA user_version") == [(1,)]
        assert raw(tmp_path / name, "SELECT count(*) FROM records") == [(1,)]


def test_without_room_for_a_copy_an_older_store_stays_as_it_is(small_disk: Path) -> None:
    """It is told which copy could not be written, and the version stays."""
    path = small_disk / "s.db"
    older(path)
    raw(path, "PRAGMA journal_mode = WAL")
    room = 512 * 1024 - sum(one.stat().st_size for one in small_disk.iterdir())
    (small_disk / "ballast").write_bytes(b"x" * (room - 64 * 1024))
    with pytest.raises(StoreError, match="no copy of it can be kept before"):
        open_store(path)
    assert not list(small_disk.glob("*.part*"))
    (small_disk / "ballast").unlink()
    assert raw(path, "PRAGMA user_version") == [(1,)]
    open_store(path).close()
    assert raw(path, "PRAGMA user_version") == [(len(MIGRATIONS),)]
