"""A field for each pair of values of two dimensions, the darker the higher its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.heat_table import HeatTable, names
from scoring.output.charts.picking import picking
from scoring.output.charts.style import FAINT, PAGE, finished, ink, tone_fill, tooltip
from scoring.output.charts.tones import ToneName

if TYPE_CHECKING:
    import altair as alt

STEP: Final = 46
HEAD: Final = 58
"""Pixels of one row, and above the rows for the names of the columns."""
HEIGHT: Final = 4 * STEP + HEAD
TABLE: Final = HeatTable("(width >= 480 ? 150 : 92)", HEAD, gap=0.08, narrow=84, slanted=70)

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
    return {"cells": cells, **names(across, down)}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    fields = [
        Field(0, 0, 0, "Small, North", 1.0, "48%", "12 of 25", "12 of 25 flagged"),
        Field(1, 0, 1, "Small, South", 0.2, "10%", "1 of 10", "1 of 10 flagged", grey=True),
    ]
    return rows(["North", "South"], ["Small"], fields, "bad", 0), rows([], [], [])


def fields_told(name: str) -> list[alt.Chart]:
    """The fields, and what a field is called on hover.

    They are never darker than that the text, of the page's colour, stays readable.
    """
    import altair as alt

    base = TABLE.fields()
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
    layers = alt.layer(first.add_params(picking()), *others, *TABLE.heads())
    return finished("segment_heat", layers, ("cells", "lines", "columns"), HEIGHT, WORDS)
