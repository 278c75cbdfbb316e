"""What a document is made of, before it is known as what it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str
    loud: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines that each stand for themselves."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what it shows, the names of its columns, its rows of texts.

    `numbers` are the positions of the columns that are set to the right; `rests` says what its
    figures rest on.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = frozenset()
    rests: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG, its title, and what its figures rest on."""

    title: str
    svg: str
    rests: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure that stands out: its name, its value, its interval and number, what it means."""

    name: str
    value: str
    note: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures side by side, and what they all rest on."""

    tiles: Sequence[Tile]
    rests: Sequence[str]


Block: TypeAlias = Words | Listing | Grid | Figure | Tiles


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and what stands below it; `apart` begins on a page of its own when printed."""

    title: str
    blocks: Sequence[Block]
    apart: bool = False
