"""What SQLite says is put into words that name the store and what to do."""

from __future__ import annotations

import sqlite3

from scoring.errors import StoreError

_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
CLOSED_TO_WRITING = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
)


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary code of an error; its last eight bits are the sort of the fault."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def store_fault(error: sqlite3.Error, where: str) -> StoreError:
    """The error for whoever asked; `where` is the store in words."""
    code = code_of(error)
    if code in _LOCKED:
        return StoreError(f"{where} is in use by another program", fix="try again in a moment")
    if code in _DAMAGED:
        return damaged(where)
    if code in CLOSED_TO_WRITING:
        return StoreError(
            f"{where} cannot be opened and written",
            fix="let the user who runs Bellwether write the file and its folder",
        )
    if code == sqlite3.SQLITE_FULL:
        return StoreError(
            f"{where} has no room left, and nothing was kept", fix="make room and try again"
        )
    return StoreError(
        f"{where} cannot be used ({error.__class__.__name__})",
        fix="check the disk with 'python -m scoring store check'",
    )


def damaged(where: str) -> StoreError:
    """The error for a file that is no sound store."""
    return StoreError(
        f"{where} is damaged or no store",
        fix="put a copy in its place with 'python -m scoring store restore FILE --force'",
    )
