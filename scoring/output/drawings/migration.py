"""Where the accounts of each band stand later, as the chart of that name shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scoring.output.charts.chart import Datasets, Row
from scoring.output.charts.migration import HEAD, STEP
from scoring.output.charts.tones import TONES
from scoring.output.drawings.shape import (
    Drawing,
    Place,
    Shape,
    Span,
    between,
    box,
    column_of,
    moved,
    words,
)

_ACROSS: Final = 0.06
_DOWN: Final = 0.08
"""The part of a step that lies between two columns and between two rows."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The widths it is for, the pixels left of the cells, and whether totals have their words."""

    seen: Span
    left: float
    spoken: bool

    def column(self, number: int, count: int) -> tuple[Place, Place]:
        """Both ends of a column."""
        return column_of(number, count, _ACROSS, self.left)


_LAYOUTS: Final = (_Layout(Span(480.0), 168.0, True), _Layout(Span(0.0, 480.0), 100.0, False))
"""Wide, and as on a phone."""


def drawing(data: Datasets) -> Drawing:
    """The drawing of the chart's data sets: cells, lines, columns and head."""
    count = len(data["lines"])
    height = max(2, count) * STEP + HEAD
    step = (height - HEAD) / (count - _DOWN) if count else 0.0
    shapes: list[Shape] = []
    for layout in _LAYOUTS:
        for row in data["lines"]:
            shapes += _line(row, layout, HEAD + (row["row"] + (1 - _DOWN) / 2) * step)
        for row in data["columns"]:
            shapes += _column(row, layout, len(data["columns"]))
        for row in data["head"]:
            shapes.append(_small(row["text"], 0.0, 27, layout, layout.left - 8))
        for row in data["cells"]:
            top = HEAD + row["row"] * step
            shapes += _cell(row, layout, len(data["columns"]), top, top + step * (1 - _DOWN))
    return Drawing(shapes, height)


def _small(text: str, x: float, y: float, layout: _Layout, limit: float) -> Shape:
    look = "start small faint"
    return words(text, x=(0.0, x), y=y, seen=layout.seen, look=look, limit=(0.0, limit))


def _line(row: Row, layout: _Layout, y: float) -> Sequence[Shape]:
    """The name of a row with its sign, and how many it is."""
    limit, seen, fill = layout.left - 26, layout.seen, TONES[row["tone"]].colour
    # A phone has room for the number alone; the words stand in the table beneath.
    total = row["total"] if layout.spoken else row["total"].split(" ")[0]
    return (
        words(row["name"], x=(0.0, 18.0), y=y - 8, seen=seen, limit=(0.0, limit)),
        _small(total, 18.0, y + 8, layout, limit),
        words(row["sign"], x=(0.0, 6.0), y=y - 8, seen=seen, fill=fill, look="middle sign"),
    )


def _column(row: Row, layout: _Layout, count: int) -> Sequence[Shape]:
    start, end = layout.column(row["column"], count)
    middle, seen, fill = _middle(start, end), layout.seen, TONES[row["tone"]].colour
    look, limit = "middle" if layout.spoken else "middle small", moved(between(start, end), 5.0)
    return (
        words(row["name"], x=middle, y=27, seen=seen, look=look, limit=limit),
        words(row["sign"], x=middle, y=10, seen=seen, fill=fill, look="middle sign"),
    )


def _cell(row: Row, layout: _Layout, count: int, top: float, low: float) -> Sequence[Shape]:
    """A cell: the shade is the share of the row, so that all rows compare."""
    start, end = layout.column(row["column"], count)
    at, y, seen = _middle(start, end), (top + low) / 2, layout.seen
    note = f"{row['from']} → {row['to']}: {row['told']}"
    look, shade = "field same" if row["same"] else "field", _shade(row)
    cell = box(start, end, top, low, look=look, note=note, seen=seen, fill_opacity=shade, rx=3)
    if row["count"] == "0":
        return cell, words("0", x=at, y=y, note=note, seen=seen, look="middle none")
    return (
        cell,
        words(row["count"], x=at, y=y - 8, note=note, seen=seen, look="middle count"),
        words(row["share"], x=at, y=y + 9, note=note, seen=seen, look="middle small faint"),
    )


def _shade(row: Row) -> float:
    # At most 0.3, so that the text, of the same colour, stays readable upon it.
    return round(0.04 + 0.26 * float(row["shade"]), 4)


def _middle(start: Place, end: Place) -> Place:
    return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
