"""A store that breaks while it is in use is read on, says what is wrong, and mends by itself."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.errors import StoreError
from scoring.store import Store, back_up, check, open_store, restore
from tests.unit.store.samples import CARD, NOTE, PULSE
from tests.unit.store.test_copies import NOW
from tests.unit.store.test_opening import raw


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a store is made that is tried again at once after a fault."""
    monkeypatch.setattr("scoring.store.door.AGAIN", 0.0)
    monkeypatch.setattr("scoring.store.connecting.PATIENCE", 0.05)
    return tmp_path / "s.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An open store with one note, a pulse and a card, as pages use it."""
    made = open_store(path, shows=True)
    made.add_note("Demo", NOTE)
    made.set_pulse("Demo", PULSE)
    made.save_card("Ours", CARD)
    yield made
    made.close()


def works_again(store: Store, notes: int) -> None:
    """Nothing is wrong any more, and a note can be added to so many."""
    assert store.look() is None
    store.add_note("Demo", NOTE)
    assert len(store.notes("Demo")) == notes + 1


def told(store: Store) -> str:
    """What is said to be wrong, and what to do."""
    fault = store.look()
    assert fault is not None
    return f"{fault.problem}. {fault.fix}"


def into_the_file(path: Path) -> None:
    """Move the log into the file, as another program does that was the last to write."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def plain_rows(path: Path) -> int:
    """How many records SQLite alone finds in the file."""
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("SELECT count(*) FROM records").fetchone()[0])
    finally:
        connection.close()


def test_a_file_removed_while_in_use_is_read_on_and_comes_back(store: Store, path: Path) -> None:
    """It is noticed before anybody writes; put back, it is written again."""
    kept = path.with_name("kept.db")
    path.rename(kept)
    assert "was moved or replaced" in told(store)
    with pytest.raises(StoreError, match="was moved or replaced"):
        store.add_note("Demo", NOTE)
    assert len(store.notes("Demo")) == 1
    assert not path.exists()
    kept.rename(path)
    works_again(store, notes=1)


def test_a_file_deleted_while_in_use_is_restored_from_a_copy(store: Store, path: Path) -> None:
    """The log that is left alone is put aside, so that the copy does not take it for its own."""
    copy = path.with_name("copy.db")
    back_up(path, copy)
    store.add_note("Demo", NOTE)
    path.unlink()
    assert "store restore FILE" in told(store)
    assert len(store.notes("Demo")) == 2
    old = restore(copy, path, force=False, now=NOW)
    assert old is not None
    assert old.with_name(old.name + "-wal").exists()
    works_again(store, notes=1)
    assert check(path)["records"] == 3


def test_a_file_replaced_by_hand_does_not_get_the_log_of_the_old_one(
    store: Store, path: Path
) -> None:
    """A copy moved over the store in use is what is read and written from then on, whole."""
    copy = path.with_name("copy.db")
    back_up(path, copy)
    for _ in range(20):
        store.add_note("Demo", NOTE)
    copy.replace(path)
    works_again(store, notes=1)
    assert check(path)["records"] == 3


def test_a_log_deleted_while_in_use_loses_nothing(store: Store, path: Path) -> None:
    """What only the log had is moved into the file, for which a new log is begun."""
    log = path.with_name("s.db-wal")
    log.unlink()
    assert store.look() is None
    assert log.exists()
    works_again(store, notes=1)
    log.unlink()
    store.add_note("Demo", NOTE)
    store.close()
    assert plain_rows(path) == 4


def test_a_file_cut_off_while_in_use_is_not_written(store: Store, path: Path) -> None:
    """It is damage, said before anything is added to it; a copy put in its place is used."""
    copy = path.with_name("copy.db")
    back_up(path, copy)
    store.look()
    into_the_file(path)
    assert store.look() is None
    whole = path.stat().st_size
    with path.open("rb+") as stream:
        stream.truncate(whole // 2)
    assert "is damaged" in told(store)
    with pytest.raises(StoreError, match="is damaged"):
        store.add_note("Demo", NOTE)
    restore(copy, path, force=True, now=NOW)
    works_again(store, notes=1)


def test_an_emptied_file_is_damage_and_no_new_store(store: Store, path: Path) -> None:
    """Nothing is made in a file of no bytes as long as somebody had a store there."""
    with path.open("rb+") as stream:
        stream.truncate(0)
    assert "is damaged" in told(store)
    with pytest.raises(StoreError, match="is damaged"):
        store.add_note("Demo", NOTE)
    assert path.stat().st_size == 0


def damaged_copy(path: Path, table: str) -> Path:
    """A copy of the store with the first page of one table overwritten."""
    copy = path.with_name("damaged.db")
    back_up(path, copy)
    found = sqlite3.connect(copy)
    page = found.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()[0]
    found.close()
    whole = bytearray(copy.read_bytes())
    whole[4096 * (page - 1) : 4096 * page] = b"\xff" * 4096
    copy.write_bytes(bytes(whole))
    return copy


@pytest.mark.parametrize(("table", "notes", "cards"), [("records", 0, 1), ("versions", 1, 0)])
@pytest.mark.usefixtures("store")
def test_what_can_be_read_of_a_damaged_file_is_shown(
    path: Path, table: str, notes: int, cards: int
) -> None:
    """One table is overwritten: the other is read, nothing is written, and a copy helps."""
    whole, broken = path.with_name("whole.db"), damaged_copy(path, table)
    back_up(path, whole)
    shown = open_store(broken, shows=True)
    assert shown.read_only == "the file is damaged"
    assert (len(shown.notes("Demo")), len(shown.cards())) == (notes, cards)
    shown.look()
    assert shown.read_only == "the file is damaged"
    with pytest.raises(StoreError, match="can only be read: the file is damaged"):
        shown.add_note("Demo", NOTE)
    restore(whole, broken, force=True, now=NOW)
    assert shown.look() is None
    assert shown.read_only is None
    works_again(shown, notes=1)
    shown.close()


def test_damage_while_in_use_keeps_what_was_read_on_the_page(store: Store, path: Path) -> None:
    """The list that was read last is shown, and fields stay open for what is being typed."""
    broken = damaged_copy(path, "records")
    assert len(store.notes("Demo")) == 1
    into_the_file(path)
    assert store.look() is None
    shutil.copyfile(broken, path)
    assert "is damaged" in told(store)
    assert store.read_only is None
    with pytest.raises(StoreError, match="is damaged"):
        store.add_note("Demo", NOTE)
    assert len(store.notes("Demo")) == 1


def test_a_file_that_another_program_holds_is_free_again(store: Store, path: Path) -> None:
    """A change that waited in vain is a fault until one goes through."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="in use by another program"):
        store.add_note("Demo", NOTE)
    assert "in use by another program" in told(store)
    assert len(store.notes("Demo")) == 1
    other.execute("ROLLBACK")
    other.close()
    works_again(store, notes=1)


