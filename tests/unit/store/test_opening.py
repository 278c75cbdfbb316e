"""A store opens as it was left, or says why it does not."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from scoring.errors import StoreError
from scoring.store import Store, in_memory, open_store
from scoring.store.schema import MIGRATIONS, bring_up
from tests.unit.store.samples import NOTE, PULSE


def raw(path: Path, *statements: str) -> list[tuple[object, ...]]:
    """Rows of the last statement, by SQLite alone."""
    connection = sqlite3.connect(path)
    try:
        with connection:
            return [connection.execute(statement).fetchall() for statement in statements][-1]
    finally:
        connection.close()


def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    """A store that is closed and opened again has what was written."""
    first = open_store(tmp_path / "s.db")
    first.set_pulse("Demo", PULSE)
    first.close()
    again = open_store(tmp_path / "s.db")
    assert [k.record for k in again.pulses("Demo")] == [PULSE]
    assert (again.path, again.read_only) == (tmp_path / "s.db", None)
    again.close()


def test_the_file_is_written_with_a_log_and_says_whose_it_is(tmp_path: Path) -> None:
    """SQLite reports the log, the version of the tables and our mark."""
    open_store(tmp_path / "s.db").close()
    assert raw(tmp_path / "s.db", "PRAGMA journal_mode") == [("wal",)]
    assert raw(tmp_path / "s.db", "PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert raw(tmp_path / "s.db", "PRAGMA application_id") == [(int.from_bytes(b"BWLR", "big"),)]


def test_two_programs_see_each_others_changes(tmp_path: Path) -> None:
    """What one writes the other reads at its next look."""
    one, other = open_store(tmp_path / "s.db"), open_store(tmp_path / "s.db")
    assert other.notes("Demo") == ()
    stamp = other.stamp
    one.add_note("Demo", NOTE)
    assert [k.record for k in other.notes("Demo")] == [NOTE]
    assert other.stamp != stamp
    one.close()
    other.close()


def test_threads_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    """Eight threads add 25 notes each, and all 200 are there."""
    store = open_store(tmp_path / "s.db")

    def write() -> None:
        for _ in range(25):
            store.add_note("Demo", NOTE)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.notes("Demo")) == 8 * 25
    store.close()


def test_a_change_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    """The door undoes what was done before the fault, and works on."""
    store = open_store(tmp_path / "s.db")
    store.add_note("Demo", NOTE)

    def half_a_change() -> None:
        with store._door.changing() as connection:
            connection.execute("DELETE FROM records")
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        half_a_change()
    store.add_note("Demo", NOTE)
    assert len(store.notes("Demo")) == 2
    store.close()


def test_a_visit_has_room_for_so_much() -> None:
    """The memory of a visit is bounded: of its 512 pages, each holds one of the longest notes."""
    store, long = in_memory(), "x" * 2000

    def fill() -> None:
        for _ in range(2000):
            store.add_note("Demo", type(NOTE)(NOTE.account, long, NOTE.author, NOTE.on))

    with pytest.raises(StoreError, match="what is kept for this visit has no room left"):
        fill()
    assert 450 < len(store.notes("Demo")) < 512
    store.close()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"not a database, but long enough to look like one" * 100, "damaged or no store"),
        (b"SQLite format 3\x00" + b"\x00" * 4000, "damaged or no store"),
    ],
)
def test_a_file_that_is_no_store_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    """It is said, and the file stays as it is."""
    path = tmp_path / "s.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=problem):
        open_store(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """A file with tables that are not ours gets none of ours."""
    raw(tmp_path / "s.db", "CREATE TABLE songs (title TEXT)")
    with pytest.raises(StoreError, match="belongs to another program"):
        open_store(tmp_path / "s.db")
    assert raw(tmp_path / "s.db", "SELECT name FROM sqlite_master") == [("songs",)]


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    """It is not opened, not even for reading, for its tables may mean something else."""
    open_store(tmp_path / "s.db").close()
    raw(tmp_path / "s.db", "PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"newer Bellwether \(version 99"):
        open_store(tmp_path / "s.db")


def test_a_store_without_a_folder_is_refused(tmp_path: Path) -> None:
    """No folder is made where nobody asked for one."""
    with pytest.raises(StoreError, match="there is no folder"):
        open_store(tmp_path / "gone" / "s.db")
    with pytest.raises(StoreError, match="is no file"):
        open_store(tmp_path)


def test_a_file_moved_away_is_not_written_in_secret(tmp_path: Path) -> None:
    """A change into a file that nobody will find again is refused."""
    store = open_store(tmp_path / "s.db")
    (tmp_path / "s.db").rename(tmp_path / "t.db")
    with pytest.raises(StoreError, match="was moved or replaced"):
        store.add_note("Demo", NOTE)
    store.close()


def test_a_store_that_another_program_holds_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits too long is told to try again."""
    monkeypatch.setattr("scoring.store.connecting.PATIENCE", 0.05)
    store = open_store(tmp_path / "s.db")
    other = sqlite3.connect(tmp_path / "s.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="in use by another program"):
        store.add_note("Demo", NOTE)
    other.execute("ROLLBACK")
    other.close()
    store.add_note("Demo", NOTE)
    store.close()


def test_a_record_that_cannot_be_read_is_damage(tmp_path: Path) -> None:
    """A row that somebody changed by hand into none of ours is not guessed at."""
    store = open_store(tmp_path / "s.db")
    store.add_note("Demo", NOTE)
    raw(tmp_path / "s.db", "UPDATE records SET body = '{}'")
    with pytest.raises(StoreError, match="damaged"):
        store.notes("Demo")
    store.close()


def test_tables_are_brought_forwards_step_by_step() -> None:
    """A store of this version gets what the next one adds, and keeps its rows."""
    following = len(MIGRATIONS) + 1
    second = ("ALTER TABLE cards ADD COLUMN colour TEXT", f"PRAGMA user_version = {following}")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    bring_up(connection, "it")
    connection.execute("INSERT INTO cards (name) VALUES ('Ours')")
    bring_up(connection, "it", (*MIGRATIONS, second))
    assert connection.execute("SELECT name, colour FROM cards").fetchall() == [("Ours", None)]
    assert connection.execute("PRAGMA user_version").fetchone() == (following,)
    with pytest.raises(StoreError, match="newer Bellwether"):
        bring_up(connection, "it")
    connection.close()


def test_a_step_that_fails_changes_nothing() -> None:
    """A store is of one version or of the next, never between."""
    broken = ("ALTER TABLE cards ADD COLUMN colour TEXT", "CREATE TABLE cards (name TEXT)")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    bring_up(connection, "it")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        bring_up(connection, "it", (*MIGRATIONS, broken))
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert [row[1] for row in connection.execute("PRAGMA table_info(cards)")] == ["name", "removed"]
    connection.close()


def test_both_sorts_are_one_class(tmp_path: Path) -> None:
    """Pages ask a file and the memory of a visit the same things."""
    memory, file = in_memory(), open_store(tmp_path / "s.db")
    assert type(memory) is type(file) is Store
    assert memory.path is None
    memory.close()
    file.close()
