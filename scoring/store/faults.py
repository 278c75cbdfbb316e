"""What SQLite says is put into words that name the store and what to do."""

from __future__ import annotations

import sqlite3
from typing import Final

from scoring.errors import StoreError

_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
CLOSED_TO_WRITING = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
)

_LASTING: Final = (
    _LOCKED | _DAMAGED | CLOSED_TO_WRITING | {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
)
DAMAGED: Final = "the file is damaged"
"""Why a store that can be read in part is not written: that would make the damage worse."""

LET_WRITE: Final = "let the user who runs Bellwether write the file and its folder"


class InUse(StoreError):
    """Another program holds the file; nothing is wrong with it."""


def is_lasting(error: sqlite3.Error) -> bool:
    """Whether the fault lies in the file or its disk, so that the next change would fail too."""
    return code_of(error) in _LASTING


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is not what it should be."""
    return code_of(error) in _DAMAGED


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary code of an error; its last eight bits are the sort of the fault."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def store_fault(error: sqlite3.Error, where: str) -> StoreError:
    """The error for whoever asked; `where` is the store in words."""
    code = code_of(error)
    if code in _LOCKED:
        return InUse(f"{where} is in use by another program", fix="try again in a moment")
    if code in _DAMAGED:
        return damaged(where)
    if code in CLOSED_TO_WRITING:
        return shut(where)
    if code == sqlite3.SQLITE_FULL:
        return StoreError(
            f"{where} has no room left, and nothing was kept", fix="make room and try again"
        )
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(
            f"the disk does not take or give what {where} needs",
            fix="look whether it is full or failing",
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


def moved(where: str) -> StoreError:
    """The error for a file that is no longer in its place."""
    return StoreError(
        f"the file of {where} was moved or replaced while it was in use",
        fix="put it back, or a copy with 'python -m scoring store restore FILE'",
    )


def shut(where: str) -> StoreError:
    """The error for a file that may not be written."""
    return StoreError(f"{where} cannot be opened and written", fix=LET_WRITE)
