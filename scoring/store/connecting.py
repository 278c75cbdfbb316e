"""How a connection to a store is made, for writing or for reading, and tried."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

from scoring.limits.time import STORE_SECONDS

PATIENCE: Final = float(STORE_SECONDS.now)
"""Seconds that a change waits for another process."""

_TRY: Final = (
    ("CREATE TABLE IF NOT EXISTS room (bytes)", "INSERT INTO room VALUES (zeroblob(65536))"),
    ("DROP TABLE room",),
)
"""Two changes: what comes and goes within one is not written at all."""


def try_to_write(connection: sqlite3.Connection) -> None:
    """Write 64 KiB and take them back: that there is room is shown by nothing less."""
    for statements in _TRY:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements:
                connection.execute(statement)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def for_reading(path: Path) -> str:
    """The address of a file that is only read.

    SQLite needs room for two files beside one with a log, unless it is told that nobody
    writes: that is so where there is no log and no room for one.
    """
    log = path.with_name(path.name + "-wal")
    still = not log.exists() or not log.stat().st_size
    alone = still and not os.access(path.parent, os.W_OK)
    return path.resolve().as_uri() + ("?mode=ro&immutable=1" if alone else "?mode=ro")


def connect(place: str) -> sqlite3.Connection:
    """A connection that begins no transaction of its own accord and may change its thread."""
    return sqlite3.connect(
        place,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
        uri=place.startswith("file:"),
    )
