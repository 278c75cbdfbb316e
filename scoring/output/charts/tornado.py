"""One row a metric: what its weight five or ten points up or down does to one figure of the card.

Every bar begins in the middle, where the card is as it is. The axis reaches as far to either side
as the longest bar, in steps, so that it holds still.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.style import FAINT, PAGE, finished, ink, named, tone_fill, tooltip

if TYPE_CHECKING:
    import altair as alt

STEP: Final = 34
HEAD: Final = 8
FOOT: Final = 22
WIDE: Final = "width >= 520"
LEFT: Final = f"({WIDE} ? 190 : 0)"
RIGHT: Final = f"({WIDE} ? 96 : 0)"
"""Pixels left of the axis for the names, and right of it for the weights; on a phone the names
stand over the bars."""

WORDS: Final = (
    "One row a metric with bars from the middle, where the card is as it is: to the right the "
    "figure grows, to the left it falls. Blue bars are the weight up, grey ones down; broad and "
    "pale by ten points, narrow and strong by five."
)


@dataclass(frozen=True, slots=True)
class Swing:
    """What one move of a weight does: its step in points, the change, and words for it."""

    step: float
    change: float
    told: str


@dataclass(frozen=True, slots=True)
class Swings:
    """One metric, its weight in words, and its swings."""

    name: str
    weight: str
    swings: tuple[Swing, ...]


def height(count: int) -> int:
    """The pixels that suit a number of rows."""
    return max(2, count) * STEP + HEAD + FOOT + 4


HEIGHT: Final = height(8)


def rows(metrics: Sequence[Swings], least: float, write: str = "{:+g}") -> Datasets:
    """The data sets of the metrics in the given order.

    Input: the least end of the axis, of which its end is a power of two times; and how an end
    is written.
    """
    longest = max((abs(s.change) for m in metrics for s in m.swings), default=0.0)
    end = least
    while end < longest:
        end *= 2.0
    bars: list[Row] = []
    names: list[Row] = []
    for place, one in enumerate(metrics):
        row: Row = {"row": f"{place:03}|{one.name}", "name": one.name}
        names.append({**row, "weight": one.weight, "told": " · ".join(s.told for s in one.swings)})
        bars += [
            {**row, "x": s.change / end, "zero": 0.0, "tone": "accent" if s.step > 0 else "kept"}
            | {"broad": abs(s.step) > 5.0}
            for s in sorted(one.swings, key=lambda s: -abs(s.step))
        ]
    ticks: list[Row] = [
        {"x": x, "text": "as it is" if x == 0.0 else write.format(x * end).replace("-", "−")}
        for x in (-1.0, 0.0, 1.0)
    ]
    return {"bars": bars, "names": names, "ticks": ticks}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    swings = (Swing(-5.0, -1.0, "25: −1"), Swing(5.0, 2.0, "35: +2"))
    return rows([Swings("Usage", "30%", swings)], 4.0), rows([], 4.0)


def _across(field: str) -> alt.X:
    import altair as alt

    ends = {
        "rangeMin": alt.expr(f"{LEFT} + 24"),
        "rangeMax": alt.expr(f"width - {RIGHT} - 24"),
    }
    scale = alt.Scale(domain=[-1, 1], nice=False, **ends)
    return alt.X(field, type="quantitative", scale=scale, axis=None)


def _down() -> alt.Y:
    import altair as alt

    scale = alt.Scale(padding=0.1, rangeMin=HEAD, rangeMax=alt.expr(f"height - {FOOT}"))
    return alt.Y("row", type="nominal", sort="ascending", scale=scale, axis=None)


def _bars() -> list[alt.Chart]:
    import altair as alt

    low = alt.expr(f"{WIDE} ? 0 : 6")
    base = alt.Chart(named("bars")).encode(x=_across("zero"), x2="x", y=_down(), color=tone_fill())
    broad, narrow = (base.transform_filter(f"datum.broad == {yes}") for yes in ("true", "false"))
    return [
        broad.mark_bar(height=15, opacity=0.4, cornerRadius=2, tooltip=None, yOffset=low),
        narrow.mark_bar(height=7, cornerRadius=1, tooltip=None, yOffset=low),
    ]


def _words() -> list[alt.Chart]:
    import altair as alt

    base = alt.Chart(named("names")).encode(y=_down())
    raised = alt.expr(f"{WIDE} ? 0 : -9")
    name = ink(dy=raised, limit=alt.expr(f"{WIDE} ? {LEFT} - 14 : width - 110"))
    weight = ink(11, align="right", dy=raised, opacity=FAINT)
    hover = base.mark_bar(opacity=0).encode(
        x=alt.value(0),
        x2=alt.value(alt.expr("width")),
        tooltip=tooltip({"name": "Metric", "told": "Weight and change"}),
    )
    return [
        base.mark_text(**name).encode(x=alt.value(0), text="name:N"),
        base.mark_text(**weight).encode(x=alt.value(alt.expr("width")), text="weight:N"),
        hover,
    ]


def _ticks() -> list[alt.Chart]:
    import altair as alt

    low, bottom = alt.value(alt.expr(f"height - {FOOT}")), alt.value(alt.expr("height - 9"))
    ticks = alt.Chart(named("ticks")).encode(x=_across("x"))
    return [
        ticks.mark_rule(color=PAGE, opacity=0.15, tooltip=None).encode(y=alt.value(HEAD), y2=low),
        ticks.mark_text(**ink(11, align="center", opacity=FAINT)).encode(y=bottom, text="text:N"),
    ]


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    layers = alt.layer(*_ticks(), *_bars(), *_words())
    return finished("tornado", layers, ("bars", "names", "ticks"), HEIGHT, WORDS)
