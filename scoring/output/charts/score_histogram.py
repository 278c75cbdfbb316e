"""Scores of kept accounts stand above the line, those of lost accounts hang below it.

Both sides count in shares of their own group, so that sixty lost accounts can be compared with
twelve hundred kept ones; the ceiling moves in steps, so that the columns hold still.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.style import (
    CHARACTER,
    FAINT,
    PAGE,
    ceiling,
    finished,
    ink,
    named,
    tone_fill,
    tooltip,
)
from scoring.output.charts.tones import TONES, ToneName

if TYPE_CHECKING:
    import altair as alt

Cut: TypeAlias = tuple[str, ToneName, float, float]
"""Band name, tone, lowest and highest score of the band, 0 … 100."""

BINS: Final = 20
WIDTH: Final = 5
"""Twenty bins of five points."""

HEIGHT: Final = 230
GUTTER: Final = 52
WORDS: Final = (
    "Histogram of scores from 0 to 100 in steps of 5: kept accounts as columns upwards, coloured "
    "by band, lost accounts as columns downwards. Vertical lines mark the cuts between bands."
)


def tone_at(score: float, cuts: Sequence[Cut]) -> ToneName:
    """The tone of the band that holds a score; "kept" where no band does."""
    held = (tone for _, tone, low, high in cuts if low <= score < high)
    return next(held, "kept")


def bins(kept: Sequence[int], lost: Sequence[int], cuts: Sequence[Cut]) -> list[Row]:
    """One row a bin: shares of both groups (lost ones negative), tone, words."""
    all_kept, all_lost = max(1, sum(kept)), max(1, sum(lost))
    found: list[Row] = []
    for place, (stayed, left) in enumerate(zip(kept, lost, strict=True)):
        start = place * WIDTH
        words: Row = {
            "score": f"{start}–{start + WIDTH}",
            "kept_text": f"{stayed:,} · {stayed / all_kept:.1%}",
            "lost_text": f"{left:,} · {left / all_lost:.1%}",
        }
        place_of: Row = {"start": start, "end": start + WIDTH}
        shares: Row = {"kept": stayed / all_kept, "lost": -left / all_lost}
        found.append({**place_of, **shares, "tone": tone_at(start + WIDTH / 2, cuts), **words})
    return found


def rows(kept: Sequence[int], lost: Sequence[int], cuts: Sequence[Cut]) -> Datasets:
    """The data sets of twenty counts of kept and of lost accounts, and of the bands.

    Pass an empty sequence where there are no scores. The bands may come in any order. Raises
    ValueError if kept and lost differ in length.
    """
    empty = [0] * BINS
    columns = bins(list(kept) or empty, list(lost) or empty, cuts)
    top = ceiling([row["kept"] for row in columns])
    bottom = ceiling([-row["lost"] for row in columns])
    frame: list[Row] = [
        {"y": top, "zero": 0, "dy": -22, "text": "Kept", "count": f"{sum(kept):,}"},
        {"y": -bottom, "zero": 0, "dy": 11, "text": "Lost", "count": f"{sum(lost):,}"},
    ]
    bands: list[Row] = [
        {"at": low if low > 0 else None, "start": low, "end": high, "middle": (low + high) / 2}
        | {"band": band, "tone": tone, "sign": TONES[tone].sign, "cut": f"{round(low, 1):g}"}
        for band, tone, low, high in cuts
    ]
    return {"bins": columns, "cuts": bands, "frame": frame}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    cuts: list[Cut] = [("Green", "good", 70.0, 100.0), ("Red", "bad", 0.0, 70.0)]
    return rows([1] * BINS, [2] * BINS, cuts), rows([], [], [])


def across(field: str) -> alt.X:
    """The score axis 0 … 100, the same for every layer, right of the gutter with the words."""
    import altair as alt

    scale = alt.Scale(domain=[0, 100], nice=False, rangeMin=GUTTER, rangeMax=alt.expr("width"))
    last = "datum.value == 100 ? '100 points' : datum.label"
    axis = alt.Axis(
        grid=False, title=None, values=[0, 25, 50, 75, 100], labelExpr=last, labelPadding=6
    )
    return alt.X(field, type="quantitative", scale=scale, axis=axis)


def upwards(field: str) -> alt.Y:
    """The share axis: no labels, only as high as the frame says."""
    import altair as alt

    scale = alt.Scale(nice=False, zero=False, rangeMin=alt.expr("height"), rangeMax=30)
    return alt.Y(field, type="quantitative", scale=scale, axis=None)


def columns() -> list[alt.Chart]:
    """The columns above and below the line."""
    import altair as alt

    base = alt.Chart(named("bins")).encode(x=across("start"), x2="end", y2=alt.Y2Datum(0))
    bare = base.mark_rect(xOffset=1, x2Offset=-1, tooltip=None)
    lost = base.mark_rect(xOffset=1, x2Offset=-1, tooltip=None, color=TONES["churned"].colour)
    return [bare.encode(y=upwards("kept"), color=tone_fill()), lost.encode(y=upwards("lost"))]


def hovered() -> alt.Chart:
    """An unseen column of full height a bin, so that the pointer finds thin columns too."""
    import altair as alt

    words = tooltip({"score": "Score", "kept_text": "Kept", "lost_text": "Lost"})
    base = alt.Chart(named("bins")).mark_rect(opacity=0)
    low = alt.value(alt.expr("height"))
    unseen: alt.Chart = base.encode(
        x=across("start"), x2="end", y=alt.value(0), y2=low, tooltip=words
    )
    return unseen


def bands() -> list[alt.Chart]:
    """The cut lines with their scores, and above them the sign and the name of each band."""
    import altair as alt

    base = alt.Chart(named("cuts"))
    inner = base.transform_filter("datum.at != null").encode(x=across("at"))
    span = f"(datum.end - datum.start) / 100 * (width - {GUTTER})"
    fits = f"{span} > length(datum.band) * {CHARACTER} + 22"
    left = f"{fits} ? -3.2 * length(datum.band) - 1 : 0"
    line = inner.mark_rule(color=PAGE, opacity=0.45, strokeDash=[3, 3], tooltip=None)
    score = inner.mark_text(**ink(11, align="center", opacity=FAINT))
    name = base.mark_text(**ink(align="center", dx=7), text=alt.expr(f"{fits} ? datum.band : ''"))
    sign = base.mark_text(align="center", baseline="middle", fontSize=11, dx=alt.expr(left))
    top, middle = alt.value(6), across("middle")
    return [
        line.encode(y=alt.value(25), y2=alt.value(alt.expr("height"))),
        score.encode(y=alt.value(17), text=alt.Text("cut", type="nominal")),
        name.encode(x=middle, y=top),
        sign.encode(x=middle, y=top, color=tone_fill(), text=alt.Text("sign", type="nominal")),
    ]


def frame() -> list[alt.Chart]:
    """The ground line, the words of both sides, and two unseen points that hold the axis."""
    import altair as alt

    base = alt.Chart(named("frame"))
    right = alt.value(alt.expr("width"))
    ground = base.mark_rule(color=PAGE, opacity=0.35, tooltip=None)
    words = base.mark_text(**ink(dy=alt.expr("datum.dy")))
    counts = base.mark_text(**ink(11, dy=alt.expr("datum.dy + 14"), opacity=FAINT))
    return [
        base.mark_point(opacity=0, tooltip=None).encode(x=alt.value(0), y=upwards("y")),
        ground.encode(x=alt.value(GUTTER), x2=right, y=upwards("zero")),
        words.encode(x=alt.value(0), y=upwards("zero"), text=alt.Text("text", type="nominal")),
        counts.encode(x=alt.value(0), y=upwards("zero"), text=alt.Text("count", type="nominal")),
    ]


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    layers = alt.layer(*columns(), *frame(), *bands(), hovered())
    return finished("score_histogram", layers, ("bins", "cuts", "frame"), HEIGHT, WORDS)
