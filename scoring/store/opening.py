"""A store is opened as it was left, brought up to date with a copy kept, or read where it must."""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import Final

from scoring.errors import StoreError
from scoring.limits.visits import ROOMS_MEMORY_KIB, VISIT_RECORDS_KIB
from scoring.store.connecting import connect, for_reading
from scoring.store.door import Door, Opened
from scoring.store.faults import (
    CLOSED_TO_WRITING,
    DAMAGED,
    LET_WRITE,
    code_of,
    damaged,
    store_fault,
)
from scoring.store.schema import MIGRATIONS, bring_up, must_be_known, version_of
from scoring.store.whole import write_whole

_CLOSED: Final = "the file cannot be written"


def open_file(path: Path) -> Door:
    """The store in a file, made if it is not there; read-only if it cannot be written.

    One of an older version is copied beside before it is brought up to date; one that is damaged
    is read as far as it can be. Raises StoreError if it can neither be made nor read.
    """
    connection, read_only = _opened(path)
    return Door(connection, path, read_only, partial(_opened, path))


def open_memory(shared: bool = False) -> Door:
    """A store in memory: of one visit, or a shared one, which may have more."""
    connection = connect(":memory:")
    bring_up(connection, "what is kept for this visit")
    return Door(connection, None, most=ROOMS_MEMORY_KIB if shared else VISIT_RECORDS_KIB)


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether all pages hang together; a file of 10 MB takes some hundredths of a second."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _opened(path: Path) -> Opened:
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
        return _readable(path, where, _CLOSED)
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


def _writable(path: Path, where: str) -> Opened:
    connection = connect(path.resolve().as_uri() + "?mode=rwc")
    try:
        version = version_of(connection, where)  # before a file that is not ours is written
        if version and not is_sound(connection):
            connection.close()
            return _readable(path, where, DAMAGED)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if 0 < must_be_known(version, where) < len(MIGRATIONS):
            _kept_aside(connection, path, version, where)
        bring_up(connection, where)
        connection.execute("BEGIN IMMEDIATE")  # fails here, not at the first change
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection, None


def _readable(path: Path, where: str, why: str) -> Opened:
    connection = connect(for_reading(path))
    try:
        if must_be_known(version_of(connection, where), where) < len(MIGRATIONS):
            if why is DAMAGED:
                raise damaged(where)
            problem = f"{where} is of an older version and cannot be written"
            raise StoreError(problem, fix=LET_WRITE)
    except BaseException:
        connection.close()
        raise
    return connection, why


def _kept_aside(connection: sqlite3.Connection, path: Path, version: int, where: str) -> None:
    """Copy a store of an older version before it is brought up to date; never over a copy."""
    number, out = 1, path.with_name(f"{path.name}.version-{version}")
    while out.exists():
        number += 1
        out = path.with_name(f"{path.name}.version-{version}-{number}")
    try:
        write_whole(connection, out)
    except StoreError as error:
        raise StoreError(
            f"{where} is of an older version, and no copy of it can be kept before it is brought up"
            f" to date: {error.problem}",
            fix="make room in its folder, and let the user who runs Bellwether write there",
        ) from None
