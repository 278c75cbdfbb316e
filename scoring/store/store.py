"""A store is one file for a team, or the memory of one visit; both are asked alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from scoring.errors import StoreError
from scoring.store.cards import SavedCards
from scoring.store.carrying import Carrying
from scoring.store.door import Door
from scoring.store.journal import Journal
from scoring.store.opening import open_file, open_memory
from scoring.store.openings import Openings
from scoring.store.rooms import Rooms


def utc_now() -> dt.datetime:
    """The time with its zone."""
    return dt.datetime.now(dt.UTC)


class Store(Journal, SavedCards, Openings, Rooms, Carrying):
    """Records, saved cards, lockboxes opened, rooms; safe between threads and processes."""

    def __init__(
        self, door: Door, now: Callable[[], dt.datetime] = utc_now, *, shows: bool = False
    ) -> None:
        """A way into the tables, and a clock that knows its zone.

        One that `shows` what can be read answers a list that cannot be read with the one that was
        read last, or with an empty one, and `look` tells why; others raise StoreError.
        """
        Journal.__init__(self, door, now, shows=shows)

    @property
    def path(self) -> Path | None:
        """The file; None for the memory of one visit."""
        return self._door.path

    @property
    def read_only(self) -> str | None:
        """Why nothing can be written; None where it can."""
        return self._door.read_only

    @property
    def stamp(self) -> tuple[int, int]:
        """Changes with every change, whoever made it. Raises StoreError."""
        return self._door.stamp

    def look(self) -> StoreError | None:
        """What is wrong with the store now; None if all is well.

        It mends what can be mended, such as a log that was removed or a disk that has room again.
        """
        fault = self._door.look()
        unread = [one for at, one in list(self._unread.values()) if at == self._door.openings]
        return fault or next(iter(unread), None)

    def close(self) -> None:
        """Let go of the file; the store answers nothing afterwards."""
        self._door.close()


def open_store(
    path: Path, now: Callable[[], dt.datetime] = utc_now, *, shows: bool = False
) -> Store:
    """The store in a file, which is made if its folder is there.

    One that cannot be written, or is damaged in part, is opened for reading and says so
    (`read_only`). Raises StoreError if it is no store, of a newer version, another program's, or
    out of reach.
    """
    return Store(open_file(path), now, shows=shows)


def in_memory(now: Callable[[], dt.datetime] = utc_now, *, shared: bool = False) -> Store:
    """A store of one visit, gone with it; it holds 2 MiB, some thousand records, shared 32 MiB."""
    return Store(open_memory(shared), now)
