"""What a visit kept for itself while the team's store was away is put into it, all or nothing."""

from __future__ import annotations

import sqlite3
from typing import Final

from scoring.store.door import Door

_RECORDS: Final = (
    "SELECT book, sort, account, once, body, written FROM records WHERE removed IS NULL ORDER BY id"
)
_VERSIONS: Final = (
    "SELECT name, text, digest, note, author, written FROM versions WHERE name IN"
    " (SELECT name FROM cards WHERE removed IS NULL) ORDER BY name, number"
)
_ADD_RECORD: Final = (
    "INSERT INTO records (book, sort, account, once, body, written) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (book, sort, once) WHERE removed IS NULL DO NOTHING"
)
_ADD_CARD: Final = (
    "INSERT INTO cards (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET removed = NULL"
)
_ADD_VERSION: Final = (
    "INSERT INTO versions (name, number, text, digest, note, author, written)"
    " SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6 FROM versions WHERE name = ?1"
)


class Carrying:
    """A store counts what is in it, and takes over what another one has."""

    _door: Door

    def count(self) -> int:
        """How many records and versions of cards it holds that were not removed."""
        with self._door.reading() as connection:
            return sum(len(rows) for rows in _rows(connection))

    def take_over(self, other: Carrying) -> int:
        """Add what another store has, in one change; how much that is.

        Times and authors stay, numbers are new. A done step that is noted here already is not
        noted twice; a version is added to the card of its name. Raises StoreError; then nothing
        was added.
        """
        with other._door.reading() as connection:
            records, versions = _rows(connection)
        with self._door.changing() as connection:
            connection.executemany(_ADD_RECORD, records)
            for version in versions:
                connection.execute(_ADD_CARD, version[:1])
                connection.execute(_ADD_VERSION, version)
        return len(records) + len(versions)


def _rows(connection: sqlite3.Connection) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    return connection.execute(_RECORDS).fetchall(), connection.execute(_VERSIONS).fetchall()
