"""The price of earliness: how well the card ranks accounts by how long before the loss it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.style import FAINT, PAGE, finished, ink, named, tooltip
from scoring.output.charts.tones import TONES

if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True, slots=True)
class Point:
    """The ranking power, 0 … 1, at a lead of so many months, with its interval.

    `power` is None where the losses are too few, and `text` says so; otherwise it is such as
    "0.80 [0.74, 0.85]". `losses` is how many losses it rests on; `chosen` marks the lead in use.
    """

    lead: int
    power: float | None
    low: float | None
    high: float | None
    losses: int
    text: str
    chosen: bool = False


HEIGHT: Final = 250
GUTTER: Final = 52
RIGHT: Final = 34
"""Pixels left of the first lead and right of the last."""
HEAD: Final = 22
FOOT: Final = 50
"""Pixels above a ranking power of 1 and below the lowest, for two rows of figures."""
FLOORS: Final = (0.4, 0.2, 0.0)
"""The steps in which the lower end of the axis moves."""

WORDS: Final = (
    "A line of the ranking power by lead: how often a lost account scored worse than a kept one, "
    "looked at so many months before. A pale band is the interval; a dashed line marks one half, "
    "which is chance. Beneath each lead stands the number of losses."
)


def floor(powers: Sequence[float]) -> float:
    """The highest step of the axis that holds every ranking power."""
    lowest = min(powers, default=0.5)
    return next((step for step in FLOORS if step <= lowest), 0.0)


def rows(points: Sequence[Point]) -> Datasets:
    """The data sets of the leads, ascending, and of the axis."""
    ordered = sorted(points, key=lambda point: point.lead)
    found: list[Row] = []
    for point in ordered:
        last = len(ordered) > 1 and point is ordered[-1]
        ends = [end for end in (point.high, point.power, 0.5) if end is not None]
        figures: Row = {"lead": point.lead, "power": point.power, "label_at": ends[0]}
        span: Row = {"low": point.low, "high": point.high, "chosen": point.chosen}
        words: Row = {
            "label": "–" if point.power is None else f"{100 * point.power:.0f}%",
            "axis": f"{point.lead} months" if last else str(point.lead),
            "count": f"{point.losses:,}",
            "when": _when(point.lead),
            "text": point.text,
        }
        found.append({**figures, **span, **words})
    bottom = floor(
        [end for point in ordered for end in (point.low, point.power) if end is not None]
    )
    frame: list[Row] = [
        {"y": 1.0, "text": "100%", "line": False},
        {"y": 0.5, "text": "50%", "line": True},
        {"y": bottom, "text": "", "line": False},
    ]
    return {"points": found, "frame": frame}


def _when(lead: int) -> str:
    """A lead in words."""
    if not lead:
        return "no lead"
    return f"{lead} month{'s' * (lead != 1)} ahead"


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    points = [
        Point(0, 0.87, 0.82, 0.91, 60, "0.87 [0.82, 0.91]"),
        Point(3, None, None, None, 7, "fewer than 8 losses", chosen=True),
    ]
    return rows(points), rows([])


def _across(field: str = "lead") -> alt.X:
    """The leads, evenly by the month."""
    import altair as alt

    right = alt.expr(f"width - {RIGHT}")
    scale = alt.Scale(nice=False, zero=False, rangeMin=GUTTER, rangeMax=right)
    return alt.X(field, type="quantitative", scale=scale, axis=None)


def _upwards(field: str) -> alt.Y:
    """The ranking power; the frame holds its ends."""
    import altair as alt

    low = alt.expr(f"height - {FOOT}")
    scale = alt.Scale(nice=False, zero=False, rangeMin=low, rangeMax=HEAD)
    return alt.Y(field, type="quantitative", scale=scale, axis=None)


def _frame() -> list[alt.Chart]:
    """Faint lines at 1 and between, the line of chance, and the words at their left."""
    import altair as alt

    base = alt.Chart(named("frame")).encode(y=_upwards("y"))
    right = alt.value(alt.expr("width"))
    text = ink(11, opacity=FAINT)
    return [
        *(
            base.transform_filter(f"datum.line == {line} && datum.text != ''")
            .mark_rule(color=PAGE, opacity=opacity, strokeDash=dash, tooltip=None)
            .encode(x=alt.value(GUTTER - 14), x2=right)
            for line, opacity, dash in (("false", 0.14, [1, 0]), ("true", 0.6, [3, 3]))
        ),
        base.mark_text(**text).encode(x=alt.value(0), text="text:N"),
        base.transform_filter("datum.line")
        .mark_text(**text, dy=14, text="chance")
        .encode(x=alt.value(0)),
    ]


def _curve() -> list[alt.Chart]:
    """The interval as a band, the line, a dot a lead, and its figure above."""
    import altair as alt

    base = alt.Chart(named("points")).encode(x=_across())
    colour = TONES["accent"].colour
    known = base.transform_filter("datum.power != null")
    whiskers = known.transform_filter("datum.low != null && datum.high != null")
    plain: dict[str, Any] = {"color": colour, "tooltip": None}
    figure = ink(
        alt.expr("datum.chosen ? 14 : width < 480 ? 11 : 12"),
        align="center",
        dy=-9,
        fontWeight=alt.expr("datum.chosen ? 700 : 400"),
    )
    return [
        base.mark_area(**plain, opacity=0.16).encode(y=_upwards("low"), y2="high"),
        base.mark_line(**plain, strokeWidth=2).encode(y=_upwards("power")),
        whiskers.mark_rule(**plain, opacity=0.5).encode(y=_upwards("low"), y2="high"),
        known.mark_point(
            **plain, filled=True, opacity=1, size=alt.expr("datum.chosen ? 130 : 60")
        ).encode(y=_upwards("power")),
        base.mark_text(**figure).encode(y=_upwards("label_at"), text="label:N"),
    ]


def _foot() -> list[alt.Chart]:
    """The leads and the number of losses beneath, and what the pointer finds."""
    import altair as alt

    base = alt.Chart(named("points")).encode(x=_across())
    lead, count = alt.value(alt.expr("height - 28")), alt.value(alt.expr("height - 10"))
    weight = alt.expr("datum.chosen ? 600 : 400")
    words = {"when": "Lead", "text": "Ranking power", "count": "Losses"}
    heads = alt.Chart(named("frame")).transform_filter("datum.line")
    head = ink(11, opacity=FAINT)
    return [
        base.mark_text(**ink(align="center", fontWeight=weight)).encode(y=lead, text="axis:N"),
        base.mark_text(**ink(11, align="center", opacity=FAINT)).encode(y=count, text="count:N"),
        heads.mark_text(**head, text="lead").encode(x=alt.value(0), y=lead),
        heads.mark_text(**head, text="losses").encode(x=alt.value(0), y=count),
        base.mark_bar(opacity=0, width=24).encode(
            y=alt.value(0), y2=alt.value(alt.expr("height")), tooltip=tooltip(words)
        ),
    ]


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    layers = alt.layer(*_frame(), *_curve(), *_foot())
    return finished("earliness", layers, ("points", "frame"), HEIGHT, WORDS)
