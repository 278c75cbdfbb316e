"""A store is copied, looked over and put back by the command line."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from scoring.cli import main
from scoring.errors import StoreError
from scoring.store import back_up, check, open_store, restore
from tests.unit.store.samples import CARD, NOTE, PULSE

NOW = dt.datetime(2026, 7, 1, 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a pulse, a note and two versions of a card."""
    store = open_store(tmp_path / "s.db")
    store.set_pulse("Demo", PULSE)
    store.add_note("Demo", NOTE)
    store.save_card("Ours", CARD)
    store.save_card("Ours", CARD)
    store.close()
    return tmp_path / "s.db"


def notes_in(path: Path) -> int:
    store = open_store(path)
    try:
        return len(store.notes("Demo"))
    finally:
        store.close()


def test_check_counts_what_is_there(path: Path) -> None:
    """Two records, one card, two versions of it."""
    assert check(path) == {"version": 3, "records": 2, "cards": 1, "versions": 2}


def test_a_copy_is_a_store_of_its_own(path: Path) -> None:
    """It holds what the store held when it was made, also while the store is open."""
    store = open_store(path)
    store.add_note("Demo", NOTE)
    out = path.with_name("copy.db")
    back_up(path, out)
    store.add_note("Demo", NOTE)
    assert (notes_in(out), len(store.notes("Demo"))) == (2, 3)
    assert check(out)["records"] == 3
    store.close()


def test_no_file_is_overwritten_by_a_copy(path: Path) -> None:
    """A name that is taken is refused."""
    with pytest.raises(StoreError, match="is there already"):
        back_up(path, path)
    with pytest.raises(StoreError, match="there is no file"):
        back_up(path.with_name("gone.db"), path.with_name("copy.db"))
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(path, path.parent / "gone" / "copy.db")


def test_a_copy_is_put_back_and_the_old_store_kept(path: Path) -> None:
    """An app that has the store open sees the copy at its next look, and can go on writing."""
    copy = path.with_name("copy.db")
    back_up(path, copy)
    store = open_store(path)
    store.add_note("Demo", NOTE)
    with pytest.raises(StoreError, match="add --force"):
        restore(copy, path, force=False, now=NOW)
    assert len(store.notes("Demo")) == 2
    old = restore(copy, path, force=True, now=NOW)
    assert old == path.with_name("s.db.before-20260701-120000")
    assert len(store.notes("Demo")) == 1
    store.add_note("Demo", NOTE)
    store.close()
    assert (notes_in(path), notes_in(old)) == (2, 2)


def test_a_damaged_store_is_moved_aside(path: Path) -> None:
    """What cannot be read is kept as it is, beside the copy that took its place."""
    copy, damage = path.with_name("copy.db"), b"not a database any more" * 200
    back_up(path, copy)
    path.write_bytes(damage)
    old = restore(copy, path, force=True, now=NOW)
    assert old is not None
    assert old.read_bytes() == damage
    assert notes_in(path) == 1


def test_a_page_overwritten_in_the_middle_is_found(path: Path) -> None:
    """Check reads every page, and a damaged copy is not put back."""
    whole = bytearray(path.read_bytes())
    whole[4096 : 4096 * 2] = b"\xff" * 4096
    copy = path.with_name("copy.db")
    copy.write_bytes(bytes(whole))
    with pytest.raises(StoreError, match="damaged"):
        check(copy)
    with pytest.raises(StoreError, match="damaged"):
        restore(copy, path, force=True, now=NOW)
    assert notes_in(path) == 1


def test_what_is_written_while_a_copy_is_put_back_is_in_the_old_store(path: Path) -> None:
    """Another program adds notes all the time: each is in the store before or in the one after."""
    copy, added = path.with_name("copy.db"), []
    back_up(path, copy)
    writer, enough = open_store(path), threading.Event()

    def write() -> None:
        while not enough.is_set():
            added.append(writer.add_note("Demo", NOTE))
            time.sleep(0.001)  # SQLite gives nobody a turn

    thread = threading.Thread(target=write)
    thread.start()
    try:
        old = restore(copy, path, force=True, now=NOW)
    finally:
        enough.set()
        thread.join()
        writer.close()
    assert old is not None
    # Numbers go on from those of the copy, which had one note: what came after begins anew.
    kept_before, kept_after = notes_in(old) - 1, notes_in(path) - 1
    assert kept_before + kept_after == len(added)


def test_a_store_that_another_program_holds_is_not_moved_aside(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be sound: the copy is not put in its place, and nothing is kept aside."""
    monkeypatch.setattr("scoring.store.connecting.PATIENCE", 0.05)
    copy = path.with_name("copy.db")
    back_up(path, copy)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="in use by another program"):
        restore(copy, path, force=True, now=NOW)
    other.execute("ROLLBACK")
    other.close()
    assert notes_in(path) == 1
    assert not list(path.parent.glob("*.before-*"))


def test_putting_a_copy_back_does_not_wait_for_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program has begun to write and does not end: it is said, and all is as it was."""
    monkeypatch.setattr("scoring.store.connecting.PATIENCE", 0.05)
    monkeypatch.setattr("scoring.store.copies._PATIENCE", 0.2)
    copy = path.with_name("copy.db")
    back_up(path, copy)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="in use by another program"):
        restore(copy, path, force=True, now=NOW)
    other.execute("ROLLBACK")
    other.close()
    assert notes_in(path) == 1
    assert not list(path.parent.glob("*.before-*"))


def test_a_backup_of_a_damaged_store_is_refused(path: Path) -> None:
    """A copy that could not be put back is none; what can be read is still in the store."""
    whole = bytearray(path.read_bytes())
    whole[4096 : 4096 * 2] = b"\xff" * 4096
    path.write_bytes(bytes(whole))
    copy = path.with_name("copy.db")
    with pytest.raises(StoreError, match="damaged"):
        back_up(path, copy)
    assert not copy.exists()


@pytest.mark.parametrize("content", [b"", b"a text, no store" * 999, b"SQLite format 3\x00" * 9])
def test_what_is_no_store_is_not_put_back(path: Path, content: bytes) -> None:
    """The store that is there is not touched, nor copied aside."""
    copy = path.with_name("copy.db")
    copy.write_bytes(content)
    with pytest.raises(StoreError, match="damaged or no store"):
        restore(copy, path, force=True, now=NOW)
    assert notes_in(path) == 1
    assert not list(path.parent.glob("*.before-*"))


def test_the_command_line_does_all_three(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is named by the environment or by --store; each command says what it did."""
    monkeypatch.setenv("BELLWETHER_STORE", str(path))
    copy = path.with_name("copy.db")
    assert main(["store", "backup", str(copy)]) == 0
    assert main(["store", "check"]) == 0
    assert main(["store", "--store", str(copy), "check"]) == 0
    assert main(["store", "restore", str(copy)]) == 1
    assert main(["store", "restore", str(copy), "--force"]) == 0
    said = capsys.readouterr()
    size = copy.stat().st_size
    assert said.out.splitlines()[:3] == [
        f"{copy}: {size:,} bytes",
        f"{path}: sound, version 3, records 2, cards 1, versions 2",
        f"{copy}: sound, version 3, records 2, cards 1, versions 2",
    ]
    assert "restored; the one before is" in said.out.splitlines()[3]
    assert "add --force" in said.err


def test_a_command_without_a_store_says_how_to_name_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is guessed, nothing is made."""
    monkeypatch.delenv("BELLWETHER_STORE", raising=False)
    assert main(["store", "check"]) == 2
    assert "add --store FILE or set BELLWETHER_STORE" in capsys.readouterr().err
