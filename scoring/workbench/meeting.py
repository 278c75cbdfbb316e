"""A room is opened with a code and a key, people come in by the code, and vote round by round."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from scoring.errors import CommandError
from scoring.limits.visits import ROOM_HOURS, ROOM_NAME, ROOM_PEOPLE
from scoring.spec.ballot import Ballot, ballot_of
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.write import card_yaml
from scoring.store import Room, Store

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a code is written with: no 0 and O, no 1, I and L, which are mixed up when read aloud."""

LENGTH: Final = 9
"""Characters of a code: 31⁹ codes are more than 44 bits."""

CAPACITY: Final = ROOM_PEOPLE.now
HOURS: Final = ROOM_HOURS.now
MOST_IN_NAME: Final = ROOM_NAME.now


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody in a room: by what name they are shown, and their vote in each round."""

    id: int
    name: str
    ballots: tuple[tuple[int, Ballot], ...]

    def at(self, turn: int) -> Ballot | None:
        """The vote that counts in a round: that of the round, or the last one before it."""
        return next((ballot for at, ballot in reversed(self.ballots) if at <= turn), None)

    def in_round(self, turn: int) -> Ballot | None:
        """The vote that was sent in a round itself; None where none was."""
        return dict(self.ballots).get(turn)


def code_from(text: str) -> str:
    """A code as it is kept, however it was typed; empty for what cannot be one."""
    found = "".join(one for one in text.upper() if one.isalnum())
    return found if len(found) == LENGTH and set(found) <= set(ALPHABET) else ""


def code_in_words(code: str) -> str:
    """A code as it is read aloud: in three parts."""
    return "-".join(code[at : at + 3] for at in range(0, LENGTH, 3))


def secret() -> str:
    """A key or a token that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def open_room(
    store: Store,
    card: Card,
    data: str,
    book: str,
    now: dt.datetime,
    *,
    anonymous: bool = False,
) -> tuple[Room, str]:
    """Open a room for a card and a data set.

    Input: the store, the card, the id and name of the data set, the time (with its zone), and
    whether names are left out. Output: the room and the key of its host, which is kept nowhere
    else. Raises CommandError for a card of points, one with fewer than two metrics, and where
    there are too many rooms.
    """
    if card.kind == "points":
        raise CommandError("a points card has no weights to agree on", fix="open a weighted card")
    if len(card.active) < 2:
        raise CommandError("there is nothing to weigh", fix="switch at least two metrics on")
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    ends = now + dt.timedelta(hours=HOURS)
    room = Room(code, card_yaml(card), data, book, anonymous, CAPACITY, 1, True, now, ends)
    key = secret()
    store.begin_room(room, key)
    return room, key


def name_from(text: str) -> str:
    """A name as it is kept: one line of at most 40 characters. Raises CommandError for none."""
    found = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not 1 <= len(found) <= MOST_IN_NAME:
        raise CommandError(
            f"a name has 1 to {MOST_IN_NAME} characters", fix="say how the others know you"
        )
    return found


def come_in(store: Store, room: Room, name: str, token: str) -> None:
    """Come into a room. Raises CommandError without a name, and if the room is full."""
    store.join(room.code, "" if room.anonymous else name_from(name), token)


def cast(store: Store, room: Room, token: str, said: object, at: int) -> None:
    """Keep a vote as it came from a browser, for round `at`.

    Raises CommandError for a vote that cannot stand or a round that is closed, StoreError if
    the room is over.
    """
    card = card_of(room)
    found = ballot_of(said, [m.id for m in card.active], top_of(card))
    store.vote(room.code, token, at, found.as_text())


def card_of(room: Room) -> Card:
    """The card that is voted on."""
    return _read(room.card)


@lru_cache(maxsize=32)
def _read(text: str) -> Card:
    """A card as it stands in a room: asked for on every look of everybody in it."""
    return parse_card(text)


def top_of(card: Card) -> float:
    """The upper end of the scale on which a card's cuts stand."""
    return 10.0 if card.display == "ten" else 100.0


def voters(store: Store, room: Room) -> tuple[Voter, ...]:
    """Everybody who came, with what they voted; whoever has left stays counted."""
    card = card_of(room)
    ids, top = [m.id for m in card.active], top_of(card)
    cast: dict[int, list[tuple[int, Ballot]]] = {}
    for vote in store.votes(room.code):
        cast.setdefault(vote.person, []).append(
            (vote.round, ballot_of(json.loads(vote.body), ids, top))
        )
    people = store.people(room)
    names = told_apart([one.name or f"Person {at}" for at, one in enumerate(people, 1)])
    return tuple(
        Voter(one.id, name, tuple(cast.get(one.id, ())))
        for one, name in zip(people, names, strict=True)
    )


def voter_of(store: Store, room: Room, token: str) -> Voter | None:
    """Somebody by their token, with their own votes; None if they are not in the room."""
    person = store.person(room.code, token)
    if person is None:
        return None
    found = next((one for one in voters(store, room) if one.id == person.id), None)
    return None if found is None else replace(found, name=person.name)


def told_apart(names: Sequence[str]) -> list[str]:
    """The names with a number behind those that somebody before has as well; no two are equal."""
    taken: set[str] = set()
    found = []
    for name in names:
        numbered = (f"{name} ({number})" for number in itertools.count(2))
        free = name if name not in taken else next(n for n in numbered if n not in taken)
        taken.add(free)
        found.append(free)
    return found
