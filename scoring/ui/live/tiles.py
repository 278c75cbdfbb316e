"""A strip of figures drawn in one piece, as it is drawn anew whenever a slider moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from scoring.ui.live.part import browser_part, standing

_tiles = browser_part("tiles")

Mood = Literal["good", "bad", ""]


@dataclass(frozen=True, slots=True)
class Figure:
    """One tile: its name, its value, its change with what that is against, a line, its meaning.

    `sign` stands before the name; `mood` says whether the change is good. What is empty is left
    out.
    """

    label: str
    value: str
    note: str = ""
    change: str = ""
    against: str = ""
    mood: Mood = ""
    help: str = ""
    sign: str = ""


def tiles_data(rows: Sequence[Sequence[Figure]]) -> dict[str, Any]:
    """What `tiles.js` reads; a fall has the minus of words."""
    return {"rows": [[_shown(one) for one in row] for row in rows]}


def _shown(one: Figure) -> dict[str, Any]:
    return asdict(replace(one, value=_fall(one.value), change=_fall(one.change)))


def _fall(text: str) -> str:
    return f"−{text[1:]}" if text.startswith("-") else text


def show_tiles(
    rows: Sequence[Sequence[Figure]],
    key: str,
    small: bool = False,
    few: int = 0,
    glance: Sequence[tuple[int, int]] = (),
    around: bool = False,
) -> None:
    """Draw tiles, row by row.

    Input: their texts; a key that stays the same from run to run; whether their values are
    `small`; how many stand side by side on a phone, 0 where that follows from the length of a row;
    which of them a phone says once more at its lower edge while the tiles are further down, each
    by its row and its place in it; and whether it does so `around` them, further up as well.
    """
    looks = {"small": small, "few": few}
    told = {"glance": [list(place) for place in glance], "around": around} if glance else {}
    _tiles(key=key, data=standing(key, {**told, **tiles_data(rows), **looks}))
