"""A row of month cells for each lost account shows in which band it stood until it left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, TypeAlias

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.style import NAME_LIMIT, finished, named, tone_fill, tone_ink, tooltip
from scoring.output.charts.tones import TONES, ToneName

Cell: TypeAlias = tuple[int, ToneName, str, str]
"""Months before the end (0 … 24), tone, band name, text such as "score 41 · Mar 2025"."""

Line: TypeAlias = tuple[str, Sequence[Cell]]
"""Name of the account and its cells."""

HEIGHT: Final = 330
STEP: Final = 26
MONTHS: Final = 24

MONTH_LABEL: Final = (
    "datum.value == 0 ? 'end' : datum.value == -24 ? '−24 months' : '−' + -datum.value"
)

WORDS: Final = (
    "One row for each lost account, one cell a month for the 24 months up to its end, coloured and "
    "marked by band: a dot for healthy, a diamond for watch, a triangle for at risk."
)


def height(count: int) -> int:
    """The pixels that suit a number of accounts."""
    return max(2, count) * STEP + 34


def when(before: int) -> str:
    """The month of a cell in words."""
    months = "month" if before == 1 else "months"
    return f"{before} {months} before the end" if before else "the last month"


def rows(lines: Sequence[Line]) -> Datasets:
    """The data set of the cells, accounts in the given order; equal names stay apart."""
    found: list[Row] = []
    for place, (name, cells) in enumerate(lines):
        older = None
        for before, tone, band, text in sorted(cells, key=lambda cell: -cell[0]):
            at: Row = {"row": f"{place}|{name}", "account": name, "month": -before, "tone": tone}
            words: Row = {"band": band, "text": text, "sign": TONES[tone].sign}
            found.append({**at, **words, "turned": band != older, "when": when(before)})
            older = band
    return {"cells": found}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    cells: list[Cell] = [(1, "good", "Green", "score 80"), (0, "none", "Not scored", "no data")]
    return rows([("Northwind", cells)]), rows([])


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    months = alt.Axis(
        title=None,
        aria=False,
        values=[-24, -18, -12, -6, 0],
        labelAngle=0,
        labelPadding=6,
        labelOverlap=False,
        labelFlush=False,
        labelExpr=MONTH_LABEL,
    )
    names = alt.Axis(
        title=None,
        aria=False,
        labelLimit=NAME_LIMIT,
        labelPadding=10,
        labelOverlap=False,
        labelExpr="slice(datum.label, indexof(datum.label, '|') + 1)",
    )
    every = alt.Scale(domain=list(range(-MONTHS, 1)), padding=0.1)
    x = alt.X("month", type="ordinal", scale=every, axis=months)
    y = alt.Y("row", type="nominal", sort=None, axis=names, scale=alt.Scale(padding=0.12))
    base = alt.Chart(named("cells"))
    words = {"account": "Account", "when": "When", "band": "Band", "text": "Detail"}
    cells = base.mark_rect(cornerRadius=alt.expr("bandwidth('x') > 8 ? 3 : 1")).encode(
        x=x, y=y, color=tone_fill(), tooltip=tooltip(words)
    )
    signs = base.mark_text(
        color=tone_ink(),
        opacity=0.8,
        fontSize=alt.expr("clamp(bandwidth('x') * 0.72, 7, 13)"),
        text=alt.expr("bandwidth('x') > 8 || datum.turned ? datum.sign : ''"),
        baseline="middle",
    ).encode(x=x, y=y, tooltip=tooltip(words))
    return finished("strip", alt.layer(cells, signs), ("cells",), HEIGHT, WORDS)
