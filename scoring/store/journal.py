"""Records about the accounts of a book are written, ended, taken out and had back."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, cast

from scoring.errors import StoreError
from scoring.limits.time import LISTS_KEPT
from scoring.spec.records import Intervention, Note, Outcome, PulseRecord, Record, Tick
from scoring.store.door import Door
from scoring.store.kept import Kept
from scoring.store.rows import SORTS, R, as_kept, as_text, once

_ALL: Final = (
    "SELECT id, body, written FROM records"
    " WHERE book = ? AND sort = ? AND removed IS NULL ORDER BY id"
)
_ONE: Final = (
    "SELECT id, body, written FROM records"
    " WHERE book = ? AND sort = ? AND id = ? AND removed IS NULL"
)
_ADD: Final = (
    "INSERT INTO records (book, sort, account, once, body, written) VALUES (?, ?, ?, ?, ?, ?)"
    " RETURNING id"
)
_CHANGE: Final = "UPDATE records SET body = ? WHERE id = ?"
_REMOVE: Final = (
    "UPDATE records SET removed = ? WHERE book = ? AND sort = ? AND id = ? AND removed IS NULL"
)
_RESTORE: Final = (
    "UPDATE records SET removed = NULL"
    " WHERE book = ? AND sort = ? AND id = ? AND removed IS NOT NULL"
)
_TICKED: Final = (
    "SELECT id FROM records WHERE book = ? AND sort = 'tick' AND once = ? AND removed IS NULL"
)
_UNTICK: Final = (
    "UPDATE records SET removed = ?"
    " WHERE book = ? AND sort = 'tick' AND once = ? AND removed IS NULL"
)


_Seen = tuple[tuple[int, int], str, tuple[Kept[Record], ...]]
"""A list as it was read: the store's stamp, the mark of the list, the list."""


