"""Rows of a name, a dot with its interval, and words: what two charts made of `forest` show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from scoring.output.charts.chart import Datasets, Row
from scoring.output.charts.forest import FOOT, HEAD, STEP
from scoring.output.charts.tones import TONES
from scoring.output.drawings.shape import (
    Drawing,
    Place,
    Shape,
    Span,
    box,
    part,
    shape,
    words,
)


@dataclass(frozen=True, slots=True)
class _Layout:
    """The widths it is for, the pixels beside the axis, and whether the words stand there, too."""

    seen: Span
    left: float
    right: float
    aside: bool

    def x(self, share: float) -> Place:
        """The place of a share of the axis, 0 … 1."""
        return part(share, self.left, self.right)


_LAYOUTS: Final = (
    _Layout(Span(520.0), 204.0, 176.0, True),
    _Layout(Span(0.0, 520.0), 158.0, 14.0, False),
)
"""Wide, and as on a phone."""


def drawing(data: Datasets) -> Drawing:
    """The drawing of the chart's data sets: rows, ticks and an upright line."""
    rows = data["rows"]
    low = HEAD + max(2, len(rows)) * STEP
    step = (low - HEAD) / max(1, len(rows))
    shapes: list[Shape] = []
    for layout in _LAYOUTS:
        shapes += [one for row in data["line"] for one in _line(row, layout, low)]
        shapes += [one for row in data["ticks"] for one in _tick(row, layout, low)]
        for i, row in enumerate(rows):
            shapes += _row(row, layout, HEAD + (i + 0.5) * step)
    for i, row in enumerate(rows):
        # A box that nobody sees, so that the pointer finds the whole row.
        top, note = HEAD + i * step, f"{row['name']} · {row['told']}"
        shapes.append(box((0.0, 0.0), (1.0, 0.0), top, top + step, opacity=0, note=note))
    return Drawing(shapes, low + FOOT)


def _line(row: Row, layout: _Layout, low: float) -> Sequence[Shape]:
    at, seen, small = layout.x(row["x"]), layout.seen, "middle small faint"
    return (
        shape("line", "rule", seen=seen, x1=at, x2=at, y1=HEAD - 8, y2=low),
        words(row["words"], x=at, y=7, seen=seen, look=small),
    )


def _tick(row: Row, layout: _Layout, low: float) -> Sequence[Shape]:
    at, seen, small = layout.x(row["x"]), layout.seen, "middle small faint"
    return (
        shape("line", "tick", seen=seen, x1=at, x2=at, y1=HEAD - 4, y2=low),
        words(row["text"], x=at, y=low + FOOT - 8, seen=seen, look=small),
    )


def _row(row: Row, layout: _Layout, y: float) -> Sequence[Shape]:
    """The mark of a row, its name with the sign, and its words beside or beneath."""
    seen, aside = layout.seen, 18.0 if row["sign"] else 0.0
    raised = y if layout.aside else y - 8
    strong = " strong" if row["strong"] else ""
    name = f"start{strong}{' faint' if row['faint'] else ''}"
    limit = (0.0, layout.left - aside - 14)
    shapes = [words(row["name"], x=(0.0, aside), y=raised, limit=limit, seen=seen, look=name)]
    if row["sign"]:
        fill = TONES[row["tone"]].colour
        sign = words(row["sign"], x=(0.0, 6.0), y=raised, seen=seen, fill=fill, look="middle sign")
        shapes.append(sign)
    if layout.aside:
        look = f"end{strong}{' faint' if row['pale'] else ''}"
        shapes.append(words(row["text"], x=(1.0, 0.0), y=y, seen=seen, look=look))
    else:
        small = "start small faint"
        shapes.append(words(row["text"], x=(0.0, aside), y=y + 8, seen=seen, look=small))
    return [*_mark(row, layout, y), *shapes]


def _mark(row: Row, layout: _Layout, y: float) -> Sequence[Shape]:
    """The dot with its interval where there is one; nothing without a share."""
    if row["share"] is None:
        return []
    fill, seen = TONES[row["tone"]].colour, layout.seen
    pale = 0.45 if row["faint"] else None
    low, high, at = (row[f"{name}_x"] for name in ("low", "high", "share"))
    dot = shape("circle", cx=layout.x(at), cy=y, r=4.9, fill=fill, opacity=pale, seen=seen)
    if low is None or high is None:
        return [dot]
    look: dict[str, Any] = {"stroke": fill, "opacity": pale, "seen": seen}
    return [shape("line", "whisker", x1=layout.x(low), x2=layout.x(high), y1=y, y2=y, **look), dot]
