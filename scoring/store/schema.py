"""The tables of the store, version by version; a store is only ever brought forwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from scoring.errors import StoreError
from scoring.store.faults import damaged

APPLICATION: Final = 1113017426
"""The number in the head of the file that says whose it is ("BWLR" in ASCII)."""

Migration = tuple[str, ...]

MIGRATIONS: Final[tuple[Migration, ...]] = (
    # 1: records of accounts, and saved cards. A removed row stays, so that it can be had back.
    (
        "CREATE TABLE records ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " book TEXT NOT NULL,"
        " sort TEXT NOT NULL CHECK (sort IN ('pulse', 'note', 'intervention', 'tick')),"
        " account TEXT NOT NULL,"
        " once TEXT,"  # what may stand once only: for a tick its step and month
        " body TEXT NOT NULL,"  # the record itself as JSON
        " written TEXT NOT NULL,"
        " removed TEXT)",
        "CREATE INDEX records_of_book ON records (book, sort)",
        "CREATE UNIQUE INDEX records_once ON records (book, sort, once) WHERE removed IS NULL",
        "CREATE TABLE cards ( name TEXT PRIMARY KEY, removed TEXT)",
        "CREATE TABLE versions ("
        " name TEXT NOT NULL REFERENCES cards (name),"
        " number INTEGER NOT NULL,"
        " text TEXT NOT NULL,"
        " digest TEXT NOT NULL,"
        " note TEXT NOT NULL,"
        " author TEXT NOT NULL,"
        " written TEXT NOT NULL,"
        " PRIMARY KEY (name, number))",
        "PRAGMA application_id = 1113017426",
        "PRAGMA user_version = 1",
    ),
    # 2: how often the cases that were locked away from tuning were looked at.
    (
        "CREATE TABLE openings ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " book TEXT NOT NULL,"
        " data TEXT NOT NULL,"  # the version of the data
        " card TEXT NOT NULL,"  # the digest of the card
        " written TEXT NOT NULL)",
        "CREATE INDEX openings_of_data ON openings (book, data)",
        "PRAGMA user_version = 2",
    ),
    # 3: rooms in which people vote on weights. Of keys and tokens only a digest is kept.
    (
        "CREATE TABLE rooms ("
        " code TEXT PRIMARY KEY,"
        " host TEXT NOT NULL,"  # the digest of the host's key
        " card TEXT NOT NULL,"  # as YAML
        " data TEXT NOT NULL,"  # the id of the data set
        " book TEXT NOT NULL,"  # its name
        " anonymous INTEGER NOT NULL,"
        " capacity INTEGER NOT NULL,"
        " round INTEGER NOT NULL,"
        " open INTEGER NOT NULL,"
        " begun TEXT NOT NULL,"
        " ends TEXT NOT NULL)",
        "CREATE TABLE people ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " code TEXT NOT NULL REFERENCES rooms (code),"
        " name TEXT NOT NULL,"
        " token TEXT NOT NULL,"  # the digest of the person's token
        " joined TEXT NOT NULL,"
        " UNIQUE (code, token))",
        "CREATE TABLE votes ("
        " code TEXT NOT NULL REFERENCES rooms (code),"
        " person INTEGER NOT NULL REFERENCES people (id),"
        " round INTEGER NOT NULL,"
        " body TEXT NOT NULL,"  # the vote as JSON
        " written TEXT NOT NULL,"
        " PRIMARY KEY (code, round, person))",
        "PRAGMA user_version = 3",
    ),
)


def version_of(connection: sqlite3.Connection, where: str) -> int:
    """The version of the tables, 0 for an empty file.

    Raises StoreError for a file of another program.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if owner != APPLICATION and (owner or version or tables):
        raise StoreError(f"{where} belongs to another program", fix="choose another file")
    if owner == APPLICATION and not version:
        raise damaged(where)
    return version


def bring_up(
    connection: sqlite3.Connection, where: str, migrations: Sequence[Migration] = MIGRATIONS
) -> None:
    """Bring the tables to the newest version, all in one transaction.

    Raises StoreError for a file of another program, or of a newer Bellwether.
    """
    if must_be_known(version_of(connection, where), where, migrations) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it in the meantime.
        since = must_be_known(version_of(connection, where), where, migrations)
        for statements in migrations[since:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def must_be_known(version: int, where: str, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """The version itself. Raises StoreError if it is newer than this program."""
    if version > len(migrations):
        raise StoreError(
            f"{where} was written by a newer Bellwether (version {version} of its tables;"
            f" this one knows {len(migrations)})",
            fix="run the newer Bellwether",
        )
    return version