def test_other_programs_that_write_are_no_fault(store: Store, path: Path) -> None:
    """Another process that writes, moves the log into the file and leaves changes nothing."""
    for count in range(2, 5):
        other = open_store(path)
        other.add_note("Demo", NOTE)
        other.close()
        into_the_file(path)
        assert store.look() is None
        assert len(store.notes("Demo")) == count
    works_again(store, notes=4)


@pytest.mark.usefixtures("store")
def test_whoever_computes_is_told_and_not_shown(path: Path) -> None:
    """Without `shows` a list that cannot be read is an error: no figure rests on an empty one."""
    strict = open_store(damaged_copy(path, "records"))
    with pytest.raises(StoreError, match="is damaged"):
        strict.notes("Demo")
    strict.close()


def test_a_row_changed_by_hand_is_told_until_it_reads_again(store: Store, path: Path) -> None:
    """Not once but as long as it is so, also by pages that do not ask for the list."""
    raw(path, "UPDATE records SET body = '{}' WHERE sort = 'note'")
    assert (store.notes("Demo"), len(store.pulses("Demo"))) == ((), 1)
    assert ["is damaged" in told(store) for _ in range(3)] == [True] * 3
    raw(path, "DELETE FROM records WHERE sort = 'note'")
    store.add_note("Demo", NOTE)
    assert len(store.notes("Demo")) == 1
    assert store.look() is None
