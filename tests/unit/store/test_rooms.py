"""A room is nobody's without its code, changed by its host alone, and there after a restart."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from scoring.errors import CommandError, StoreError
from scoring.store import Room, Store, in_memory, open_store
from scoring.store.rooms import MOST_ROOMS, MOST_ROUNDS
from scoring.store.schema import MIGRATIONS, bring_up

NOON = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
ROOM = Room("AAABBBCCC", "a card", "demo", "Book", False, 3, 1, True, NOON, NOON + 12 * HOUR)
KEY, MINE, YOURS = "the key", "my token", "your token"


class Clock:
    """A clock that stands until it is put on."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> dt.datetime:
        return self.time


def begun(clock: Clock, room: Room = ROOM) -> Store:
    store = in_memory(clock)
    store.begin_room(room, KEY)
    return store


def test_a_room_is_found_by_its_code_alone() -> None:
    """The room as it was begun; another code finds none."""
    store = begun(Clock())
    assert store.room(ROOM.code) == ROOM
    assert store.room("AAABBBCCD") is None
    assert store.hosts(ROOM.code, KEY)
    assert not store.hosts(ROOM.code, "another key")
    assert not store.hosts("AAABBBCCD", KEY)


def test_the_last_vote_of_a_round_counts() -> None:
    """Two votes of one person in the first round and one in the second are two, in order."""
    store = begun(Clock())
    me = store.join(ROOM.code, "Dana", MINE)
    store.vote(ROOM.code, MINE, 1, "first")
    store.vote(ROOM.code, MINE, 1, "better")
    store.close_round(ROOM.code, KEY)
    store.open_round(ROOM.code, KEY)
    store.vote(ROOM.code, MINE, 2, "last")
    found = [(v.person, v.round, v.body) for v in store.votes(ROOM.code)]
    assert found == [(me.id, 1, "better"), (me.id, 2, "last")]


def test_a_closed_round_takes_no_vote() -> None:
    """Neither the round that was closed, nor an earlier or a later one, nor one of a stranger."""
    store = begun(Clock())
    store.join(ROOM.code, "Dana", MINE)
    with pytest.raises(StoreError, match="you are not in this room"):
        store.vote(ROOM.code, YOURS, 1, "mine")
    with pytest.raises(CommandError, match="this round is closed"):
        store.vote(ROOM.code, MINE, 2, "too early")
    store.close_round(ROOM.code, KEY)
    with pytest.raises(CommandError, match="this round is closed"):
        store.vote(ROOM.code, MINE, 1, "too late")
    assert store.votes(ROOM.code) == ()


def test_only_the_host_changes_a_room() -> None:
    """Closing, opening and ending need the key; with it they do what they say."""
    store = begun(Clock())
    for change in (store.close_round, store.open_round, store.end_room):
        with pytest.raises(CommandError, match="only the host can do this"):
            change(ROOM.code, MINE)
    assert store.room(ROOM.code) == ROOM
    store.close_round(ROOM.code, KEY)
    assert store.room(ROOM.code) == replace(ROOM, open=False)
    store.open_round(ROOM.code, KEY)
    store.open_round(ROOM.code, KEY)
    assert store.room(ROOM.code) == replace(ROOM, round=2)
    store.end_room(ROOM.code, KEY)
    assert store.room(ROOM.code) is None


def test_rounds_come_to_an_end() -> None:
    """After the last one the room stays closed."""
    store = begun(Clock())
    for _ in range(MOST_ROUNDS + 3):
        store.close_round(ROOM.code, KEY)
        store.open_round(ROOM.code, KEY)
    assert store.room(ROOM.code) == replace(ROOM, round=MOST_ROUNDS, open=False)


def test_whoever_comes_back_is_who_they_were() -> None:
    """The same token is the same person under the first name, also where the room is full."""
    store = begun(Clock())
    me = store.join(ROOM.code, "Dana", MINE)
    for name in ("Ravi", "Ida"):
        store.join(ROOM.code, name, name)
    with pytest.raises(CommandError, match="this room is full: 3 people") as full:
        store.join(ROOM.code, "Tom", "Tom")
    assert full.value.fix == "vote together with somebody who is in it"  # no room can grow
    assert store.join(ROOM.code, "Dana Smith", MINE) == me
    assert store.person(ROOM.code, MINE) == me
    assert store.person(ROOM.code, "Tom") is None
    assert [p.name for p in store.people(ROOM)] == ["Dana", "Ravi", "Ida"]


def test_a_room_ends_by_itself() -> None:
    """After twelve hours nobody finds it, comes in, votes, or is its host."""
    clock = Clock()
    store = begun(clock)
    store.join(ROOM.code, "Dana", MINE)
    clock.time = ROOM.ends
    assert store.room(ROOM.code) is None
    assert not store.hosts(ROOM.code, KEY)
    with pytest.raises(StoreError, match="this room is over"):
        store.join(ROOM.code, "Dana", MINE)
    with pytest.raises(StoreError, match="this room is over"):
        store.vote(ROOM.code, MINE, 1, "late")