class Journal:
    """The records of a store. `book` is the name of a data set, any text.

    Lists are in the order of writing. A change raises CommandError for an unsound record, and
    StoreError if it cannot be kept or if what it is about is no longer there; then nothing has
    changed.
    """

    def __init__(self, door: Door, now: Callable[[], dt.datetime], *, shows: bool = False) -> None:
        """A way into the tables, and a clock that knows its zone.

        `shows` says that a list that cannot be read is answered with what is known of it.
        """
        self._door, self._now, self._shows = door, now, shows
        self._unread: dict[str, tuple[int, StoreError]] = {}
        self._seen: dict[tuple[str, str], _Seen] = {}
        self._seen_lock = threading.Lock()

    def pulses(self, book: str) -> tuple[Kept[PulseRecord], ...]:
        """All judgements, those that have ended included."""
        return self._all(book, PulseRecord)

    def marked_pulses(self, book: str) -> tuple[str, tuple[Kept[PulseRecord], ...]]:
        """The same with a mark that changes with any of them, and stays while they do."""
        return self._marked(book, PulseRecord)

    def set_pulse(self, book: str, record: PulseRecord) -> int:
        """Keep a judgement; its number."""
        return self._add(book, record.checked())

    def end_pulse(self, book: str, number: int, on: dt.date) -> None:
        """Let a judgement hold until a day, which is not later than it was to end."""

        def ended(record: PulseRecord) -> PulseRecord:
            return replace(record, expires=max(record.given, min(record.expires, on)))

        self._change(book, PulseRecord, number, ended)

    def notes(self, book: str) -> tuple[Kept[Note], ...]:
        """All remarks that were not removed."""
        return self._all(book, Note)

    def add_note(self, book: str, record: Note) -> int:
        """Keep a remark; its number."""
        return self._add(book, record.checked())

    def remove_note(self, book: str, number: int) -> None:
        """Take a remark out; `restore_note` has it back."""
        self._remove(book, Note, number)

    def restore_note(self, book: str, number: int) -> None:
        """Have a removed remark back, as it was."""
        self._restore(book, Note, number)

    def interventions(self, book: str) -> tuple[Kept[Intervention], ...]:
        """All that was done and not removed."""
        return self._all(book, Intervention)

    def log_intervention(self, book: str, record: Intervention) -> int:
        """Keep what was done; its number."""
        return self._add(book, record.checked())

    def close_intervention(self, book: str, number: int, outcome: Outcome) -> None:
        """Say what came of it."""

        def closed(record: Intervention) -> Intervention:
            return replace(record, outcome=outcome)

        self._change(book, Intervention, number, closed)

    def remove_intervention(self, book: str, number: int) -> None:
        """Take it out; `restore_intervention` has it back."""
        self._remove(book, Intervention, number)

    def restore_intervention(self, book: str, number: int) -> None:
        """Have a removed one back, as it was."""
        self._restore(book, Intervention, number)

    def ticks(self, book: str, month: dt.date) -> tuple[Kept[Tick], ...]:
        """The steps of playbooks that were done in a month, given by its last day."""
        return tuple(kept for kept in self._all(book, Tick) if kept.record.month == month)

    def tick(self, book: str, record: Tick) -> int:
        """Note a step as done, once however often it is said; its number."""
        record.checked()
        with self._door.changing() as connection:
            known = connection.execute(_TICKED, [book, once(record)]).fetchone()
            return int(known[0]) if known else self._insert(connection.execute, book, record)

    def untick(self, book: str, record: Tick) -> None:
        """Note a step as not done after all, whoever noted it."""
        with self._door.changing() as connection:
            connection.execute(_UNTICK, [self._time(), book, once(record)])

    def _all(self, book: str, kind: type[R]) -> tuple[Kept[R], ...]:
        return self._marked(book, kind)[1]

    def _marked(self, book: str, kind: type[R]) -> tuple[str, tuple[Kept[R], ...]]:
        """What is kept; where a store shows what can be read, what is known of it at least."""
        try:
            found = self._read_again(book, kind)
        except StoreError as error:
            if not self._shows:
                raise
            self._unread[SORTS[kind]] = self._door.openings, error
            with self._seen_lock:
                seen = self._seen.get((book, SORTS[kind]), _NOTHING)
            return seen[1], cast("tuple[Kept[R], ...]", seen[2])
        self._unread.pop(SORTS[kind], None)
        return found

    def _read_again(self, book: str, kind: type[R]) -> tuple[str, tuple[Kept[R], ...]]:
        """The list, from the file only when something has changed."""
        stamp, sort = self._door.stamp, SORTS[kind]
        with self._seen_lock:
            seen = self._seen.get((book, sort))
        if seen is None or seen[0] != stamp:
            with self._door.reading() as connection:
                rows = connection.execute(_ALL, [book, sort]).fetchall()
            mark = hashlib.sha256(repr(rows).encode()).hexdigest()
            seen = stamp, mark, tuple(as_kept(kind, row, self._door.where) for row in rows)
            with self._seen_lock:
                self._seen.pop((book, sort), None)
                while len(self._seen) >= _MOST_SEEN:
                    self._seen.pop(next(iter(self._seen)))
                self._seen[book, sort] = seen
        return seen[1], cast("tuple[Kept[R], ...]", seen[2])

    def _add(self, book: str, record: Record) -> int:
        with self._door.changing() as connection:
            return self._insert(connection.execute, book, record)

    def _insert(
        self, execute: Callable[[str, list[Any]], sqlite3.Cursor], book: str, record: Record
    ) -> int:
        key = once(record) if isinstance(record, Tick) else None
        row = [book, SORTS[type(record)], record.account, key, as_text(record), self._time()]
        return int(execute(_ADD, row).fetchone()[0])

    def _change(self, book: str, kind: type[R], number: int, changed: Callable[[R], R]) -> None:
        with self._door.changing() as connection:
            row = connection.execute(_ONE, [book, SORTS[kind], number]).fetchone()
            if row is None:
                raise _gone(SORTS[kind])
            record = changed(as_kept(kind, row, self._door.where).record)
            connection.execute(_CHANGE, [as_text(record), number])

    def _remove(self, book: str, kind: type[R], number: int) -> None:
        with self._door.changing() as connection:
            row = [self._time(), book, SORTS[kind], number]
            if not connection.execute(_REMOVE, row).rowcount:
                raise _gone(SORTS[kind])

    def _restore(self, book: str, kind: type[R], number: int) -> None:
        with self._door.changing() as connection:
            if not connection.execute(_RESTORE, [book, SORTS[kind], number]).rowcount:
                raise _gone(SORTS[kind])

    def _time(self) -> str:
        return self._now().astimezone(dt.UTC).isoformat(timespec="microseconds")


_NOTHING: Final[_Seen] = ((0, 0), "", ())

_MOST_SEEN: Final = LISTS_KEPT.now
"""So many lists are remembered: four sorts of sixteen books."""


def _gone(sort: str) -> StoreError:
    return StoreError(f"this {sort} is no longer there", fix="load the page again")
