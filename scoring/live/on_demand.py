"""A long list whose items are made when they are looked at: a page shows a few of thousands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

from scoring.values import Ints

Item = TypeVar("Item")


class OnDemand(Sequence[Item], Generic[Item]):
    """Items in a given order, each made by a function of its position in the tables behind it."""

    def __init__(self, order: Ints, make: Callable[[int], Item]) -> None:
        """Input: the positions in the order of the list, and what makes the item of one."""
        self._order = order
        self._make = make

    def __len__(self) -> int:
        """How many items there are."""
        return len(self._order)

    @overload
    def __getitem__(self, at: int) -> Item: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Item, ...]: ...

    def __getitem__(self, at: int | slice) -> Item | tuple[Item, ...]:
        """One item, or some of them. Raises IndexError beyond the end."""
        if isinstance(at, slice):
            return tuple(self._make(i) for i in self._order[at].tolist())
        return self._make(int(self._order[at]))
