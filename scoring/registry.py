"""A registry finds a kind by its name, refuses twins and guesses what a typo meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from scoring.errors import RegistryError, did_you_mean


class Named(Protocol):
    """Anything that says its own name."""

    @property
    def name(self) -> str:
        """The name cards, links and commands use."""


Item = TypeVar("Item", bound=Named)


class Registry(Generic[Item]):
    """A fixed list of named things of one sort, in the order they are listed."""

    def __init__(self, noun: str, items: Sequence[Item]) -> None:
        """Index the items. Raises RegistryError if two share a name."""
        self.noun = noun
        self._items: dict[str, Item] = {}
        for item in items:
            if item.name in self._items:
                raise RegistryError(
                    f"two {noun}s are called '{item.name}'", fix="give one of them another name"
                )
            self._items[item.name] = item

    def __getitem__(self, name: str) -> Item:
        """The item of that name. Raises RegistryError with a guess otherwise."""
        try:
            return self._items[name]
        except KeyError:
            raise RegistryError(
                f"no {self.noun} is called '{name}'", fix=did_you_mean(name, self._items)
            ) from None

    def __iter__(self) -> Iterator[Item]:
        """The items in order."""
        return iter(self._items.values())

    def __len__(self) -> int:
        """How many items there are."""
        return len(self._items)

    def __contains__(self, name: object) -> bool:
        """Whether an item has that name."""
        return name in self._items

    @property
    def names(self) -> tuple[str, ...]:
        """The names in order."""
        return tuple(self._items)
