"""A field for each person and metric: how many points they give it above or below the mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.style import FAINT, PAGE, finished, ink, named, tone_fill, tooltip

if TYPE_CHECKING:
    import altair as alt

STEP: Final = 30
HEAD: Final = 74
"""Pixels of one row, and above the rows for the names of the metrics."""
HEIGHT: Final = 8 * STEP + HEAD
LEFT: Final = "(width >= 480 ? 130 : 76)"
"""Pixels left of the fields for the names of the people."""
STRONG: Final = 30.0
"""Points from the mean at which a field is as strong as it gets."""

WORDS: Final = (
    "A table with a row for each person and a column for each metric, the most disputed metric "
    "first: the points above or below the mean of the room. Blue fields give more than the mean, "
    "grey ones less, the stronger the further away."
)


def height(count: int) -> int:
    """The pixels that suit a number of people."""
    return max(2, count) * STEP + HEAD + 4


def rows(
    metrics: Sequence[str], people: Sequence[str], deviations: Sequence[Sequence[float]]
) -> Datasets:
    """The data sets of the table.

    Input: the titles of the metrics and the names of the people in their order, and for each
    person the points above or below the mean, one a metric.
    """
    cells: list[Row] = [
        {
            "row": at,
            "column": place,
            "name": f"{person}: {metric}",
            "shade": min(abs(gap) / STRONG, 1.0),
            "tone": "accent" if gap > 0 else "kept",
            "text": _signed(gap),
            "told": f"{_signed(gap)} points from the mean",
        }
        for at, (person, gaps) in enumerate(zip(people, deviations, strict=True))
        for place, (metric, gap) in enumerate(zip(metrics, gaps, strict=True))
    ]
    lines: list[Row] = [{"row": place, "name": name} for place, name in enumerate(people)]
    columns: list[Row] = [{"column": place, "name": name} for place, name in enumerate(metrics)]
    return {"cells": cells, "lines": lines, "columns": columns}


def _signed(gap: float) -> str:
    whole = round(gap)
    return "0" if not whole else f"{whole:+d}".replace("-", "−")


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    return rows(["Usage", "Tickets"], ["Dana", "Ravi"], [[15.0, -15.0], [-15.0, 15.0]]), (
        rows([], [], [])
    )


def _across() -> alt.X:
    import altair as alt

    ends = {"rangeMin": alt.expr(LEFT), "rangeMax": alt.expr("width")}
    scale = alt.Scale(paddingInner=0.05, paddingOuter=0, **ends)
    return alt.X("column", type="ordinal", scale=scale, axis=None)


def _down() -> alt.Y:
    import altair as alt

    scale = alt.Scale(paddingInner=0.1, paddingOuter=0, rangeMin=HEAD, rangeMax=alt.expr("height"))
    return alt.Y("row", type="ordinal", scale=scale, axis=None)


def _heads() -> list[alt.Chart]:
    """The names of the people, and of the metrics, slanted where those are narrow."""
    import altair as alt

    lines = alt.Chart(named("lines")).encode(y=_down())
    columns = alt.Chart(named("columns")).encode(x=_across(), y=alt.value(HEAD - 8))
    narrow = "bandwidth('x') < 110"
    slanted = ink(
        alt.expr("width >= 480 ? 12 : 10.5"),
        align=alt.expr(f"{narrow} ? 'left' : 'center'"),
        angle=alt.expr(f"{narrow} ? -38 : 0"),
        limit=alt.expr(f"{narrow} ? 96 : bandwidth('x')"),
    )
    return [
        lines.mark_text(**ink(limit=alt.expr(f"{LEFT} - 8"))).encode(x=alt.value(0), text="name:N"),
        columns.mark_text(**slanted).encode(text="name:N"),
    ]


def _fields() -> list[alt.Chart]:
    """The fields: never darker than that the text, of the page's colour, stays readable."""
    import altair as alt

    base = alt.Chart(named("cells")).encode(x=_across(), y=_down())
    words = tooltip({"name": "Vote", "told": "Points"})
    field = base.mark_rect(
        cornerRadius=3,
        fillOpacity=alt.expr("0.05 + 0.43 * datum.shade"),
        stroke=PAGE,
        strokeWidth=0,
    ).encode(color=tone_fill(), tooltip=words)
    quiet = f"datum.text === '0' ? {FAINT} : 1"
    text = ink(alt.expr("bandwidth('x') >= 40 ? 12 : 10"), align="center")
    return [field, base.mark_text(**text | {"opacity": alt.expr(quiet)}).encode(text="text:N")]


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    layers = alt.layer(*_fields(), *_heads())
    return finished("votes_heat", layers, ("cells", "lines", "columns"), HEIGHT, WORDS)
