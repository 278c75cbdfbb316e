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
