"""What comes back from the store says under which number and since when it is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

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
