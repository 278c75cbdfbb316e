"""How often the cases that were locked away from tuning were looked at is kept for everybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from scoring.store.door import Door

_THERE: Final = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'openings'"
_COUNT: Final = "SELECT count(*) FROM openings WHERE book = ? AND data = ?"
_ADD: Final = "INSERT INTO openings (book, data, card, written) VALUES (?, ?, ?, ?)"


class Openings:
    """The times that a lockbox was opened; `book` and `data` name a data set and its version."""

    def __init__(self, door: Door, now: Callable[[], dt.datetime]) -> None:
        """A way into the tables, and a clock that knows its zone."""
        self._door, self._now = door, now

    def openings(self, book: str, data: str) -> int:
        """How often it was opened; 0 for a store too old to know. Raises StoreError."""
        with self._door.reading() as connection:
            if not connection.execute(_THERE).fetchone()[0]:
                return 0
            return int(connection.execute(_COUNT, [book, data]).fetchone()[0])

    def note_opening(self, book: str, data: str, card: str) -> None:
        """Note that it was opened for a card, by its digest. Raises StoreError."""
        with self._door.changing() as connection:
            written = self._now().isoformat(timespec="seconds")
            connection.execute(_ADD, [book, data, card, written])
