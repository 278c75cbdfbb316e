"""One connection is shared by all threads, and each change is one transaction on the disk."""

from __future__ import annotations

import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from scoring.errors import StoreError
from scoring.limits.limit import Limit
from scoring.store.connecting import try_to_write
from scoring.store.faults import (
    DAMAGED,
    LET_WRITE,
    damaged,
    is_damage,
    is_lasting,
    moved,
    shut,
    store_fault,
)
from scoring.store.standing import Standing

AGAIN: Final = 5.0
"""Seconds after which a store with a fault is tried again."""

_HURRIED: Final = "PRAGMA busy_timeout = 200"
"""Milliseconds that a change waits after one has failed: whoever else asks waits behind it."""

_SIZE: Final = ("PRAGMA page_count", "PRAGMA page_size")

_MANY: Final = 2**40
"""More changes than one connection sees; the next one counts those of others anew."""

Opened = tuple[sqlite3.Connection, str | None]
"""A connection, and why it cannot be written, if so."""


class Door:
    """The way into a store: `reading` for looks, `changing` for one change at a time.

    `fault` is why the last change or look failed, None once one has gone well again. A store in
    a file that has a fault is opened anew by itself, see `look`; `openings` counts how often.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None,
        read_only: str | None = None,
        again: Callable[[], Opened] | None = None,
        most: Limit | None = None,
    ) -> None:
        """An open connection; the file it leads to, if any; why it cannot be written, if so.

        `again` opens the same file once more; `most` is what one in memory may come to.
        """
        self.path, self.read_only = path, read_only
        self.where = f"the store '{path}'" if path else "what is kept for this visit"
        self.fault: StoreError | None = None
        self._doubted, self._hurried, self._most = False, False, most
        self._lock, self._again = threading.RLock(), again
        self._changes, self._tried, self.openings = 0, time.monotonic(), 0
        self._take(connection)

    def _take(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.openings, self._hurried = self.openings + 1, False
        self._ends = weakref.finalize(self, connection.close)  # a visit ends without saying so
        self._stood = Standing.of(self.path) if self.path else None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for this thread alone. Raises StoreError."""
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise self._noted(error) from None

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """The same inside a transaction, on the disk when the block is left without an error.

        Raises StoreError; then nothing has changed.
        """
        if self.read_only:
            raise StoreError(f"{self.where} can only be read: {self.read_only}", fix=LET_WRITE)
        with self.reading() as connection:
            self._must_be_as_left()
            connection = self._connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                self._must_fit(connection)
                connection.execute("COMMIT")
                self._changes += 1
            except BaseException:
                if connection.in_transaction:  # SQLite itself has gone back after some faults
                    connection.execute("ROLLBACK")
                raise
            # The log is moved into the file by changes alone: by ours it may be another size now.
            self._stood = Standing.of(self.path) if self.path else None
            self._well()

    @property
    def stamp(self) -> tuple[int, int]:
        """Changes with every change, whoever made it: this process or another one."""
        with self.reading() as connection:
            others = int(connection.execute("PRAGMA data_version").fetchone()[0])
            return others, self._changes + (self.openings - 1) * _MANY

    def look(self) -> StoreError | None:
        """What is wrong with the file now; None if all is well.

        A file that was moved, replaced, cut off, or has lost its log is noticed before anybody
        writes. One with a fault is opened anew every `AGAIN` seconds, until that goes well.
        """
        if self._again is None:
            return self.fault
        with self._lock:
            if self.fault or self.read_only:
                if time.monotonic() - self._tried >= AGAIN:
                    self._mend()
            else:
                with suppress(StoreError):  # it is noted
                    self._must_be_as_left()
            return self.fault

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def _must_be_as_left(self) -> None:
        """Raises StoreError where a change would be lost, or would make damage worse."""
        if self.path is None or self._stood is None:
            return
        now = Standing.of(self.path)
        if self._doubted and self.fault:
            raise self.fault
        if now == self._stood:
            return
        if now.file != self._stood.file and not now.is_there:
            # A file that was moved away can still be written, and nobody would find it again.
            raise self._fails(moved(self.where))
        self._mend()
        if self.fault:
            raise self.fault

    def _mend(self) -> None:
        """Open the file anew and write to it; the fault is gone if both go well."""
        assert self.path is not None
        self._tried = time.monotonic()
        now = Standing.of(self.path)
        if self._again is None or self._stood is None:
            return
        if not now.is_there:
            self._fails(moved(self.where))
        elif not now.size:
            self._fails(damaged(self.where))  # an empty file would be made a new store
        else:
            try:
                self._open_anew(now)
                self._well()
            except sqlite3.Error as error:
                self._noted(error)
            except StoreError as error:
                self._fails(error)

    def _open_anew(self, now: Standing) -> None:
        """The log first: without its file it is known to this connection alone.

        If another file has taken the place, the log beside it is that of the old one, and would be
        taken for its own: so it is emptied. Two connections to two files of one name share what
        lies beside them, so one is closed before the other is opened.
        """
        assert self._again is not None
        assert self._stood is not None
        if now.log != self._stood.log or now.file != self._stood.file:
            with suppress(sqlite3.ProgrammingError):  # closed when it was tried before
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if now != self._stood or self.read_only or self._doubted:
            self._ends()
            connection, read_only = self._again()
            self._take(connection)
            if read_only and not self.read_only:
                self._doubted = True  # what people are typing stays open: it is a fault
                raise damaged(self.where) if read_only is DAMAGED else shut(self.where)
            self.read_only = read_only
        if self.fault and not self.read_only:
            try_to_write(self._connection)
            self._stood = Standing.of(self.path) if self.path else None

    def _noted(self, error: sqlite3.Error) -> StoreError:
        told = store_fault(error, self.where)
        self._doubted = self._doubted or (is_damage(error) and self.path is not None)
        return self._fails(told) if is_lasting(error) else told

    def _fails(self, fault: StoreError) -> StoreError:
        if self.fault is None:
            self._tried = time.monotonic()
            with suppress(sqlite3.Error):  # what can wait for nobody needs no limit
                self._connection.execute(_HURRIED)
                self._hurried = True
        self.fault = fault
        return fault

    def _well(self) -> None:
        self.fault, self._doubted = None, False
        if self._hurried and self._again:
            with suppress(StoreError, sqlite3.Error):  # it will go on in a hurry
                connection, read_only = self._again()
                if read_only:
                    connection.close()
                    return
                self._ends()
                self._take(connection)

    def _must_fit(self, connection: sqlite3.Connection) -> None:
        if self._most is None:
            return
        (pages,), (size,) = (connection.execute(one).fetchone() for one in _SIZE)
        if pages * size > self._most.bytes:
            problem = f"{self.where} has no room left, and nothing was kept"
            raise StoreError(problem, fix=f"make room: it may have {self._most.said()}")
