"""A copy of a database is whole under its name, or not there at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from scoring.errors import StoreError
from scoring.store.connecting import connect


def write_whole(found: sqlite3.Connection, out: Path) -> None:
    """Copy a database into a new file, as it stands at one moment.

    Input: a connection to it, and the file. Raises StoreError if that cannot be written; then
    nothing is left of it.
    """
    part = out.with_name(out.name + ".part")
    try:
        part.unlink(missing_ok=True)
        into = connect(part.resolve().as_uri() + "?mode=rwc")
        try:
            found.backup(into)
        finally:
            into.close()
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(part, out)
        _kept(out.parent)
    except (OSError, sqlite3.Error) as error:
        _gone(part)
        why = f" ({error.strerror})" if isinstance(error, OSError) else ""
        raise StoreError(f"'{out}' cannot be written{why}", fix="choose another place") from None


def _kept(folder: Path) -> None:
    """A name is on the disk only once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _gone(part: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):  # where nothing can be written, nothing can be left
            part.with_name(part.name + end).unlink(missing_ok=True)
