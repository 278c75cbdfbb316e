"""A store is copied while it is in use, looked over, and put back without losing the old one."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from scoring.errors import StoreError
from scoring.limits.time import RESTORE_SECONDS
from scoring.store.connecting import connect, for_reading
from scoring.store.faults import InUse, damaged, store_fault
from scoring.store.opening import open_file
from scoring.store.schema import APPLICATION, bring_up, must_be_known, version_of
from scoring.store.whole import write_whole

_BESIDE: Final = ("-wal", "-shm", "")
"""What belongs to a database: its log of changes, the index of the log, itself.

In the order in which they are moved: a log that is left alone would be taken for that of the
next file of this name.
"""

_PATIENCE: Final = float(RESTORE_SECONDS.now)
"""Seconds that putting a copy back waits for others to stop writing."""


def back_up(path: Path, out: Path) -> int:
    """Copy a store as it stands at one moment, while others may go on writing.

    Input: the store, and the file to write, which must not be there. Output: the size in bytes.
    Raises StoreError if the store is damaged, or if what was written does not read as a sound
    store again; then no copy is left.
    """
    if out.exists():
        raise StoreError(f"'{out}' is there already", fix="name a new file")
    with _looked_at(path) as found:
        _must_be_sound(found, f"the store '{path}'")
        write_whole(found, out)
    try:
        with _looked_at(out) as copied:
            _must_be_sound(copied, f"the copy '{out}'")
    except StoreError:
        out.unlink(missing_ok=True)
        raise
    return out.stat().st_size


def check(path: Path) -> dict[str, int]:
    """Look over a whole store.

    Output: the version of its tables and the number of rows in each. Raises StoreError if
    anything is wrong with it.
    """
    with _looked_at(path) as found:
        _must_be_sound(found, f"the store '{path}'")
        return {
            "version": version_of(found, f"the store '{path}'"),
            "records": _count(found.execute("SELECT count(*) FROM records")),
            "cards": _count(found.execute("SELECT count(*) FROM cards")),
            "versions": _count(found.execute("SELECT count(*) FROM versions")),
        }


def restore(copy: Path, path: Path, *, force: bool, now: dt.datetime) -> Path | None:
    """Put a copy in the place of a store.

    Input: the copy, the store, whether one that is there may be replaced, and the time, which
    names what is kept of it. Output: where the old one lies now, None if there was none. A sound
    store is overwritten in one transaction, which an app that uses it sees; one that cannot be
    read is moved aside, with its log, also where of a store the log alone is left; one that
    another program holds stays. What was put there is read again at last. Raises StoreError.
    """
    where = f"the store '{path}'"
    taken = [end for end in _BESIDE if path.with_name(path.name + end).exists()]
    if path.exists() and not force:
        raise StoreError(f"{where} is there already", fix="add --force: the old one is kept")
    with _looked_at(copy) as found, _in_memory(found, f"the copy '{copy}'") as whole:
        old = path.with_name(f"{path.name}.before-{now:%Y%m%d-%H%M%S}")
        if any(old.with_name(old.name + end).exists() for end in _BESIDE):
            raise StoreError(f"'{old}' is there already", fix="try again in a second")
        if not path.exists() or not _replaced(whole, path, old):
            for end in taken:
                os.replace(path.with_name(path.name + end), old.with_name(old.name + end))
            write_whole(whole, path)
            open_file(path).close()  # as an app would open it: with its log
    check(path)
    return old if taken else None


def _replaced(whole: sqlite3.Connection, path: Path, old: Path) -> bool:
    """Whether the store was sound, copied to `old` and overwritten."""
    try:
        check(path)
    except InUse:
        raise
    except StoreError:
        return False
    into, until = connect(path.resolve().as_uri() + "?mode=rw"), time.monotonic() + _PATIENCE

    def kept_first(status: int, *_: int) -> None:
        # With the first page nobody else can write any more; until then it waits for others.
        if status == sqlite3.SQLITE_OK and not old.exists():
            back_up(path, old)
        elif status not in (sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE) and time.monotonic() > until:
            raise InUse(f"the store '{path}' is in use by another program", fix="stop it first")

    try:
        whole.backup(into, pages=1, progress=kept_first)
    except sqlite3.Error as error:
        raise store_fault(error, f"the store '{path}'") from None
    finally:
        into.close()
    return True


@contextmanager
def _looked_at(path: Path) -> Iterator[sqlite3.Connection]:
    """A store for reading, whoever else uses it. Raises StoreError."""
    where = f"the store '{path}'"
    if not path.is_file():
        raise StoreError(f"there is no file '{path}'", fix="check the path")
    try:
        found = connect(for_reading(path))
    except sqlite3.Error as error:
        raise store_fault(error, where) from None
    try:
        must_be_known(version_of(found, where), where)
        if int(found.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION:
            raise damaged(where)
        yield found
    except sqlite3.Error as error:
        raise store_fault(error, where) from None
    finally:
        found.close()


@contextmanager
def _in_memory(found: sqlite3.Connection, where: str) -> Iterator[sqlite3.Connection]:
    """A sound copy of it, brought to the newest version."""
    _must_be_sound(found, where)
    whole = connect(":memory:")
    try:
        found.backup(whole)
        bring_up(whole, where)
        yield whole
    finally:
        whole.close()


def _must_be_sound(found: sqlite3.Connection, where: str) -> None:
    if found.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise damaged(where)


def _count(rows: sqlite3.Cursor) -> int:
    return int(rows.fetchone()[0])
