"""A measure of words shows each word's share, kept against lost, with the points it earns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.style import finished, named, tooltip
from scoring.output.charts.tones import TONES

HEIGHT: Final = 110

NOTHING: Final[Row] = {"label": "", "kept": 0, "lost": 0} | dict.fromkeys(
    ("kept_text", "lost_text", "points_text"), "–"
)
"""What stands for no data at all: an axis needs one number."""

WORDS: Final = (
    "Pairs of small columns, one pair a category: grey for the kept accounts, purple for the lost "
    "ones, each as a share of its group. The blue number above is the points of the category."
)


def rows(
    labels: Sequence[str],
    kept: Sequence[int],
    lost: Sequence[int],
    points: Sequence[float | None] = (),
) -> Datasets:
    """The data set of the counts by category; points 0 … 100 or None where the card has none.

    Raises ValueError if labels, kept and lost differ in length.
    """
    all_kept, all_lost = max(1, sum(kept)), max(1, sum(lost))
    found: list[Row] = []
    for place, (label, stayed, left) in enumerate(zip(labels, kept, lost, strict=True)):
        earned = points[place] if place < len(points) else None
        row: Row = {"label": label, "kept": stayed / all_kept, "lost": left / all_lost}
        words: Row = {
            "kept_text": f"{stayed / all_kept:.1%} ({stayed:,})",
            "lost_text": f"{left / all_lost:.1%} ({left:,})",
            "points_text": "–" if earned is None else f"{earned:.0f}",
        }
        found.append({**row, **words})
    return {"categories": found or [NOTHING]}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    return rows(["a", "b"], [1, 2], [3, 4], [50, None]), rows([], [], [])


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    axis = alt.Axis(
        title=None,
        labelAngle=0,
        labelPadding=4,
        labelFontSize=11,
        labelOverlap=False,
        labelLimit=alt.expr("bandwidth('x') * 1.1"),
    )
    band = alt.Scale(paddingInner=0.35, paddingOuter=0.1)
    share = alt.Scale(nice=False, zero=True, rangeMin=alt.expr("height"), rangeMax=22)
    x = alt.X("label", type="nominal", sort=None, axis=axis, scale=band)
    base = alt.Chart(named("categories"))
    half = "min(bandwidth('x') / 2, 28)"
    columns = [
        base.mark_bar(
            color=colour,
            opacity=opacity,
            width=alt.expr(f"{half} - 1"),
            xOffset=alt.expr(f"{sign} * {half} / 2"),
            cornerRadiusTopLeft=2,
            cornerRadiusTopRight=2,
            tooltip=None,
        ).encode(x=x, y=alt.Y(field, type="quantitative", scale=share, axis=None, stack=None))
        for field, colour, opacity, sign in (
            ("kept", TONES["kept"].colour, 0.75, -1),
            ("lost", TONES["churned"].colour, 1, 1),
        )
    ]
    earned = base.mark_text(
        fontSize=11, fontWeight=600, color=TONES["accent"].colour, baseline="top", tooltip=None
    ).encode(x=x, y=alt.value(2), text="points_text:N")
    words = {"label": "Value", "kept_text": "Kept", "lost_text": "Lost", "points_text": "Points"}
    hover = base.mark_bar(opacity=0, width=alt.expr("bandwidth('x')")).encode(
        x=x, y=alt.value(0), y2=alt.value(alt.expr("height")), tooltip=tooltip(words)
    )
    layers = alt.layer(*columns, earned, hover)
    return finished("measure_categories", layers, ("categories",), HEIGHT, WORDS)
