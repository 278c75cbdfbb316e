"""Saved cards keep every version; a removed card can be had back with all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from scoring.errors import CommandError, StoreError
from scoring.limits.writing import VERSION_NAME, VERSION_NOTE
from scoring.spec.parse import parse_card
from scoring.store.door import Door
from scoring.store.faults import damaged
from scoring.store.kept import CardVersion, code_of

MOST_IN_NAME: Final = VERSION_NAME.now
MOST_IN_NOTE: Final = VERSION_NOTE.now

_COLUMNS_OF_ONE: Final = (
    "SELECT name, number, text, digest, note, author, written FROM versions"
    " WHERE name = ? AND number = ?"
)
_OF_CARD: Final = (
    "SELECT name, number, text, digest, note, author, written FROM versions"
    " WHERE name = ? AND name IN (SELECT name FROM cards WHERE removed IS NULL) ORDER BY number"
)
_NEWEST: Final = (
    "SELECT v.name, v.number, v.text, v.digest, v.note, v.author, v.written FROM versions AS v"
    " JOIN cards USING (name) WHERE cards.removed IS NULL AND v.number ="
    " (SELECT max(number) FROM versions AS w WHERE w.name = v.name) ORDER BY v.name"
)
_MARKS: Final = (
    "SELECT name, number, digest, written, removed IS NOT NULL FROM versions JOIN cards USING"
    " (name)"
)
_BEGIN: Final = (
    "INSERT INTO cards (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET removed = NULL"
)
_ADD: Final = (
    "INSERT INTO versions (name, number, text, digest, note, author, written)"
    " SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ? FROM versions WHERE name = ?"
    " RETURNING number"
)
_REMOVE: Final = "UPDATE cards SET removed = ? WHERE name = ? AND removed IS NULL"
_RESTORE: Final = "UPDATE cards SET removed = NULL WHERE name = ? AND removed IS NOT NULL"


class SavedCards:
    """The saved cards of a store; a name is any text and never a path."""

    def __init__(self, door: Door, now: Callable[[], dt.datetime], *, shows: bool = False) -> None:
        """A way into the tables, and a clock that knows its zone.

        `shows` says that lists of cards that cannot be read are answered with empty ones.
        """
        self._door, self._now, self._shows = door, now, shows
        self._unread: dict[str, tuple[int, StoreError]] = {}

    def cards(self) -> tuple[CardVersion, ...]:
        """The newest version of every card that was not removed, by name."""
        return self._listed(_NEWEST, [])

    def versions(self, name: str) -> tuple[CardVersion, ...]:
        """All versions of a card, oldest first; none if there is no such card."""
        return self._listed(_OF_CARD, [name])

    def version(self, name: str, number: int) -> CardVersion:
        """One version, also of a removed card. Raises StoreError if there is none."""
        found = self._read(_COLUMNS_OF_ONE, [name, number])
        if not found:
            raise StoreError(f"there is no version {number} of '{name}'", fix="load the page again")
        return found[0]

    def coded(self, code: str) -> CardVersion | None:
        """The version with this short id; None if there is none, or if its card was removed.

        Raises StoreError if the store cannot be read.
        """
        with self._door.reading() as connection:
            rows = connection.execute(_MARKS).fetchall()
        try:
            found = next(
                (
                    (name, number)
                    for name, number, digest, written, gone in rows
                    if code_of(name, number, digest, dt.datetime.fromisoformat(written)) == code
                    and not gone
                ),
                None,
            )
        except (TypeError, ValueError):
            raise damaged(self._door.where) from None
        return self.version(*found) if found else None

    def save_card(self, name: str, text: str, note: str = "", author: str = "") -> int:
        """Keep a card (YAML) under a name; the number of the version, 1 for the first.

        A removed card of that name comes back with its versions. Raises CardError if the text
        is no sound card, CommandError if the name or the note cannot be kept, and StoreError.
        """
        if not name.strip() or len(name) > MOST_IN_NAME:
            problem = f"the name of a saved card has 1 to {MOST_IN_NAME} characters"
            raise CommandError(problem, fix="choose a name")
        if max(len(note), len(author)) > MOST_IN_NOTE:
            raise CommandError(
                f"a note has at most {MOST_IN_NOTE:,} characters", fix="say it shorter"
            )
        digest = parse_card(text).digest
        row = [name, text, digest, note, author, self._time(), name]
        with self._door.changing() as connection:
            connection.execute(_BEGIN, [name])
            return int(connection.execute(_ADD, row).fetchone()[0])

    def remove_card(self, name: str) -> None:
        """Take a card out of the list. Raises StoreError if there is none."""
        self._turn(_REMOVE, [self._time(), name], name)

    def restore_card(self, name: str) -> None:
        """Have a removed card back with all its versions. Raises StoreError if there is none."""
        self._turn(_RESTORE, [name], name)

    def _turn(self, statement: str, row: list[str], name: str) -> None:
        with self._door.changing() as connection:
            if not connection.execute(statement, row).rowcount:
                raise StoreError(f"there is no saved card '{name}'", fix="load the page again")

    def _listed(self, query: str, row: list[Any]) -> tuple[CardVersion, ...]:
        try:
            found = self._read(query, row)
        except StoreError as error:
            if not self._shows:
                raise
            self._unread["card"] = self._door.openings, error
            return ()
        self._unread.pop("card", None)
        return found

    def _read(self, query: str, row: list[Any]) -> tuple[CardVersion, ...]:
        with self._door.reading() as connection:
            rows = connection.execute(query, row).fetchall()
        try:
            return tuple(_version(*row) for row in rows)
        except (TypeError, ValueError):
            raise damaged(self._door.where) from None

    def _time(self) -> str:
        return self._now().astimezone(dt.UTC).isoformat(timespec="microseconds")


def _version(
    name: str, number: int, text: str, digest: str, note: str, author: str, written: str
) -> CardVersion:
    time = dt.datetime.fromisoformat(written)
    return CardVersion(name, number, text, digest, note, author, time)
