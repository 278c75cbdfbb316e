"""One account's score adds up before the eye: points won, points lost, then the total."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.style import (
    FAINT,
    NAME_LIMIT,
    PAGE,
    finished,
    ink,
    named,
    tone_fill,
    tooltip,
)
from scoring.output.charts.tones import ToneName

Kind: TypeAlias = Literal["won", "lost", "adjustment", "pulse", "cap", "total", "pin"]

Step: TypeAlias = tuple[str, float, float, Kind, str]
"""Label of the row, start and end on the score axis 0 … 100, kind, text such as "12.4"."""

Part: TypeAlias = tuple[str, float, float, tuple[float, float] | None]
"""A metric's label, its points won and lost, and both as they are printed; None if left out."""

HEIGHT: Final = 300
STEP: Final = 27
LETTER: Final = 4.0
"""Points of the axis that a letter of a band's name takes on a phone."""
GUTTER: Final = 88
"""Two columns of figures at the right: what counts, and what was lost."""

KINDS: Final[dict[Kind, str]] = {
    "won": "points won",
    "lost": "points lost",
    "adjustment": "adjustment",
    "pulse": "pulse of the CSM",
    "cap": "cap",
    "total": "score",
    "pin": "band set by the CSM, whatever the score",
}
TONES_OF: Final[dict[Kind, ToneName]] = {
    "won": "accent",
    "lost": "accent",
    "adjustment": "kept",
    "pulse": "watch",
    "cap": "bad",
    "total": "none",
    "pin": "none",
}

WORDS: Final = (
    "Waterfall of one account's score from 0 to 100: a row for each metric with the points won as "
    "a solid bar and the points lost as an outlined one, then adjustments, the pulse, caps, the "
    "total and, as a layer of its own, a band that was pinned."
)


def height(count: int) -> int:
    """The pixels that suit a number of different row labels."""
    return max(3, count) * STEP + 44


def stacked(parts: Sequence[Part]) -> list[Step]:
    """The steps of parts laid end to end: each row starts where the last one's points won end."""
    steps: list[Step] = []
    start = 0.0
    for label, won, lost, printed in parts:
        end = start + won
        if printed is None:
            steps.append((label, start, end, "won", "–"))
            continue
        won_text, lost_text = (f"{points:.1f}" for points in printed)
        steps.append((label, start, end, "won", won_text))
        if printed[1] > 0:
            steps.append((label, end, end + lost, "lost", f"−{lost_text}"))
        start = end
    return steps


def rows(
    steps: Sequence[Step],
    total_tone: ToneName = "none",
    cuts: Sequence[tuple[str, float]] = (),
    pin_tone: ToneName = "none",
) -> Datasets:
    """The data sets of the steps, drawn in their order, and of the cuts (band name, score).

    The total and a pin take the tones of their bands.
    """
    found: list[Row] = []
    for label, start, end, kind, text in steps:
        low, high = sorted((max(0.0, min(100.0, start)), max(0.0, min(100.0, end))))
        tone = total_tone if kind == "total" else pin_tone if kind == "pin" else TONES_OF[kind]
        span: Row = {"label": label, "low": low, "high": high, "kind": kind, "tone": tone}
        found.append({**span, "text": text, "what": KINDS[kind]})
    return {"steps": found, "cuts": _labelled(cuts)}


def _labelled(cuts: Sequence[tuple[str, float]]) -> list[Row]:
    """The cuts from the lowest up; a name that would run into the one before stands higher."""
    found: list[Row] = []
    reach, low = -math.inf, False
    for band, at in sorted(cuts, key=lambda cut: cut[1]):
        low = at >= reach or not low
        found.append({"at": at, "band": band, "level": 0 if low else 1})
        reach = at + len(band) * LETTER
    return found


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    steps = [
        *stacked([("Logins", 10.0, 10.0, (10.0, 10.0))]),
        ("Score", 0.0, 10.0, "total", "10.0"),
    ]
    return rows(steps, "bad", [("Green", 70.0)]), rows([])


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    right = alt.expr(f"width - {GUTTER}")
    scale = alt.Scale(domain=[0, 100], nice=False, rangeMin=0, rangeMax=right)
    marks = alt.Axis(grid=False, title=None, values=[0, 25, 50, 75, 100], labelPadding=6)
    names = alt.Axis(
        title=None,
        labelLimit=NAME_LIMIT,
        labelPadding=10,
        labelFontWeight=alt.expr("datum.index === 1 ? 600 : 400"),
    )
    x = alt.X("low", type="quantitative", scale=scale, axis=marks)
    y = alt.Y("label", type="nominal", sort=None, axis=names, scale=alt.Scale(padding=0.22))
    base = alt.Chart(named("steps"))
    lost = "(datum.kind == 'lost' || datum.kind == 'pin')"
    words = tooltip({"label": "Metric", "what": "What", "text": "Points"})
    solid = base.transform_filter(f"!({lost})").mark_rect(cornerRadius=2)
    pale = base.transform_filter(lost).mark_rect(
        cornerRadius=2, fillOpacity=0.16, strokeOpacity=0.8, strokeWidth=1, strokeDash=[3, 2]
    )
    bars = [
        solid.encode(x=x, x2="high", y=y, color=tone_fill(), tooltip=words),
        pale.encode(x=x, x2="high", y=y, fill=tone_fill(), stroke=tone_fill(), tooltip=words),
    ]
    figures = [
        base.transform_filter(test)
        .mark_text(**ink(12, align="right", opacity=opacity))
        .encode(x=alt.value(alt.expr(f"width - {left}")), y=y, text="text:N")
        for test, opacity, left in ((f"!({lost})", 1, 44), (lost, FAINT, 0))
    ]
    lines, *bands = _cut_marks(alt.X("at", type="quantitative", scale=scale, axis=marks))
    layers = alt.layer(lines, *bars, *figures, *bands)
    return finished("waterfall", layers, ("steps", "cuts"), HEIGHT, WORDS)


def _cut_marks(at: Any) -> list[Any]:
    """The rule of each cut, and its band's name in one of two rows above the bars."""
    import altair as alt

    cuts = alt.Chart(named("cuts")).encode(x=at)
    lines = cuts.mark_rule(color=PAGE, strokeDash=[3, 3], opacity=0.45, tooltip=None)
    names = [
        cuts.transform_filter(f"datum.level == {level}")
        .mark_text(**ink(11, dx=3, opacity=FAINT))
        .encode(y=alt.value(-5 - 13 * level), text=alt.Text("band", type="nominal"))
        for level in (0, 1)
    ]
    return [lines, *names]
