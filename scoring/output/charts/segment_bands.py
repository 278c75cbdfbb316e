"""One bar of 100% for each segment shows how its accounts, or their ARR, split into bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.forest import WIDE
from scoring.output.charts.picking import picking
from scoring.output.charts.style import (
    CHARACTER,
    FAINT,
    PAGE,
    finished,
    ink,
    named,
    tone_fill,
    tone_ink,
    tooltip,
)
from scoring.output.charts.tones import ToneName

if TYPE_CHECKING:
    import altair as alt

STEP: Final = 38
"""Pixels of one row."""
HEIGHT: Final = 4 * STEP
LEFT: Final = f"({WIDE} ? 240 : 132)"
"""Pixels left of the bars, for the names and the totals."""

WORDS: Final = (
    "One bar of 100 percent for each segment: the share of each band in it, best band first, with "
    "the name and the size of the segment at the left. A segment that is clicked is looked at."
)


@dataclass(frozen=True, slots=True)
class Part:
    """A band of a segment: its name, tone, value ≥ 0, and text such as "77 · 48%"."""

    band: str
    tone: ToneName
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A segment: its cell, its name, its size as text such as "160 · $1.3M", and its parts."""

    cell: int
    name: str
    total: str
    parts: Sequence[Part]


def height(count: int) -> int:
    """The pixels that suit a number of rows."""
    return max(2, count) * STEP + 4


def rows(lines: Sequence[Line], chosen: int | None = None, turn: int = 0) -> Datasets:
    """The data sets of the segments in the given order; the others are pale beside a `chosen` one.

    `turn` counts the choices made so far, see `picking`.
    """
    parts: list[Row] = []
    heads: list[Row] = []
    for place, line in enumerate(lines):
        row: Row = {"row": f"{place:03}", "cell": line.cell, "turn": turn, "name": line.name}
        row |= {"pale": chosen not in (None, line.cell), "strong": line.cell == chosen}
        heads.append({**row, "total": line.total})
        whole = sum(part.value for part in line.parts)
        start = 0.0
        for part in line.parts:
            if whole <= 0 or part.value <= 0:
                continue
            end = start + part.value / whole
            look: Row = {"start": start, "end": end, "tone": part.tone, "band": part.band}
            texts: Row = {"text": part.text, "short": part.text.split(" · ")[-1]}
            parts.append({**row, **look, **texts})
            start = end
    return {"parts": parts, "lines": heads}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    parts = [Part("Green", "good", 3.0, "3 · 75%"), Part("Red", "bad", 1.0, "1 · 25%")]
    return rows([Line(0, "Small", "4 · $40k", parts)], 0), rows([])


def _down() -> alt.Y:
    """The rows."""
    import altair as alt

    return alt.Y("row:N", sort="ascending", scale=alt.Scale(padding=0.12), axis=None)


def _bars() -> list[alt.Chart]:
    """The parts of the bars with their texts; beside the chosen one the others are pale."""
    import altair as alt

    ends = {"rangeMin": alt.expr(LEFT), "rangeMax": alt.expr("width")}
    scale = alt.Scale(domain=[0, 1], nice=False, zero=False, **ends)
    base = alt.Chart(named("parts")).encode(
        x=alt.X("start:Q", scale=scale, axis=None),
        y=_down(),
        tooltip=tooltip({"name": "Segment", "band": "Band", "text": "Share"}),
    )
    room = f"(datum.end - datum.start) * (width - {LEFT})"
    wide = f"{room} > length(datum.%s) * {CHARACTER} + 12"
    choice = f"{wide % 'text'} ? datum.text : {wide % 'short'} ? datum.short : ''"
    gap = alt.expr(f"{room} > 6 ? -2 : -0.5")
    text = ink(dx=8, color=tone_ink(), cursor="pointer")
    # No ink of a tone can be read upon a pale bar.
    pale, unread = (
        alt.condition("datum.pale", alt.value(opacity), alt.value(1)) for opacity in (0.4, 0)
    )
    return [
        base.mark_bar(x2Offset=gap, cornerRadius=3, cursor="pointer").encode(
            x2="end", color=tone_fill(), opacity=pale
        ),
        base.mark_text(**text, text=alt.expr(choice), clip=True).encode(opacity=unread),
    ]


def _heads() -> list[alt.Chart]:
    """The names and sizes of the segments, and a frame around the chosen bar."""
    import altair as alt

    lines = alt.Chart(named("lines")).encode(y=_down())
    name = ink(
        dy=alt.expr(f"{WIDE} ? 0 : -8"),
        limit=alt.expr(f"{WIDE} ? 130 : {LEFT} - 10"),
        fontWeight=alt.expr("datum.strong ? 600 : 400"),
        cursor="pointer",
    )
    total = ink(
        11,
        dx=alt.expr(f"{WIDE} ? 138 : 0"),
        dy=alt.expr(f"{WIDE} ? 0 : 8"),
        opacity=FAINT,
        limit=alt.expr(f"{WIDE} ? 98 : {LEFT} - 10"),
        cursor="pointer",
    )
    frame: dict[str, Any] = {
        "fillOpacity": 0,
        "stroke": PAGE,
        "strokeWidth": 1.5,
        "cornerRadius": 3,
    }
    return [
        lines.transform_filter("datum.strong")
        .mark_bar(**frame, tooltip=None)
        .encode(x=alt.value(alt.expr(LEFT)), x2=alt.value(alt.expr("width"))),
        lines.mark_text(**name).encode(x=alt.value(0), text="name:N"),
        lines.mark_text(**total).encode(x=alt.value(0), text="total:N"),
    ]


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    field = (
        alt.Chart(named("lines"))
        .mark_bar(opacity=0, cursor="pointer")
        .encode(
            y=_down(),
            x=alt.value(0),
            x2=alt.value(alt.expr("width")),
            tooltip=tooltip({"name": "Segment", "total": "Size"}),
        )
    )
    layers = alt.layer(field.add_params(picking()), *_bars(), *_heads())
    return finished("segment_bands", layers, ("parts", "lines"), HEIGHT, WORDS)
