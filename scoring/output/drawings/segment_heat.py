"""A shaded field for each pair of names, as two charts show it; a click means a field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scoring.output.charts.chart import Datasets, Row
from scoring.output.charts.segment_heat import HEAD, STEP, TABLE
from scoring.output.charts.tones import TONES
from scoring.output.drawings.shape import Drawing, Place, Shape, Span, box, column_of, words

_ACROSS: Final = 0.05
"""The part of a step that lies between two columns."""
_SLOPE: Final = 0.766
"""How far right a slanted name goes, as a part of its length: the cosine of 40 degrees."""
_ROOMY: Final = 52.0
"""Pixels of a field from which on it has room for what its figure rests on."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The widths it is for, the pixels left of the fields, and how many columns there are."""

    seen: Span
    left: float
    count: int

    def column(self, number: int) -> tuple[Place, Place]:
        """Both ends of a column."""
        return column_of(number, self.count, _ACROSS, self.left)

    def split(self, wide: float) -> Iterator[tuple[Span, bool]]:
        """The widths at which a column is less than so many pixels wide, and the others."""
        at = self.left + wide * (self.count - _ACROSS) / (1 - _ACROSS)
        end = self.seen.end
        if at > self.seen.start:
            yield Span(self.seen.start, at if end is None else min(at, end)), False
        if end is None or at < end:
            yield Span(max(at, self.seen.start), end), True


def drawing(data: Datasets) -> Drawing:
    """The drawing of the chart's data sets: cells, lines and columns."""
    rows, columns = data["lines"], data["columns"]
    height = max(2, len(rows)) * STEP + HEAD
    step = (height - HEAD) / (len(rows) - TABLE.gap) if rows else 0.0
    high = step * (1 - TABLE.gap)
    shapes: list[Shape] = []
    for seen, left in ((Span(480.0), 150.0), (Span(0.0, 480.0), 92.0)):
        layout = _Layout(seen, left, len(columns))
        for row in data["cells"]:
            top = HEAD + row["row"] * step
            shapes += _field(row, layout, top, top + high)
        for row in rows:
            y = HEAD + row["row"] * step + high / 2
            name, limit = row["name"], (0.0, left - 10)
            shapes.append(words(name, x=(0.0, 0.0), y=y, limit=limit, note=name, seen=seen))
        for row in columns:
            shapes += _head(row, layout)
    return Drawing(shapes, height)


def _middle(layout: _Layout, column: int) -> tuple[Place, Place]:
    """The middle of a column, and how wide it is."""
    start, end = layout.column(column)
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return middle, (end[0] - start[0], end[1] - start[1])


def _head(row: Row, layout: _Layout) -> Iterator[Shape]:
    """The name of a column, slanted where the column is narrow."""
    middle, wide = _middle(layout, row["column"])
    slanted: Place = (0.0, float(TABLE.slanted))
    if row["column"] == layout.count - 1:  # it ends within the page's margin
        slanted = (1 - middle[0]) / _SLOPE, (16 - middle[1]) / _SLOPE
    for seen, roomy in layout.split(TABLE.narrow):
        limit, look = (wide, "middle") if roomy else (slanted, "start slanted")
        name = row["name"]
        yield words(name, x=middle, y=HEAD - 10, limit=limit, look=look, note=name, seen=seen)


def _field(row: Row, layout: _Layout, top: float, low: float) -> Sequence[Shape]:
    """A field with its figure, and beneath that what it rests on where there is room.

    It is never darker than that the text, of the page's colour, stays readable.
    """
    start, end = layout.column(row["column"])
    middle, _ = _middle(layout, row["column"])
    meant: dict[str, Any] = {
        "note": f"{row['name']}: {row['told']}",
        "pick": (row["cell"], row["turn"]),
    }
    shade = (0.08 + 0.4 * float(row["shade"])) * (0.5 if row["pale"] else 1)
    look: dict[str, Any] = {"fill": TONES[row["tone"]].colour, "fill_opacity": shade, "rx": 3}
    look |= {"look": "chosen"} if row["strong"] else {}
    shapes = [box(start, end, top, low, seen=layout.seen, **look, **meant)]
    y, quiet = (top + low) / 2, " faint" if row["grey"] else ""
    for seen, roomy in layout.split(_ROOMY):
        two = roomy and row["small"]
        size = "count" if roomy else "small"
        at, name = (y - 7 if two else y), f"middle {size}{quiet}"
        shapes.append(words(row["text"], x=middle, y=at, look=name, seen=seen, **meant))
        if two:
            small = "middle small faint"
            shapes.append(words(row["small"], x=middle, y=y + 9, look=small, seen=seen, **meant))
    return shapes
