"""A shelf keeps what was reckoned last, within a number of results and a number of bytes."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Final, TypeVar, cast

import numpy as np

from scoring.limits.ending import go_on

Kept = TypeVar("Kept")

_DEEP: Final = 6
"""So far down a result is searched for its arrays."""

_LONG: Final = 100
"""A longer list holds words or numbers, no arrays."""


class Shelf:
    """The most recently used results, at most `size` of them; safe between threads.

    With `room` the arrays in them hold at most so many bytes together, each counted once; the
    newest result stays even if it is larger. What lies on a shelf that it stands
    `beside` is counted there.
    """

    def __init__(self, size: int, room: int | None = None) -> None:
        """An empty shelf."""
        self._size = size
        self._room = room
        self._beside: Shelf | None = None
        self._items: OrderedDict[Hashable, object] = OrderedDict()
        self._weights: dict[Hashable, dict[int, int]] = {}
        self._holders: Counter[int] = Counter()
        self._bytes = 0
        self._lock = threading.Lock()

    def beside(self, other: Shelf) -> None:
        """Count no array that lies on the other shelf, which has room of its own for it."""
        self._beside = other

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What is kept under the key, made now if it is not there.

        Raises what ends the work this is a part of, before anything is made.
        """
        with self._lock:
            if key in self._items:
                self._items.move_to_end(key)
                return cast("Kept", self._items[key])
        go_on()
        made = make()
        self.put(key, made)
        return made

    def of(self, name: str, parts: tuple[object, ...], make: Callable[[], Kept]) -> Kept:
        """What was reckoned under a name of these very objects.

        They are kept beside the answer, so that no other object takes their place in memory.
        """
        key = (name, *(id(part) for part in parts))
        return self.get(key, lambda: (parts, make()))[1]

    def put(self, key: Hashable, item: object) -> None:
        """Keep an item, letting go of the one that was not used for longest."""
        with self._lock:
            self._drop(key)
            self._items[key] = item
            self._weights[key] = self._weight_of(item)
            self._weigh(self._weights[key], 1)
            while len(self._items) > self._size or self._is_full():
                self._drop(next(iter(self._items)))

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._items.clear()
            self._weights.clear()
            self._holders.clear()
            self._bytes = 0

    def __len__(self) -> int:
        """How many results are kept."""
        return len(self._items)

    def __contains__(self, key: Hashable) -> bool:
        """Whether something is kept under the key."""
        with self._lock:
            return key in self._items

    def _is_full(self) -> bool:
        return self._room is not None and self._bytes > self._room and len(self._items) > 1

    def _drop(self, key: Hashable) -> None:
        if key in self._items:
            del self._items[key]
            self._weigh(self._weights.pop(key), -1)

    def _weight_of(self, item: object) -> dict[int, int]:
        """The bytes of an item's arrays by their ids, but for those that lie beside this shelf."""
        if self._room is None:
            return {}
        elsewhere = self._beside._holders if self._beside is not None else {}
        return {id(one): one.nbytes for one in arrays_in(item) if id(one) not in elsewhere}

    def _weigh(self, weights: Mapping[int, int], more: int) -> None:
        """Count an item's arrays in or out; one that another item holds too weighs once."""
        for place, size in weights.items():
            self._holders[place] += more
            if self._holders[place] == (1 if more > 0 else 0):
                self._bytes += more * size
            if not self._holders[place]:
                del self._holders[place]


def arrays_in(item: object, deep: int = _DEEP) -> Iterator[np.ndarray]:
    """The arrays that a result of arrays, tuples, mappings and dataclasses is made of."""
    if isinstance(item, np.ndarray):
        yield item
    elif deep and isinstance(item, tuple | list) and len(item) <= _LONG:
        for part in item:
            yield from arrays_in(part, deep - 1)
    elif deep and isinstance(item, Mapping):
        for part in item.values():
            yield from arrays_in(part, deep - 1)
    elif deep and is_dataclass(item) and not isinstance(item, type):
        for one in fields(item):
            yield from arrays_in(getattr(item, one.name), deep - 1)
