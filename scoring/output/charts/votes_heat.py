"""A field for each person and metric: how many points they give it above or below the mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.heat_table import HeatTable, names
from scoring.output.charts.style import FAINT, PAGE, finished, ink, tone_fill, tooltip

if TYPE_CHECKING:
    import altair as alt

STEP: Final = 30
HEAD: Final = 74
"""Pixels of one row, and above the rows for the names of the metrics."""
HEIGHT: Final = 8 * STEP + HEAD
TABLE: Final = HeatTable("(width >= 480 ? 130 : 76)", HEAD, gap=0.1, narrow=110, slanted=96)
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
    return {"cells": cells, **names(metrics, people)}


def _signed(gap: float) -> str:
    whole = round(gap)
    return "0" if not whole else f"{whole:+d}".replace("-", "−")


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    return rows(["Usage", "Tickets"], ["Dana", "Ravi"], [[15.0, -15.0], [-15.0, 15.0]]), (
        rows([], [], [])
    )


def _fields() -> list[alt.Chart]:
    """The fields: never darker than that the text, of the page's colour, stays readable."""
    import altair as alt

    base = TABLE.fields()
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

    layers = alt.layer(*_fields(), *TABLE.heads())
    return finished("votes_heat", layers, ("cells", "lines", "columns"), HEIGHT, WORDS)
