"""What comes back from the store says under which number and since when it is kept."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

CODE_LENGTH: Final = 10
"""Characters of the code of a version: 32¹⁰ codes are 50 bits."""

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Kept(Generic[T_co]):
    """A record, its number in the store, and when it was written (UTC, with its zone)."""

    id: int
    record: T_co
    written: dt.datetime


@dataclass(frozen=True, slots=True)
class CardVersion:
    """One version of a saved card: its number from 1, its text (YAML) and who saved it and why.

    `digest` is that of the card that the text reads as.
    """

    name: str
    number: int
    text: str
    digest: str
    note: str
    author: str
    written: dt.datetime

    @property
    def code(self) -> str:
        """The short id of the version, see `code_of`."""
        return code_of(self.name, self.number, self.digest, self.written)


def code_of(name: str, number: int, digest: str, written: dt.datetime) -> str:
    """The short id of a version: ten letters and digits (a to z, 2 to 7).

    It is a hash of what the version is and of the microsecond in which it was saved, so that a
    version keeps it for good, in a copy of the store as well, and nobody can count through them.
    """
    said = "\0".join((name, str(number), digest, written.astimezone(dt.UTC).isoformat()))
    hashed = hashlib.sha256(said.encode()).digest()
    return base64.b32encode(hashed).decode()[:CODE_LENGTH].lower()


@dataclass(frozen=True, slots=True)
class Room:
    """A room in which people vote on the weights of a card (YAML), over the data set `data`.

    `book` is the name of the data set, `round` the vote it is at, from 1; `open` says whether
    votes are taken now. Times are UTC, with their zone.
    """

    code: str
    card: str
    data: str
    book: str
    anonymous: bool
    capacity: int
    round: int
    open: bool
    begun: dt.datetime
    ends: dt.datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who came into a room, by the name that was typed; empty in an anonymous room."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Vote:
    """What a person said in a round, as JSON; the last word of that round counts."""

    person: int
    round: int
    body: str
