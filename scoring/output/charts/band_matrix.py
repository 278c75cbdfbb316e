"""A field for each pair of bands before and after: who moved stands out, who stayed is grey."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, TypeAlias

from scoring.output.charts import segment_heat
from scoring.output.charts.chart import Chart, Datasets
from scoring.output.charts.picking import picking
from scoring.output.charts.segment_heat import HEIGHT, TABLE, Field, fields_told, height
from scoring.output.charts.style import finished
from scoring.output.charts.tones import TONES, ToneName

WORDS: Final = (
    "A table with a row for each band before and a column for each band after: how many accounts "
    "went from one to the other and the part of the row they are, the darker the larger. Who kept "
    "their band is grey. A field that is clicked lists its accounts below."
)

Head: TypeAlias = tuple[str, ToneName]
"""Name of a band, or "Not scored" and its like, and its tone."""

Cell: TypeAlias = tuple[int, float, str, str]
"""The number of a cell, its share of the row, what stands in it, and its small print."""


def rows(
    before: Sequence[Head],
    after: Sequence[Head],
    cells: Sequence[Sequence[Cell]],
    chosen: int | None = None,
    turn: int = 0,
) -> Datasets:
    """The data sets of the table.

    Input: the bands before and after in the given order, the cells by row and column, the cell
    whose accounts are listed, and how many choices were made so far, see `picking`. Cells
    without an account are left out.
    """
    fields = [
        Field(number, i, j, f"{was} → {now}", share, text, small, f"{text}, {small}", was == now)
        for i, ((was, _), line) in enumerate(zip(before, cells, strict=True))
        for j, ((now, _), (number, share, text, small)) in enumerate(zip(after, line, strict=True))
        if text
    ]
    across, down = ([_signed(head) for head in side] for side in (after, before))
    return segment_heat.rows(across, down, fields, "accent", chosen, turn)


def _signed(head: Head) -> str:
    name, tone = head
    return f"{TONES[tone].sign} {name}"


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    bands: list[Head] = [("Green", "good"), ("Red", "bad")]
    cells: list[list[Cell]] = [
        [(0, 0.8, "8", "80% of Green"), (1, 0.2, "2", "20% of Green")],
        [(2, 0.0, "", ""), (3, 1.0, "5", "100% of Red")],
    ]
    return rows(bands, bands, cells, 1), rows([], [], [])


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    first, *others = fields_told("Bands")
    layers = alt.layer(first.add_params(picking()), *others, *TABLE.heads())
    return finished("band_matrix", layers, ("cells", "lines", "columns"), HEIGHT, WORDS)


__all__ = ["Cell", "Head", "chart", "examples", "height", "rows"]