def test_a_room_is_back_once_a_clock_that_was_wrong_is_put_right() -> None:
    """A clock that is an hour past the end hides it, also while others begin rooms."""
    clock = Clock()
    store = begun(clock)
    store.join(ROOM.code, "Dana", MINE)
    store.vote(ROOM.code, MINE, 1, "mine")
    right, clock.time = clock.time, ROOM.ends + HOUR
    assert store.room(ROOM.code) is None
    store.begin_room(replace(ROOM, code="DDDEEEFFF", ends=clock.time + HOUR), KEY)
    clock.time = right
    assert store.room(ROOM.code) == ROOM
    assert [vote.body for vote in store.votes(ROOM.code)] == ["mine"]
    clock.time = right - 1000 * HOUR
    assert store.room(ROOM.code) == ROOM


def test_what_is_over_makes_room_where_there_are_too_many() -> None:
    """At 200 rooms those that are over are forgotten at once."""
    clock = Clock()
    store = begun(clock)
    for number in range(MOST_ROOMS - 1):
        store.begin_room(replace(ROOM, code=f"{number:09}"), KEY)
        store.join(f"{number:09}", "Dana", MINE)
    clock.time = ROOM.ends
    store.begin_room(replace(ROOM, code="DDDEEEFFF", ends=clock.time + HOUR), KEY)
    assert store.people(replace(ROOM, code="000000000")) == ()


def test_what_is_over_is_forgotten_with_the_next_room() -> None:
    """Room, people and votes are gone from the tables a day later, not only hidden."""
    clock = Clock()
    store = begun(clock)
    store.join(ROOM.code, "Dana", MINE)
    store.vote(ROOM.code, MINE, 1, "mine")
    clock.time = ROOM.ends + 24 * HOUR
    later = replace(ROOM, code="DDDEEEFFF", begun=clock.time, ends=clock.time + HOUR)
    store.begin_room(later, KEY)
    assert store.votes(ROOM.code) == ()
    assert store.people(ROOM) == ()
    assert store.room(later.code) == later


def test_there_are_only_so_many_rooms() -> None:
    """At 200 one more is refused, until one that nobody came into is an hour old."""
    clock = Clock()
    store = begun(clock)
    store.join(ROOM.code, "Dana", MINE)
    for number in range(MOST_ROOMS - 1):
        store.begin_room(replace(ROOM, code=f"{number:09}"), KEY)
    more = replace(ROOM, code="DDDEEEFFF")
    with pytest.raises(CommandError, match="too many rooms are open: 200"):
        store.begin_room(more, KEY)
    clock.time += HOUR + dt.timedelta(seconds=1)
    store.begin_room(more, KEY)
    assert store.room(more.code) == more
    assert store.room(ROOM.code) is not None
    assert store.room("000000000") is None


def test_an_anonymous_room_tells_nothing_by_its_order() -> None:
    """The order of people is that of their tokens' digests, however they came."""
    orders = []
    for tokens in ("abc", "cba"):
        store = begun(Clock(), replace(ROOM, anonymous=True))
        by_id = {store.join(ROOM.code, "", token).id: token for token in tokens}
        orders.append([by_id[p.id] for p in store.people(replace(ROOM, anonymous=True))])
    assert orders[0] == orders[1]


def test_a_room_outlives_the_program(tmp_path: Path) -> None:
    """Room, host, people and votes are those of before; keys and tokens stand nowhere in it."""
    first = open_store(tmp_path / "s.db", Clock())
    first.begin_room(ROOM, KEY)
    me = first.join(ROOM.code, "Dana", MINE)
    first.vote(ROOM.code, MINE, 1, "mine")
    first.close()
    again = open_store(tmp_path / "s.db", Clock())
    assert again.room(ROOM.code) == ROOM
    assert again.hosts(ROOM.code, KEY)
    assert again.person(ROOM.code, MINE) == me
    assert [v.body for v in again.votes(ROOM.code)] == ["mine"]
    again.close()
    assert KEY.encode() not in (tmp_path / "s.db").read_bytes()
    assert MINE.encode() not in (tmp_path / "s.db").read_bytes()


def test_a_store_of_version_two_learns_of_rooms(tmp_path: Path) -> None:
    """Its tables are brought forwards when it is opened."""
    old = sqlite3.connect(tmp_path / "s.db", isolation_level=None)
    bring_up(old, "it", MIGRATIONS[:2])
    old.close()
    store = open_store(tmp_path / "s.db", Clock())
    store.begin_room(ROOM, KEY)
    assert store.room(ROOM.code) == ROOM
    store.close()


def test_fifty_people_at_once_all_count() -> None:
    """Each in a thread of their own joins and votes three times; 50 votes stand, each the last."""
    store = begun(Clock(), replace(ROOM, capacity=60))

    def person(number: int) -> None:
        store.join(ROOM.code, f"P{number}", str(number))
        for turn in range(3):
            store.vote(ROOM.code, str(number), 1, f"{number}-{turn}")

    threads = [threading.Thread(target=person, args=(n,)) for n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {v.body for v in store.votes(ROOM.code)} == {f"{n}-2" for n in range(50)}
