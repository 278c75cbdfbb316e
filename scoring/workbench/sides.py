"""Which two sides a visitor compares; it goes into links as a few short texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SCREEN: Final = "screen"
SAVED: Final = "saved"
PRESET: Final = "p:"
VERSION: Final = "v:"
BROUGHT: Final = "b:"
"""How the choices begin that name a preset, a saved version, and a card of a link or a file."""

_LONGEST: Final = 200
"""No text of a link's view is longer."""

_KEYS: Final = {
    "ca": "before",
    "cb": "after",
    "cs": "month_before",
    "ct": "month_after",
    "cc": "cell",
    "cd": "by",
}

EVERYBODY: Final = "all"
_CELL: Final = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Sides:
    """The choices of the page Compare.

    A side is the card on the screen, the saved card, `p:` and the name of a preset, `v:`, a
    number, `:` and the name of a saved card, or `b:` and the digest of a card that was brought in
    this visit. A month is written YYYY-MM; empty is that of the page, and for the first side the
    month before it where both cards are the same. `cell` is the field of the matrix whose accounts
    are listed, its row and column such as 1.2, "all" for everybody, empty for all who change
    band; `by` is the dimension of the change ledger, empty for the usual one.
    """

    before: str = SAVED
    after: str = SCREEN
    month_before: str = ""
    month_after: str = ""
    cell: str = ""
    by: str = ""

    @property
    def place(self) -> tuple[int, int] | None:
        """The row and the column of the field whose accounts are listed; None for no field."""
        if not _CELL.fullmatch(self.cell):
            return None
        row, column = self.cell.split(".")
        return int(row), int(column)

    @property
    def elsewhere(self) -> Sides:
        """The same for other data: their months are others."""
        return Sides(self.before, self.after)

    @property
    def swapped(self) -> Sides:
        """The same the other way round."""
        place = self.place
        cell = self.cell if place is None else f"{place[1]}.{place[0]}"
        return Sides(self.after, self.before, self.month_after, self.month_before, cell, self.by)


SIDES: Final = Sides()


def version_key(name: str, number: int) -> str:
    """How a saved version is called among the choices."""
    return f"{VERSION}{number}:{name}"


def version_of(key: str) -> tuple[str, int] | None:
    """The name and the number of a choice that is a saved version; None for any other."""
    number, _, name = key.removeprefix(VERSION).partition(":")
    if not key.startswith(VERSION) or not number.isdecimal() or len(number) > 9 or not name:
        return None
    return name, int(number)


def sides_in_link(sides: Sides) -> dict[str, str]:
    """The choices as texts for a link's view.

    Nothing for what is usual, for what is too long, and for a card that was brought: it lives
    in this visit alone.
    """
    said = {key: str(getattr(sides, name)) for key, name in _KEYS.items()}
    usual = {key: str(getattr(SIDES, name)) for key, name in _KEYS.items()}
    return {
        key: text
        for key, text in said.items()
        if text != usual[key] and len(text) <= _LONGEST and not text.startswith(BROUGHT)
    }


def sides_from_link(view: Mapping[str, str]) -> Sides:
    """The choices of a link's view; what they name may not be there any more."""
    return Sides(**{name: view[key] for key, name in _KEYS.items() if key in view})
