"""A shape stands at places that move with the width of its drawing, so it is sent once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

Place: TypeAlias = tuple[float, float]
"""A place across: so much of the width, 0 … 1, and so many pixels more."""

Pick: TypeAlias = tuple[int, int]
"""What a click means: a cell, and the turn at which it was drawn (`charts/picking.py`)."""

Shape: TypeAlias = dict[str, Any]
"""What `marks.js` reads: `tag` and `set`, its attributes, and what `shape` may add."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The shapes from the back to the front, and the height of their frame in pixels."""

    shapes: list[Shape]
    height: float


@dataclass(frozen=True, slots=True)
class Span:
    """The widths of the drawing, in pixels, at which a shape is seen: from … up to but not."""

    start: float = 0.0
    end: float | None = None


ALWAYS: Final = Span()


def part(share: float, left: float, right: float = 0.0) -> Place:
    """The place at a share, 0 … 1, of what lies between so many pixels at either side."""
    return share, left - share * (left + right)


def column_of(number: int, count: int, gap: float, left: float) -> tuple[Place, Place]:
    """Both ends of one of so many columns, right of so many pixels; `gap` is a part of a step."""
    step = 1 / (count - gap)
    start = number * step
    return part(start, left), part(start + step * (1 - gap), left)


def between(start: Place, end: Place) -> Place:
    """How far it is from one place to another."""
    return end[0] - start[0], end[1] - start[1]


def moved(place: Place, pixels: float) -> Place:
    """The place so many pixels to the right."""
    return place[0], place[1] + pixels


def shape(
    tag: str,
    look: str = "",
    note: str = "",
    seen: Span = ALWAYS,
    pick: Pick | None = None,
    **attributes: Any,
) -> Shape:
    """A shape of the look of that class in `marks.css`, which says `note` when it is pointed at.

    The attributes are places or what SVG takes; None is one that the shape has not. `pick` is
    what a click on it means.
    """
    attributes["class"] = f"{look} click".strip() if pick else look or None
    given = {name.replace("_", "-"): value for name, value in attributes.items()}
    made: Shape = {"tag": tag, "set": {k: _short(v) for k, v in given.items() if v is not None}}
    if note:
        made["note"] = note
    if pick:
        made["pick"] = pick
    return made | _seen(seen)


def box(start: Place, end: Place, top: float, bottom: float, **more: Any) -> Shape:
    """A rectangle. Input: its ends across, its ends down in pixels, and what `shape` takes."""
    wide, high = between(start, end), bottom - top
    return shape("rect", x=start, width=wide, y=top, height=high, **more)


def words(
    *wordings: str,
    x: Place,
    y: float,
    room: Place | None = None,
    limit: Place | None = None,
    look: str = "start",
    fill: str | None = None,
    note: str = "",
    seen: Span = ALWAYS,
    pick: Pick | None = None,
) -> Shape:
    """A text. Input: its wordings, the longest first, its place, and what `shape` takes.

    `room` is what it has: the longest wording that fits is written, or none. A text is cut short
    at its `limit`.
    """
    made = shape("text", look, note, seen, pick, x=x, y=y, fill=fill) | {"text": list(wordings)}
    if room is not None:
        made["room"] = room
    if limit is not None:
        made["limit"] = limit
    return made


def _seen(seen: Span) -> Shape:
    found: Shape = {}
    if seen.start:
        found["from"] = seen.start
    if seen.end is not None:
        found["below"] = seen.end
    return found


def _short(value: Any) -> Any:
    """The value as it is sent: no digit that no eye can see."""
    if isinstance(value, tuple):
        return round(value[0], 6), round(value[1], 2)
    return round(value, 4) if isinstance(value, float) else value
