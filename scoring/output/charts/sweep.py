"""Every cut at once: how many lost accounts it would have caught, and how many kept ones flagged.

The score axis runs from `GUTTER` pixels after the left edge of the chart to `RIGHT` pixels before
its right one, whatever its width, so that a handle can be laid over it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.style import (
    FAINT,
    PAGE,
    finished,
    ink,
    named,
    position,
    tone_fill,
    tooltip,
)
from scoring.output.charts.tones import TONES, ToneName

if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True, slots=True)
class Point:
    """What a cut flags: all scores below it.

    `caught` and `flagged` are shares, 0 … 1, of the lost and of the kept accounts; the texts say
    the counts, such as "35 of 60". `low` and `high` are the interval of `caught`, if there is one.
    """

    cut: float
    caught: float
    flagged: float
    caught_text: str
    flagged_text: str
    low: float | None = None
    high: float | None = None


HEIGHT: Final = 260
GUTTER: Final = 44
RIGHT: Final = 12
"""Pixels left and right of the score axis, the same at every width."""
HEAD: Final = 30
"""Pixels above the share of 100%, for the name of the band."""
FOOT: Final = 32
"""Pixels below the share of 0%, for the label of a low one."""

ROOM: Final = 106
"""Pixels that a label at a line needs beside it."""
NEAR: Final = 0.1
LOWEST: Final = -0.09
"""From a dot to the middle of its label, and the lowest middle, as shares of the axis."""
ACROSS: Final = f"(width - {GUTTER + RIGHT})"
GROUND: Final = f"(height - {FOOT})"

LOST: Final = TONES["churned"].colour
KEPT: Final = TONES["kept"].colour

WORDS: Final = (
    "Two lines over the cut from 0 to 100 points: the share of lost accounts that the cut would "
    "have caught, and the share of kept accounts that it would have flagged. An upright line "
    "marks the current cut, with both shares."
)


def rows(
    points: Sequence[Point], now: Point | None = None, band: str = "", tone: ToneName = "bad"
) -> Datasets:
    """The data sets of the lines, of the current cut, and of the fixed share axis.

    Input: the points in any order; the current cut with its own exact figures; the name and the
    tone of the band below it.
    """
    ordered = sorted(points, key=lambda point: point.cut)
    cuts = [point.cut for point in ordered]
    ends = [0.0, *((one + other) / 2 for one, other in pairwise(cuts)), 100.0]
    lines = [
        {"start": ends[place], "end": ends[place + 1], **_told(point)}
        for place, point in enumerate(ordered)
    ]
    cut: list[Row] = []
    if now is not None:
        name = f"{TONES[tone].sign} {band} below {round(now.cut, 1):g}"
        above, below = label_places(now.caught, now.flagged)
        marks: Row = {"low": now.low, "high": now.high, "above": above, "below": below}
        cut.append({**_told(now), **marks, "zero": 0, "tone": tone, "band": name})
    shares: list[Row] = [{"y": share / 100, "text": f"{share}%"} for share in (0, 50, 100)]
    return {"points": lines, "cut": cut, "frame": shares}


def label_places(caught: float, flagged: float) -> tuple[float, float]:
    """The middles of both labels: above the one dot and below the other, never one on the other."""
    above = min(caught + NEAR, 1 - NEAR)
    return above, max(min(flagged - NEAR, above - 2 * NEAR), LOWEST)


def _told(point: Point) -> Row:
    """A point as numbers for the lines and as texts for its labels and for the pointer."""
    shares: Row = {"at": point.cut, "caught": point.caught, "flagged": point.flagged}
    words: Row = {"score": f"{round(point.cut, 1):g} points"}
    for field, share, count, what in (
        ("caught", point.caught, point.caught_text, "of lost caught"),
        ("flagged", point.flagged, point.flagged_text, "of kept flagged"),
    ):
        words |= {f"{field}_label": f"{share:.0%} {what}", f"{field}_text": count}
        words |= {f"{field}_words": f"{share:.0%} · {count}"}
    return {**shares, **words}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    points = [
        Point(cut, cut / 100, cut / 200, "6 of 12", "30 of 120", 0.3, 0.7) for cut in (0.0, 50.0)
    ]
    return rows(points, points[1], "Red"), rows([])


def across(field: str) -> alt.X:
    """The score axis 0 … 100, the same for every layer and at every width."""
    import altair as alt

    right = alt.expr(f"width - {RIGHT}")
    scale = alt.Scale(domain=[0, 100], nice=False, rangeMin=GUTTER, rangeMax=right)
    last = "datum.value == 100 ? '100 points' : datum.label"
    axis = alt.Axis(
        grid=False, title=None, values=[0, 25, 50, 75, 100], labelExpr=last, labelPadding=6
    )
    return alt.X(field, type="quantitative", scale=scale, axis=axis)


def upwards(field: str) -> Any:
    """The share axis 0 … 1, below the head."""
    import altair as alt

    return position("y", field, 0, 1, rangeMin=alt.expr(GROUND), rangeMax=HEAD)


def _frame() -> list[alt.Chart]:
    """The shares at the left and faint lines at their height."""
    import altair as alt

    base = alt.Chart(named("frame")).encode(y=upwards("y"))
    line = base.mark_rule(color=PAGE, opacity=0.14, tooltip=None)
    text = base.mark_text(**ink(11, align="right", opacity=FAINT))
    right = alt.value(alt.expr(f"width - {RIGHT}"))
    return [
        line.encode(x=alt.value(GUTTER), x2=right),
        text.encode(x=alt.value(GUTTER - 8), text="text:N"),
    ]


def _lines() -> list[alt.Chart]:
    """Both lines, and an unseen column a cut so that the pointer finds its figures."""
    import altair as alt

    base = alt.Chart(named("points"))
    words = {"score": "Cut", "caught_words": "Lost, caught", "flagged_words": "Kept, flagged"}
    unseen = base.mark_rect(opacity=0).encode(
        x=across("start"),
        x2="end",
        y=alt.value(HEAD),
        y2=alt.value(alt.expr(GROUND)),
        tooltip=tooltip(words),
    )
    drawn = [
        base.mark_line(color=colour, strokeWidth=2.5, tooltip=None).encode(
            x=across("at"), y=upwards(field)
        )
        for field, colour in (("flagged", KEPT), ("caught", LOST))
    ]
    return [*drawn, unseen]


def _cut() -> list[alt.Chart]:
    """The current cut: its zone, its line, the name of its band, and the interval."""
    import altair as alt

    base = alt.Chart(named("cut")).encode(x=across("at"))
    low = alt.value(alt.expr(GROUND))
    left = f"datum.at / 100 * {ACROSS} > length(datum.band) * 6.2"
    side: dict[str, Any] = {
        "align": alt.expr(f"{left} ? 'right' : 'left'"),
        "dx": alt.expr(f"{left} ? -7 : 7"),
    }
    zone = base.mark_rect(opacity=0.08, tooltip=None)
    line = base.mark_rule(color=PAGE, strokeWidth=1.5, opacity=0.7, tooltip=None)
    whisker = base.transform_filter("datum.low != null").mark_rule(
        color=LOST, strokeWidth=5, opacity=0.4, tooltip=None
    )
    return [
        zone.encode(x=across("zero"), x2="at", y=alt.value(HEAD), y2=low, color=tone_fill()),
        line.encode(y=alt.value(4), y2=low),
        base.mark_text(**ink(**side)).encode(
            y=alt.value(11), text=alt.Text("band", type="nominal")
        ),
        whisker.encode(y=upwards("low"), y2="high"),
    ]


def _labels() -> list[alt.Chart]:
    """The shares at the current cut: caught above and left of its dot, flagged below and right."""
    import altair as alt

    base = alt.Chart(named("cut")).encode(x=across("at"))
    place = f"datum.at / 100 * {ACROSS}"
    left_of = {"caught": f"{place} > {ROOM}", "flagged": f"{ACROSS} - {place} < {ROOM}"}
    found: list[alt.Chart] = []
    for field, colour, place_of in (("caught", LOST, "above"), ("flagged", KEPT, "below")):
        left = left_of[field]
        # Right of its dot the upper label would lie on its own line, which rises.
        lift = 0 if field == "flagged" else -24
        side: dict[str, Any] = {
            "align": alt.expr(f"{left} ? 'right' : 'left'"),
            "dx": alt.expr(f"{left} ? -9 : 9"),
        }
        share, count = (
            base.mark_text(
                **ink(size, dy=alt.expr(f"({left} ? 0 : {lift}) + {dy}"), **side, **look)
            )
            for size, dy, look in ((12, -7, {"fontWeight": 600}), (11, 7, {"opacity": FAINT}))
        )
        dot = base.mark_point(color=colour, filled=True, size=70, opacity=1, tooltip=None)
        label = {"y": upwards(place_of)}
        found += [
            dot.encode(y=upwards(field)),
            share.encode(text=f"{field}_label:N", **label),
            count.encode(text=f"{field}_text:N", **label),
        ]
    return found


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    zone, *cut = _cut()
    layers = alt.layer(zone, *_frame(), *_lines(), *cut, *_labels())
    return finished("sweep", layers, ("points", "cut", "frame"), HEIGHT, WORDS)
