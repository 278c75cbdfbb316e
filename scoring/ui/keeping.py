"""What people write down goes into the team's store, or into the memory of each visit."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scoring.errors import StoreError
from scoring.limits.time import RETRY
from scoring.live.shelf import Shelf
from scoring.spec.catalogue import Measure
from scoring.spec.model import Card
from scoring.store import DAMAGED, LET_WRITE, Store, in_memory, open_store
from scoring.workbench import DataSet
from scoring.workbench.judging import read_from_given, with_pulses

SETTING: Final = "BELLWETHER_STORE"
RETRY_SECONDS: Final = float(RETRY.now)

_Reads = tuple[DataSet, Sequence[Card], tuple[Measure, ...]]


@dataclass
class Own:
    """What one visit has for itself: a store if nothing is shared, books with its judgements.

    `reads` remembers which measures of judgements its cards read beside which data.
    """

    store: Store | None = None
    books: Shelf = field(default_factory=lambda: Shelf(2))
    reads: _Reads | None = None


def named() -> str:
    """The path that was named when the app was started; empty for none."""
    return os.environ.get(SETTING, "").strip()


_Opened = Store | tuple[float, StoreError]

_OPENED: Final = Shelf(2)
"""The stores that this process has open, by path: asked a hundred times on each run of a page,
for which Streamlit's own caches take too long."""
_ONE_AT_A_TIME: Final = threading.Lock()
_ONE_TRIES: Final = threading.Lock()


def _opened(path: str) -> _Opened:
    """The team's store, or when and why it could not be opened."""
    with _ONE_AT_A_TIME:
        return _OPENED.get(path, lambda: _tried(path))


def _tried(path: str) -> _Opened:
    try:
        return open_store(Path(path), shows=True)
    except StoreError as error:
        return time.monotonic(), error


def _team() -> Store | StoreError | None:
    """The team's store, why there is none, or None if none was named.

    One that could not be opened is tried again after a while, by one visitor; the others do not
    wait for that.
    """
    path = named()
    if not path:
        return None
    found = _opened(path)
    due = isinstance(found, tuple) and time.monotonic() - found[0] > RETRY_SECONDS
    if due and _ONE_TRIES.acquire(blocking=False):
        try:
            found = _tried(path)
            _OPENED.put(path, found)
        finally:
            _ONE_TRIES.release()
    return found[1] if isinstance(found, tuple) else found


def team_store() -> Store | None:
    """The store that all visitors share; None without one that can be opened."""
    found = _team()
    return found if isinstance(found, Store) else None


_ROOMS: Final = Shelf(1)


def rooms_store() -> Store:
    """Where rooms are, which several visitors share: the team's store, or this process's memory."""
    team = team_store()
    if team is not None:
        return team
    with _ONE_AT_A_TIME:
        return _ROOMS.get("rooms", lambda: in_memory(shared=True))


def trouble() -> str:
    """Why what is written down is not kept as whoever started the app wished; empty if it is.

    What is wrong, what that means for whoever writes, and what can be done about it.
    """
    found = _team()
    if found is None:
        return ""
    if isinstance(found, StoreError):
        return (
            f"{SETTING}: {_told(found)} Until then, what you write down is kept for this visit"
            f" only. {_TRIED}"
        )
    fault = found.look()
    if fault is not None:
        typed = "" if found.read_only else f" {_TYPED}"
        return f"Nothing you write is kept now: {_told(fault)} {_SHOWN}{typed} {_TRIED}"
    if found.read_only:
        fix = "Put a copy in its place." if found.read_only == DAMAGED else f"{LET_WRITE}."
        return (
            f"Nothing you write is kept now, the store can only be read: {found.read_only}."
            f" {fix[:1].upper()}{fix[1:]} {_SHOWN} {_TRIED}"
        )
    return ""


_SHOWN: Final = "What can be read of it is shown."
_TYPED: Final = "What you have typed stays in its field."
_TRIED: Final = "It is tried again by itself."


def _told(error: StoreError) -> str:
    return f"{error.problem}. {error.fix[:1].upper()}{error.fix[1:]}."


def forget() -> None:
    """Let go of the team's store, so that it is opened anew, and of rooms in memory."""
    found = team_store()
    if found is not None:
        found.close()
    _OPENED.clear()
    _ROOMS.clear()


def with_given(data: DataSet, store: Store | None, own: Own, cards: Sequence[Card]) -> DataSet:
    """The data set with the pulses of its book over it, worked out once for the same ones.

    Input: a data set as it was loaded, the store if there is one yet, what the visit has, and
    the cards that are read beside it. Raises StoreError if the store cannot be read.
    """
    mark, records = store.marked_pulses(data.catalogue.name) if store else ("", ())
    added = _added(data, own, cards)
    if not records and not added:
        return data
    key = data.catalogue.version, mark, tuple(m.name for m in added)
    shelf = data.judged if store is not None and store.path else own.books
    return shelf.get(key, lambda: with_pulses(data, [k.record for k in records], cards))


def _added(data: DataSet, own: Own, cards: Sequence[Card]) -> tuple[Measure, ...]:
    """What the cards read of judgements alone; asked many times on every run of a page."""
    known = own.reads
    if known is not None and known[0] is data and all(map(_same, known[1], cards)):
        return known[2]
    added = read_from_given(cards, data.catalogue)
    own.reads = data, tuple(cards), added
    return added


def _same(one: Card, other: Card) -> bool:
    return one is other
