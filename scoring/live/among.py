"""Which accounts are looked at: all of them, or those that share one or two traits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from scoring.live.frame import Frame
from scoring.spec.link import LONGEST_WORD
from scoring.values import Bools, Texts

Trait: TypeAlias = tuple[str, str | None]
"""A dimension with one of its values; None for the accounts that have no value."""

MOST: Final = 2
"""So many traits can be asked for at once, each of another dimension."""

NO_VALUE: Final = "(none given)"
"""What the page calls the value of accounts that have none."""


@dataclass(frozen=True, slots=True)
class Among:
    """The traits that every account looked at has; without one, all accounts are."""

    traits: tuple[Trait, ...] = ()

    @classmethod
    def of(cls, traits: Iterable[Trait]) -> Among:
        """The accounts with all of these traits.

        A later value of a dimension takes the place of an earlier one, and of more than two
        dimensions the last two are kept.
        """
        kept: dict[str, str | None] = {}
        for dimension, value in traits:
            kept.pop(dimension, None)
            kept[dimension] = value
        return cls(tuple(kept.items())[-MOST:])

    def __bool__(self) -> bool:
        """Whether any account may be left out."""
        return bool(self.traits)

    def mask(self, frame: Frame) -> Bools | None:
        """Which accounts these are, shape (accounts,); None where all are.

        Raises KeyError or ValueError for a trait that the data do not have.
        """
        found: Bools | None = None
        for dimension, value in self.traits:
            own = frame.members(dimension, value)
            found = own if found is None else found & own
        return found

    def known(self, dimensions: Mapping[str, Texts]) -> Among:
        """Those of the traits that some account of the data has."""
        return Among(tuple(trait for trait in self.traits if _is_known(trait, dimensions)))

    def toggled(self, other: Among) -> Among:
        """The other accounts, or everybody where it was these already."""
        return EVERYONE if set(other.traits) == set(self.traits) else other

    @property
    def words(self) -> str:
        """The traits as a reader is told, such as "segment: SMB, region: EMEA"."""
        return ", ".join(in_words(trait) for trait in self.traits) or "All accounts"

    def in_link(self) -> dict[str, str]:
        """The traits as keys of a link: f and g, then f2 and g2; a missing g means no value.

        A trait whose words are too long for a link is left out.
        """
        view: dict[str, str] = {}
        short = [trait for trait in self.traits if _fits_link(trait)]
        for (dimension, value), number in zip(short, ("", "2"), strict=False):
            view[f"f{number}"] = dimension
            if value is not None:
                view[f"g{number}"] = value
        return view

    @classmethod
    def from_link(cls, view: Mapping[str, str]) -> Among:
        """What the keys of a link ask for, whether or not the data have it."""
        pairs = [(view.get(f"f{n}"), view.get(f"g{n}")) for n in ("", "2")]
        return cls.of((dimension, value) for dimension, value in pairs if dimension)


EVERYONE: Final = Among()
"""All accounts."""


def _fits_link(trait: Trait) -> bool:
    return all(len(word) <= LONGEST_WORD for word in trait if word is not None)


def in_words(trait: Trait) -> str:
    """A trait as a reader is told, such as "segment: SMB"."""
    return f"{trait[0]}: {NO_VALUE if trait[1] is None else trait[1]}"


def _is_known(trait: Trait, dimensions: Mapping[str, Texts]) -> bool:
    dimension, value = trait
    if dimension not in dimensions:
        return False
    texts = dimensions[dimension]
    return bool((texts.codes < 0).any()) if value is None else value in texts.labels
