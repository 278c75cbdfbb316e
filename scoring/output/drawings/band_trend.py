"""Stacked columns show the share of each band month by month, as the chart of that name does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from scoring.output.charts.band_trend import GUTTER, HEIGHT
from scoring.output.charts.chart import Datasets, Row
from scoring.output.charts.month_axis import STEPS, WRITTEN
from scoring.output.charts.saved_marks import DATA
from scoring.output.charts.tones import TONES
from scoring.output.drawings.shape import Drawing, Place, Shape, Span, box, part, words

FLOOR: Final = HEIGHT - 21
"""Pixels from the top at which the columns begin; beneath stand the months."""

_GAP: Final = 0.2
"""The part of a month that lies between two columns."""


@dataclass(frozen=True, slots=True)
class _Months:
    """The months of the columns, YYYY-MM."""

    names: Sequence[str]

    def ends(self, month: str) -> tuple[Place, Place]:
        """Both ends of a month's column."""
        step = 1 / (len(self.names) - _GAP)
        start = self.names.index(month) * step
        return part(start, 0.0, GUTTER), part(start + step * (1 - _GAP), 0.0, GUTTER)

    def middle(self, month: str) -> Place:
        """Where its name stands."""
        start, end = self.ends(month)
        return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2

    def seen(self, month: str) -> Span:
        """The widths at which its name has room: names stand a month, a quarter or more apart."""
        number = int(month[:4]) * 12 + int(month[5:7]) - 1
        if number % 24 == 0:
            return Span()
        widest = max((step for step in STEPS if number % step == 0), default=1)
        return Span(GUTTER + WRITTEN * len(self.names) / widest)


def drawing(data: Datasets) -> Drawing:
    """The drawing of the chart's data sets: months, labels, and what was saved."""
    months = _Months(list(dict.fromkeys(row["month"] for row in data["months"])))
    shapes = [_column(row, months) for row in data["months"] if row["high"] > row["low"]]
    for month in months.names:
        at = months.middle(month)
        name, seen = _day(month).strftime("%b %y"), months.seen(month)
        shapes.append(words(name, x=at, y=FLOOR + 12, look="middle faint", seen=seen))
    for row in data[DATA]:
        note = f"{_long(row['month'])} · saved: {row['saved']}"
        shapes.append(words("▾", x=months.middle(row["month"]), y=5, note=note, look="middle bold"))
    for row in data["labels"]:
        y, fill = FLOOR * (1 - row["y"]), TONES[row["tone"]].colour
        shapes.append(words(row["sign"], x=(1.0, 10.0 - GUTTER), y=y, fill=fill, look="start sign"))
        limit = (0.0, GUTTER - 25.0)
        shapes.append(words(row["text"], x=(1.0, 25.0 - GUTTER), y=y, limit=limit))
    return Drawing(shapes, HEIGHT - 4)


def _column(row: Row, months: _Months) -> Shape:
    start, end = months.ends(row["month"])
    note = f"{_long(row['month'])} · {row['band']}: {row['text']}"
    top, low = FLOOR * (1 - row["high"]), FLOOR * (1 - row["low"])
    fill = TONES[row["tone"]].colour
    # A pixel lies beneath the next one, so that no seam shows between the two.
    return box(start, end, max(top - 1, 0.0), low, look="column", fill=fill, note=note)


def _day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _long(month: str) -> str:
    return _day(month).strftime("%B %Y")
