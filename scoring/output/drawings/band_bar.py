"""Thin bars of 100% show how the book splits into bands, as the chart of that name does."""

from __future__ import annotations

from scoring.output.charts.band_bar import HEIGHT
from scoring.output.charts.chart import Datasets, Row
from scoring.output.charts.tones import TONES
from scoring.output.drawings.shape import Drawing, Shape, between, box, moved, words


def drawing(data: Datasets) -> Drawing:
    """The drawing of the chart's data sets."""
    shapes = [shape for row in data["segments"] for shape in _segment(row)]
    for row in data["labels"]:
        look = "end faint" if row["faint"] else "start"
        shapes.append(words(row["text"], x=(row["x"], 0.0), y=row["y"], look=look))
    return Drawing(shapes, HEIGHT - 4)


def _segment(row: Row) -> list[Shape]:
    start, end = (row["x0"], 0.0), (row["x1"], 0.0)
    look = TONES[row["tone"]]
    note = f"{row['bar']} · {row['band']}: {row['text']}"
    # At its end a bar leaves two pixels free, so that neighbours do not touch.
    bar = box(start, moved(end, -2.0), row["y0"], row["y1"], fill=look.colour, rx=3, note=note)
    if row["part"]:
        return [bar | {"set": {**bar["set"], "opacity": 0.55}}]
    room = moved(between(start, end), -14.0)
    told = (row["full"], row["text"], row["short"])
    at, y = moved(start, 8.0), row["y0"] + 13
    return [bar, words(*told, x=at, y=y, room=room, fill=look.ink, look="start on")]
