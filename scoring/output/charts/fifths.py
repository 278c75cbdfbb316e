"""Churn by fifths of a metric's points, with the line that may only fall laid through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.style import FAINT, PAGE, ceiling, finished, ink, named, tooltip
from scoring.output.charts.tones import TONES

if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True, slots=True)
class Part:
    """One column: where it lies in words, lost of its cases, its churn rate and the line's.

    Rates are 0 … 1; `label` is short, such as "0–12", and `words` are for the pointer.
    """

    label: str
    cases: int
    lost: int
    rate: float
    line: float
    words: str


HEIGHT: Final = 190
HEAD: Final = 20
FOOT: Final = 38
"""Pixels above the highest rate, and below the columns for two rows of words."""

WORDS: Final = (
    "Up to five columns from the riskiest points at the left to the healthiest at the right: the "
    "share of their accounts that were lost. The blue line is the nearest one that never rises; "
    "where it leaves the columns, churn does not fall as points rise."
)


def rows(parts: Sequence[Part]) -> Datasets:
    """The data sets of the columns in the given order, and of the ends of the axis."""
    top = ceiling([rate for part in parts for rate in (part.rate, part.line)])
    found: list[Row] = []
    for place, part in enumerate(parts):
        middle = (place + 0.5) / len(parts)
        spot: Row = {"x": middle, "left": place / len(parts), "right": (place + 1) / len(parts)}
        span: Row = {"rate": part.rate / top, "line": part.line / top, "zero": 0.0}
        span |= {"top": max(part.rate, part.line) / top}
        words: Row = {
            "label": part.label,
            "share": f"{100 * part.rate:.1f}%",
            "count": f"{part.lost:,} of {part.cases:,}",
            "falls": f"{100 * part.line:.1f}%",
            "words": part.words,
        }
        found.append({**spot, **span, **words, "width": 1.0 / len(parts)})
    return {"parts": found}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    low = Part("0–12", 200, 24, 0.12, 0.12, "0 to 20 points")
    return rows([low, Part("12–40", 200, 8, 0.04, 0.04, "20 to 100 points")]), rows([])


def _across(field: str) -> alt.X:
    import altair as alt

    scale = alt.Scale(domain=[0, 1], nice=False, zero=False)
    return alt.X(field, type="quantitative", scale=scale, axis=None)


def _upwards(field: str) -> alt.Y:
    import altair as alt

    low = alt.expr(f"height - {FOOT}")
    scale = alt.Scale(domain=[0, 1], nice=False, rangeMin=low, rangeMax=HEAD)
    return alt.Y(field, type="quantitative", scale=scale, axis=None)


def _columns(base: alt.Chart) -> list[alt.Chart]:
    """The rates as columns on a floor, and the falling line over them."""
    import altair as alt

    look: dict[str, Any] = {"cornerRadiusTopLeft": 2, "cornerRadiusTopRight": 2, "tooltip": None}
    wide = alt.expr("max(datum.width * width - 10, 4)")
    columns = base.mark_bar(color=TONES["churned"].colour, opacity=0.75, width=wide, **look)
    floor = base.mark_rule(color=PAGE, opacity=0.25, tooltip=None)
    line = base.mark_rule(color=TONES["accent"].colour, strokeWidth=2.5, tooltip=None)
    return [
        columns.encode(x=_across("x"), y=_upwards("zero"), y2="rate"),
        floor.encode(x=_across("left"), x2="right", y=_upwards("zero")),
        line.encode(x=_across("left"), x2="right", y=_upwards("line")),
    ]


def _words(base: alt.Chart) -> list[alt.Chart]:
    """The rate over each column, its values and counts beneath, and what the pointer finds."""
    import altair as alt

    label, count = alt.value(alt.expr("height - 25")), alt.value(alt.expr("height - 9"))
    limit = alt.expr("datum.width * width - 4")
    above = ink(fontWeight=600, align="center", dy=-9)
    faint = ink(11, align="center", opacity=FAINT, limit=limit)
    words = {"label": "Values", "words": "Points", "count": "Lost", "share": "Churn"}
    x = _across("x")
    hover = base.mark_bar(opacity=0, width=alt.expr("datum.width * width"))
    return [
        base.mark_text(**above).encode(x=x, y=_upwards("top"), text="share:N"),
        base.mark_text(**ink(align="center", limit=limit)).encode(x=x, y=label, text="label:N"),
        base.mark_text(**faint).encode(x=x, y=count, text="count:N"),
        hover.encode(
            x=x,
            y=alt.value(0),
            y2=alt.value(alt.expr("height")),
            tooltip=tooltip({**words, "falls": "Falling line"}),
        ),
    ]


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    base = alt.Chart(named("parts"))
    layers = alt.layer(*_columns(base), *_words(base))
    return finished("fifths", layers, ("parts",), HEIGHT, WORDS)
