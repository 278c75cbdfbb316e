"""A field for each pair of values of two dimensions, the darker the higher its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.picking import picking
from scoring.output.charts.style import FAINT, PAGE, finished, ink, named, tone_fill, tooltip
from scoring.output.charts.tones import ToneName

if TYPE_CHECKING:
    import altair as alt

STEP: Final = 46
HEAD: Final = 58
"""Pixels of one row, and above the rows for the names of the columns."""
HEIGHT: Final = 4 * STEP + HEAD
LEFT: Final = "(width >= 480 ? 150 : 92)"
"""Pixels left of the fields for the names of the rows."""

WORDS: Final = (
    "A table with a row for each value of one dimension and a column for each value of another: "
    "a figure in each field, the darker the higher, and how many it rests on. Fields with too few "
    "losses are grey. A field that is clicked is looked at."
)


@dataclass(frozen=True, slots=True)
class Field:
    """One pair of values: its cell, its place, and what stands in it.

    `shade` runs from 0 to 1; `text` is the figure, `small` what it rests on, `told` all of it in
    words; `grey` where it rests on too little.
    """

    cell: int
    row: int
    column: int
    name: str
    shade: float
    text: str
    small: str
    told: str
    grey: bool = False


def height(count: int) -> int:
    """The pixels that suit a number of rows."""
    return max(2, count) * STEP + HEAD + 4


def rows(
    across: Sequence[str],
    down: Sequence[str],
    fields: Sequence[Field],
    tone: ToneName = "accent",
    chosen: int | None = None,
    turn: int = 0,
) -> Datasets:
    """The data sets of the table; pairs that no account has are left out.

    Input: the names of the columns and of the rows, the fields, the tone of the figure, the
    field that is looked at, and how many choices were made so far, see `picking`.
    """
    cells: list[Row] = [
        {
            "row": one.row,
            "column": one.column,
            "cell": one.cell,
            "turn": turn,
            "name": one.name,
            "shade": one.shade,
            "tone": "none" if one.grey else tone,
            "text": one.text,
            "small": one.small,
            "told": one.told,
            "grey": one.grey,
            "strong": one.cell == chosen,
            "pale": chosen not in (None, one.cell),
        }
        for one in fields
    ]
    lines: list[Row] = [{"row": place, "name": name} for place, name in enumerate(down)]
    columns: list[Row] = [{"column": place, "name": name} for place, name in enumerate(across)]
    return {"cells": cells, "lines": lines, "columns": columns}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    fields = [
        Field(0, 0, 0, "Small, North", 1.0, "48%", "12 of 25", "12 of 25 flagged"),
        Field(1, 0, 1, "Small, South", 0.2, "10%", "1 of 10", "1 of 10 flagged", grey=True),
    ]
    return rows(["North", "South"], ["Small"], fields, "bad", 0), rows([], [], [])


def _across() -> alt.X:
    """The columns."""
    import altair as alt

    ends = {"rangeMin": alt.expr(LEFT), "rangeMax": alt.expr("width")}
    scale = alt.Scale(paddingInner=0.05, paddingOuter=0, **ends)
    return alt.X("column", type="ordinal", scale=scale, axis=None)


def _down() -> alt.Y:
    """The rows."""
    import altair as alt

    scale = alt.Scale(paddingInner=0.08, paddingOuter=0, rangeMin=HEAD, rangeMax=alt.expr("height"))
    return alt.Y("row", type="ordinal", scale=scale, axis=None)


def heads() -> list[alt.Chart]:
    """The names of the rows, and of the columns, slanted where those are narrow."""
    import altair as alt

    lines = alt.Chart(named("lines")).encode(y=_down())
    columns = alt.Chart(named("columns")).encode(x=_across(), y=alt.value(HEAD - 10))
    narrow = "bandwidth('x') < 84"
    slanted = ink(
        alt.expr("width >= 480 ? 12 : 11"),
        align=alt.expr(f"{narrow} ? 'left' : 'center'"),
        angle=alt.expr(f"{narrow} ? -40 : 0"),
        limit=alt.expr(f"{narrow} ? 70 : bandwidth('x')"),
    )
    limit = alt.expr(f"{LEFT} - 10")
    return [
        lines.mark_text(**ink(limit=limit)).encode(x=alt.value(0), text="name:N"),
        columns.mark_text(**slanted).encode(text="name:N"),
    ]


def fields_told(name: str) -> list[alt.Chart]:
    """The fields, and what a field is called on hover.

    They are never darker than that the text, of the page's colour, stays readable.
    """
    import altair as alt

    base = alt.Chart(named("cells")).encode(x=_across(), y=_down())
    words = tooltip({"name": name, "told": "Figure"})
    field = base.mark_rect(
        cornerRadius=3,
        cursor="pointer",
        fillOpacity=alt.expr("(0.08 + 0.4 * datum.shade) * (datum.pale ? 0.5 : 1)"),
        stroke=PAGE,
        strokeWidth=alt.expr("datum.strong ? 2 : 0"),
    ).encode(color=tone_fill(), tooltip=words)
    room = "bandwidth('x') >= 52 && datum.small"
    quiet = f"datum.grey ? {FAINT} : 1"
    text = ink(
        alt.expr("bandwidth('x') >= 52 ? 13 : 11"),
        align="center",
        dy=alt.expr(f"{room} ? -7 : 0"),
        cursor="pointer",
    )
    small = ink(10.5, align="center", dy=9, opacity=FAINT, cursor="pointer")
    return [
        field,
        base.mark_text(**text | {"opacity": alt.expr(quiet)}).encode(text="text:N", tooltip=words),
        base.transform_filter("datum.small != ''")
        .mark_text(**small | {"fontSize": alt.expr(f"{room} ? 10.5 : 0")})
        .encode(text="small:N", tooltip=words),
    ]


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    first, *others = fields_told("Segment")
    layers = alt.layer(first.add_params(picking()), *others, *heads())
    return finished("segment_heat", layers, ("cells", "lines", "columns"), HEIGHT, WORDS)
