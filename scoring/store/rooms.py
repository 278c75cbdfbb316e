"""A room is read by its code, voted in with a token and changed with the key of its host."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import sqlite3
from collections.abc import Callable
from typing import Any, Final

from scoring.errors import CommandError, StoreError
from scoring.limits.visits import ROOM_ROUNDS, ROOMS
from scoring.store.door import Door
from scoring.store.faults import damaged
from scoring.store.kept import Person, Room, Vote

MOST_ROOMS: Final = ROOMS.now
"""Rooms that a store holds at a time."""

MOST_ROUNDS: Final = ROOM_ROUNDS.now

_IDLE: Final = dt.timedelta(hours=1)
"""A room that nobody has come into for so long gives way to a new one where there are too many."""

_OVER_FOR: Final = dt.timedelta(days=1)
"""A room is forgotten so long after its end: until then a clock that was wrong can be put right."""

_ROOM: Final = (
    "SELECT code, card, data, book, anonymous, capacity, round, open, begun, ends FROM rooms"
    " WHERE code = ? AND ends > ?"
)
_HOST: Final = "SELECT host FROM rooms WHERE code = ? AND ends > ?"
_BEGIN: Final = (
    "INSERT INTO rooms (code, host, card, data, book, anonymous, capacity, round, open, begun,"
    " ends) VALUES (?, ?, ?, ?, ?, ?, ?, 1, 1, ?, ?)"
)
_JOIN: Final = "INSERT INTO people (code, name, token, joined) VALUES (?, ?, ?, ?) RETURNING id"
_HERE: Final = "SELECT id, name FROM people WHERE code = ? AND token = ?"
_PEOPLE: Final = "SELECT id, name FROM people WHERE code = ? ORDER BY id"
_UNNAMED: Final = "SELECT id, name FROM people WHERE code = ? ORDER BY token"
_VOTE: Final = (
    "INSERT INTO votes (code, person, round, body, written) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (code, round, person) DO UPDATE SET body = excluded.body,"
    " written = excluded.written"
)
_VOTES: Final = "SELECT person, round, body FROM votes WHERE code = ? ORDER BY round, person"
_CLOSE: Final = "UPDATE rooms SET open = 0 WHERE code = ?"
_NEXT: Final = (
    "UPDATE rooms SET open = 1, round = round + 1 WHERE code = ? AND open = 0 AND round < ?"
)
_COUNT: Final = "SELECT count(*) FROM rooms"
_OVER: Final = "SELECT code FROM rooms WHERE ends <= ?"
_EMPTY: Final = (
    "SELECT code FROM rooms WHERE begun < ? AND code NOT IN (SELECT code FROM people)"
    " ORDER BY begun LIMIT 1"
)
_FORGET: Final = (
    "DELETE FROM votes WHERE code = ?",
    "DELETE FROM people WHERE code = ?",
    "DELETE FROM rooms WHERE code = ?",
)


class Rooms:
    """The rooms of a store. Whoever has no code finds none: there is no list of them.

    A room that is over is no longer there. All raise StoreError if the store cannot be used.
    """

    def __init__(self, door: Door, now: Callable[[], dt.datetime]) -> None:
        """A way into the tables, and a clock that knows its zone."""
        self._door, self._now = door, now

    def begin_room(self, room: Room, key: str) -> None:
        """Keep a new room at its first round, with the key by which its host is known.

        What has been over for a day is forgotten first, and all that is over where there are too
        many rooms. Raises CommandError where there still are.
        """
        row: list[Any] = [room.code, _digest(key), room.card, room.data, room.book]
        row += [int(room.anonymous), room.capacity, _text(room.begun), _text(room.ends)]
        with self._door.changing() as connection:
            self._forget_over(connection, _text(self._now() - _OVER_FOR))
            if _number(connection, _COUNT) >= MOST_ROOMS:
                self._forget_over(connection, self._time())
            if _number(connection, _COUNT) >= MOST_ROOMS:
                idle = connection.execute(_EMPTY, [_text(self._now() - _IDLE)]).fetchone()
                if idle is None:
                    raise CommandError(
                        f"too many rooms are open: {MOST_ROOMS}",
                        fix="try again in an hour",
                    )
                _forget(connection, idle[0])
            connection.execute(_BEGIN, row)

    def room(self, code: str) -> Room | None:
        """The room of a code; None if there is none, or none any more."""
        with self._door.reading() as connection:
            return self._room(connection, code)

    def hosts(self, code: str, key: str) -> bool:
        """Whether a key is the one of the room's host."""
        with self._door.reading() as connection:
            return self._is_host(connection, code, key)

    def join(self, code: str, name: str, token: str) -> Person:
        """Come into a room, or back into it with the same token: the first name stays.

        Raises CommandError if the room is full, StoreError if it is over.
        """
        with self._door.changing() as connection:
            room = self._must_be_there(connection, code)
            found = connection.execute(_HERE, [code, _digest(token)]).fetchone()
            if found is not None:
                return Person(*found)
            if _number(connection, "SELECT count(*) FROM people WHERE code = ?", code) >= (
                room.capacity
            ):
                raise CommandError(
                    f"this room is full: {room.capacity} people are in it",
                    fix="vote together with somebody who is in it",
                )
            row = [code, name, _digest(token), self._time()]
            return Person(int(connection.execute(_JOIN, row).fetchone()[0]), name)

    def person(self, code: str, token: str) -> Person | None:
        """Who has come into the room with that token; None if nobody has."""
        with self._door.reading() as connection:
            found = connection.execute(_HERE, [code, _digest(token)]).fetchone()
        return None if found is None else Person(*found)

    def people(self, room: Room) -> tuple[Person, ...]:
        """Everybody who came, as they came; in an anonymous room in an order that tells nothing."""
        with self._door.reading() as connection:
            query = _UNNAMED if room.anonymous else _PEOPLE
            return tuple(Person(*row) for row in connection.execute(query, [room.code]).fetchall())

    def vote(self, code: str, token: str, at: int, body: str) -> None:
        """Put a vote in the place of that person's earlier one in the round.

        Raises CommandError if round `at` takes no votes any more, StoreError if the room is over
        or the token nobody's.
        """
        with self._door.changing() as connection:
            room = self._must_be_there(connection, code)
            found = connection.execute(_HERE, [code, _digest(token)]).fetchone()
            if found is None:
                raise StoreError("you are not in this room", fix="join it again")
            if not room.open or room.round != at:
                raise CommandError(
                    "this round is closed, and this vote is not in it",
                    fix="wait for the next round",
                )
            connection.execute(_VOTE, [code, found[0], at, body, self._time()])

    def votes(self, code: str) -> tuple[Vote, ...]:
        """The last vote of each person in each round, the first round first."""
        with self._door.reading() as connection:
            return tuple(Vote(*row) for row in connection.execute(_VOTES, [code]).fetchall())

    def close_round(self, code: str, key: str) -> None:
        """Take no more votes. Raises CommandError without the host's key."""
        self._as_host(code, key, _CLOSE)

    def open_round(self, code: str, key: str) -> None:
        """Take votes anew, in the next round. Raises CommandError without the host's key."""
        self._as_host(code, key, _NEXT, MOST_ROUNDS)

    def end_room(self, code: str, key: str) -> None:
        """Forget a room with all votes. Raises CommandError without the host's key."""
        with self._door.changing() as connection:
            self._must_be_host(connection, code, key)
            _forget(connection, code)

    def _forget_over(self, connection: sqlite3.Connection, since: str) -> None:
        for (code,) in connection.execute(_OVER, [since]).fetchall():
            _forget(connection, code)

    def _as_host(self, code: str, key: str, statement: str, *more: int) -> None:
        with self._door.changing() as connection:
            self._must_be_host(connection, code, key)
            connection.execute(statement, [code, *more])

    def _is_host(self, connection: sqlite3.Connection, code: str, key: str) -> bool:
        found = connection.execute(_HOST, [code, self._time()]).fetchone()
        return found is not None and hmac.compare_digest(str(found[0]), _digest(key))

    def _must_be_host(self, connection: sqlite3.Connection, code: str, key: str) -> None:
        if not self._is_host(connection, code, key):
            raise CommandError("only the host can do this", fix="ask whoever opened the room")

    def _must_be_there(self, connection: sqlite3.Connection, code: str) -> Room:
        found = self._room(connection, code)
        if found is None:
            raise StoreError("this room is over", fix="ask the host for a new one")
        return found

    def _room(self, connection: sqlite3.Connection, code: str) -> Room | None:
        row = connection.execute(_ROOM, [code, self._time()]).fetchone()
        if row is None:
            return None
        try:
            begun, ends = (dt.datetime.fromisoformat(one) for one in row[8:])
        except (TypeError, ValueError):
            raise damaged(self._door.where) from None
        at = bool(row[4]), int(row[5]), int(row[6]), bool(row[7])
        return Room(row[0], row[1], row[2], row[3], *at, begun, ends)

    def _time(self) -> str:
        return _text(self._now())


def _forget(connection: sqlite3.Connection, code: str) -> None:
    for statement in _FORGET:
        connection.execute(statement, [code])


def _number(connection: sqlite3.Connection, query: str, *row: Any) -> int:
    return int(connection.execute(query, row).fetchone()[0])


def _digest(secret: str) -> str:
    """What is kept of a key or token: they are long and drawn by chance, so one pass will do."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _text(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).isoformat(timespec="microseconds")
