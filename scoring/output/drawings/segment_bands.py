"""One bar of 100% for each segment, as the chart of that name shows it; a click means a segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scoring.output.charts.chart import Datasets, Row
from scoring.output.charts.segment_bands import STEP
from scoring.output.charts.tones import TONES
from scoring.output.drawings.shape import (
    Drawing,
    Place,
    Shape,
    Span,
    between,
    box,
    moved,
    part,
    words,
)

_GAP: Final = 0.12
"""The part of a step that lies between two rows, and above the first and beneath the last."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The widths it is for, the pixels left of the bars, and whether totals stand beside names."""

    seen: Span
    left: float
    aside: bool

    def x(self, share: float) -> Place:
        """The place of a share of the bar, 0 … 1."""
        return part(share, self.left)


_LAYOUTS: Final = (_Layout(Span(520.0), 240.0, True), _Layout(Span(0.0, 520.0), 132.0, False))
"""Wide, and as on a phone."""


def drawing(data: Datasets) -> Drawing:
    """The drawing of the chart's data sets: parts and lines."""
    lines = data["lines"]
    height = max(2, len(lines)) * STEP
    step = height / (len(lines) + _GAP)
    tops = {row["row"]: (_GAP + place) * step for place, row in enumerate(lines)}
    high = step * (1 - _GAP)
    shapes: list[Shape] = []
    for row in lines:  # a box that nobody sees, so that the pointer finds the whole row
        top = tops[row["row"]]
        look = {"note": _size(row), "pick": _pick(row), "opacity": 0}
        shapes.append(box((0.0, 0.0), (1.0, 0.0), top, top + high, **look))
    for layout in _LAYOUTS:
        for row in data["parts"]:
            shapes += _part(row, layout, tops[row["row"]], high)
        for row in lines:
            shapes += _line(row, layout, tops[row["row"]], high)
    return Drawing(shapes, height)


def _pick(row: Row) -> tuple[int, int]:
    return row["cell"], row["turn"]


def _size(row: Row) -> str:
    return f"{row['name']}: {row['total']}"


def _part(row: Row, layout: _Layout, top: float, high: float) -> Sequence[Shape]:
    """A part of a bar with its text; no ink of a tone can be read upon a pale one."""
    start, end, look = layout.x(row["start"]), layout.x(row["end"]), TONES[row["tone"]]
    # At its end a bar leaves two pixels free, so that neighbours do not touch.
    bar = box(
        start,
        moved(end, -2.0),
        top,
        top + high,
        fill=look.colour,
        opacity=0.4 if row["pale"] else None,
        rx=3,
        note=f"{row['name']} · {row['band']}: {row['text']}",
        pick=_pick(row),
        seen=layout.seen,
    )
    if row["pale"]:
        return [bar]
    room, told = moved(between(start, end), -12.0), (row["text"], row["short"])
    at, y = moved(start, 8.0), top + high / 2
    text = words(*told, x=at, y=y, room=room, fill=look.ink, look="start on", seen=layout.seen)
    return [bar, text]


def _line(row: Row, layout: _Layout, top: float, high: float) -> Sequence[Shape]:
    """The name and the size of a segment, and a frame around the bar of the chosen one."""
    y, seen, aside = top + high / 2, layout.seen, layout.aside
    name = words(
        row["name"],
        x=(0.0, 0.0),
        y=y if aside else y - 8,
        limit=(0.0, 130.0 if aside else layout.left - 10),
        look="start strong" if row["strong"] else "start",
        note=_size(row),
        pick=_pick(row),
        seen=seen,
    )
    total = words(
        row["total"],
        x=(0.0, 138.0 if aside else 0.0),
        y=y if aside else y + 8,
        limit=(0.0, 98.0 if aside else layout.left - 10),
        look="start small faint",
        note=_size(row),
        pick=_pick(row),
        seen=seen,
    )
    if not row["strong"]:
        return [name, total]
    frame = box(layout.x(0.0), layout.x(1.0), top, top + high, look="frame", rx=3, seen=seen)
    return [frame, name, total]
