"""A measure's real values, kept against lost, lie under the curve that turns them into points."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import ArrayLike

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.style import NUMBER_LABEL, finished, named, position, tooltip
from scoring.output.charts.tones import TONES

if TYPE_CHECKING:
    import altair as alt

HEIGHT: Final = 90

WORDS: Final = (
    "Small histogram of a measure: grey columns are the kept accounts, narrow purple columns the "
    "lost ones, each as a share of its group. The blue line shows the points from 0 to 100."
)


def binned(
    kept: ArrayLike, lost: ArrayLike, count: int = 20
) -> tuple[list[float], list[int], list[int]]:
    """Edges (count + 1) and the counts of both groups; nulls are left out.

    The bins span the 1st to the 99th percentile of both groups together and what lies outside
    is counted in the outermost bin. Without any value all three lists are empty.
    """
    groups = [np.asarray(group, dtype=np.float64) for group in (kept, lost)]
    groups = [group[np.isfinite(group)] for group in groups]
    both = np.concatenate(groups)
    if both.size == 0:
        return [], [], []
    low, high = (float(value) for value in np.quantile(both, [0.01, 0.99]))
    if low == high:
        low, high = float(both.min()), float(both.max())
    if low == high:
        low, high = low - 0.5, high + 0.5
    edges = np.linspace(low, high, count + 1)
    stayed, left = (np.histogram(np.clip(group, low, high), edges)[0] for group in groups)
    return edges.tolist(), stayed.tolist(), left.tolist()


def clipped(x: Sequence[float], points: Sequence[float], low: float, high: float) -> list[Row]:
    """The curve between low and high, continued level to both ends: the axis holds still."""
    if not len(x):
        return [{"x": at, "points": None} for at in (low, high)]
    inside = [place for place in range(len(x)) if low < x[place] < high]
    ends = np.interp([low, high], x, points).tolist()
    xs = [low, *(float(x[place]) for place in inside), high]
    ys = [ends[0], *(float(points[place]) for place in inside), ends[1]]
    return [{"x": at, "points": value} for at, value in zip(xs, ys, strict=True)]


def number(value: float) -> str:
    """A raw value in few digits: 0.25, 40, 1,500."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def rows(
    edges: Sequence[float],
    kept: Sequence[int],
    lost: Sequence[int],
    curve_x: Sequence[float] = (),
    curve_points: Sequence[float] = (),
) -> Datasets:
    """The data sets of binned counts and of the curve (x ascending, raw units; points 0 … 100).

    Without counts it is one empty bin, without a curve a line that is not drawn. Raises ValueError
    unless there is one edge more than counts.
    """
    if not len(kept):
        edges, kept, lost = (0.0, 1.0), (0,), (0,)
    if not len(edges) == len(kept) + 1 == len(lost) + 1:
        raise ValueError(f"{len(kept)} and {len(lost)} counts need one edge more, not {len(edges)}")
    all_kept, all_lost = max(1, sum(kept)), max(1, sum(lost))
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    points = np.interp(middles, curve_x, curve_points).tolist() if len(curve_x) else []
    bins: list[Row] = []
    for place, (stayed, left) in enumerate(zip(kept, lost, strict=True)):
        start, end = float(edges[place]), float(edges[place + 1])
        span: Row = {"start": start, "end": end, "range": f"{number(start)} – {number(end)}"}
        shares: Row = {"kept": stayed / all_kept, "lost": left / all_lost}
        words: Row = {
            "kept_text": f"{stayed / all_kept:.1%} ({stayed:,})",
            "lost_text": f"{left / all_lost:.1%} ({left:,})",
            "points_text": f"{points[place]:.0f}" if points else "–",
        }
        bins.append({**span, **shares, **words})
    curve = clipped(curve_x, curve_points, float(edges[0]), float(edges[-1]))
    return {"bins": bins, "curve": curve}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    return rows([0, 1, 2], [3, 4], [5, 6], [0, 2], [0, 100]), rows([], [], [])


def across(field: str) -> alt.X:
    """The axis of raw units, as wide as the data and no wider."""
    import altair as alt

    axis = alt.Axis(
        grid=False,
        title=None,
        tickCount=4,
        labelExpr=NUMBER_LABEL,
        labelPadding=4,
        labelFontSize=11,
    )
    scale = alt.Scale(nice=False, zero=False)
    return alt.X(field, type="quantitative", scale=scale, axis=axis)


def columns() -> list[alt.Chart]:
    """Wide columns for the kept accounts, and within them narrow ones for the lost."""
    import altair as alt

    scale = alt.Scale(nice=False, zero=True, rangeMin=alt.expr("height"), rangeMax=5)
    kept, lost = (
        alt.Y(field, type="quantitative", scale=scale, axis=None) for field in ("kept", "lost")
    )
    base = alt.Chart(named("bins")).encode(x=across("start"), x2="end", y2=alt.Y2Datum(0))
    width = "(scale('x', datum.end) - scale('x', datum.start))"
    left, right = alt.expr(f"0.3 * {width}"), alt.expr(f"-0.3 * {width} - 1")
    wide = base.mark_rect(color=TONES["kept"].colour, opacity=0.6, x2Offset=-1, tooltip=None)
    narrow = base.mark_rect(
        color=TONES["churned"].colour, xOffset=left, x2Offset=right, tooltip=None
    )
    return [wide.encode(y=kept), narrow.encode(y=lost)]


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    low = alt.expr("height")
    line = (
        alt.Chart(named("curve"))
        .mark_line(color=TONES["accent"].colour, strokeWidth=2, strokeJoin="round", tooltip=None)
        .encode(x=across("x"), y=position("y", "points", 0, 100, rangeMin=low, rangeMax=5))
    )
    words = {"range": "Value", "kept_text": "Kept", "lost_text": "Lost", "points_text": "Points"}
    hover = (
        alt.Chart(named("bins"))
        .mark_rect(opacity=0)
        .encode(
            x=across("start"), x2="end", y=alt.value(0), y2=alt.value(low), tooltip=tooltip(words)
        )
    )
    layers = alt.layer(alt.layer(*columns()), line, hover).resolve_scale(y="independent")
    return finished("measure_histogram", layers, ("bins", "curve"), HEIGHT, WORDS)
