"""One connection is shared by all threads, and each change is one transaction on the disk."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from scoring.errors import StoreError
from scoring.limits.limit import Limit
from scoring.limits.time import STORE_SECONDS
from scoring.limits.visits import ROOMS_MEMORY_KIB, VISIT_RECORDS_KIB
from scoring.store.faults import CLOSED_TO_WRITING, code_of, store_fault
from scoring.store.schema import MIGRATIONS, bring_up, must_be_known, version_of

PATIENCE: Final = float(STORE_SECONDS.now)
"""Seconds that a change waits for another process."""


class Door:
    """The way into a store: `reading` for looks, `changing` for one change at a time."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None,
        read_only: str | None = None,
        most: Limit | None = None,
    ) -> None:
        """An open connection; the file it leads to, if any; why it cannot be written, if so.

        `most` is what it may come to, for one in memory.
        """
        self.path, self.read_only = path, read_only
        self.where = f"the store '{path}'" if path else "what is kept for this visit"
        self._connection, self._lock = connection, threading.RLock()
        self._identity = _identity(path) if path else None
        self._changes, self._most = 0, most
        weakref.finalize(self, connection.close)  # a visit ends without saying so

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for this thread alone. Raises StoreError."""
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise store_fault(error, self.where) from None

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """The same inside a transaction, on the disk when the block is left without an error.

        Raises StoreError; then nothing has changed.
        """
        if self.read_only:
            raise StoreError(f"{self.where} can only be read: {self.read_only}", fix=_LET_WRITE)
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._must_be_there()
                yield connection
                self._must_fit(connection)
                connection.execute("COMMIT")
                self._changes += 1
            except BaseException:
                if connection.in_transaction:  # SQLite itself has gone back after some faults
                    connection.execute("ROLLBACK")
                raise

    @property
    def stamp(self) -> tuple[int, int]:
        """Changes with every change, whoever made it: this process or another one."""
        with self.reading() as connection:
            others = int(connection.execute("PRAGMA data_version").fetchone()[0])
            return others, self._changes

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def _must_fit(self, connection: sqlite3.Connection) -> None:
        if self._most is None:
            return
        (pages,), (size,) = (connection.execute(one).fetchone() for one in _SIZE)
        if pages * size > self._most.bytes:
            problem = f"{self.where} has no room left, and nothing was kept"
            raise StoreError(problem, fix=f"make room: it may have {self._most.said()}")

    def _must_be_there(self) -> None:
        # A file that was moved away can still be written, and nobody would find it again.
        if self.path and _identity(self.path) != self._identity:
            raise StoreError(
                f"the file of {self.where} was moved or replaced while it was in use",
                fix="put it back and start Bellwether again",
            )


_SIZE: Final = ("PRAGMA page_count", "PRAGMA page_size")
_LET_WRITE: Final = "let the user who runs Bellwether write the file and its folder"


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def open_file(path: Path) -> Door:
    """The store in a file, made if it is not there; read-only if it cannot be written.

    Raises StoreError if it can neither be made nor read.
    """
    where = f"the store '{path}'"
    _must_be_a_place(path, where)
    try:
        # A log beside a file that cannot be written would take changes that never arrive.
        if not path.exists() or os.access(path, os.W_OK):
            return _writable(path, where)
    except sqlite3.Error as error:
        if code_of(error) not in CLOSED_TO_WRITING or not path.is_file():
            raise store_fault(error, where) from None
    try:
        return _readable(path, where)
    except sqlite3.Error as error:
        raise store_fault(error, where) from None


def _must_be_a_place(path: Path, where: str) -> None:
    try:
        folder, taken = path.parent.is_dir(), path.exists() and not path.is_file()
    except OSError as error:
        fix = "check the path, and who may enter its folder"
        raise StoreError(f"{where} cannot be reached ({error.strerror})", fix=fix) from None
    if not folder:
        raise StoreError(f"there is no folder '{path.parent}' for {where}", fix="make the folder")
    if taken:
        raise StoreError(f"{where} is no file", fix="name a file, such as 'bellwether.db'")


def _writable(path: Path, where: str) -> Door:
    connection = connect(path.resolve().as_uri() + "?mode=rwc")
    try:
        version_of(connection, where)  # before anything is written into a file that is not ours
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        bring_up(connection, where)
        connection.execute("BEGIN IMMEDIATE")  # fails here, not at the first change
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return Door(connection, path)


def _readable(path: Path, where: str) -> Door:
    connection = connect(for_reading(path))
    try:
        if must_be_known(version_of(connection, where), where) < len(MIGRATIONS):
            problem = f"{where} is of an older version and cannot be written"
            raise StoreError(problem, fix=_LET_WRITE)
    except BaseException:
        connection.close()
        raise
    return Door(connection, path, "the file cannot be written")


def for_reading(path: Path) -> str:
    """The address of a file that is only read.

    SQLite needs room for two files beside one with a log, unless it is told that nobody
    writes: that is so where there is no log and no room for one.
    """
    log = path.with_name(path.name + "-wal")
    still = not log.exists() or not log.stat().st_size
    alone = still and not os.access(path.parent, os.W_OK)
    return path.resolve().as_uri() + ("?mode=ro&immutable=1" if alone else "?mode=ro")


def open_memory(shared: bool = False) -> Door:
    """A store in memory: of one visit, or a shared one, which may have more."""
    connection = connect(":memory:")
    bring_up(connection, "what is kept for this visit")
    return Door(connection, None, most=ROOMS_MEMORY_KIB if shared else VISIT_RECORDS_KIB)


def connect(place: str) -> sqlite3.Connection:
    """A connection that begins no transaction of its own accord and may change its thread."""
    return sqlite3.connect(
        place,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
        uri=place.startswith("file:"),
    )
