"""Month by month, stacked columns show which share of the book each band holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.month_axis import month_axis
from scoring.output.charts.saved_marks import DATA, Saved, saved_marks, saved_rows
from scoring.output.charts.style import finished, ink, named, position, tone_fill, tooltip
from scoring.output.charts.tones import TONES, ToneName
from scoring.output.figures import share

if TYPE_CHECKING:
    pass

Series: TypeAlias = tuple[str, ToneName, Sequence[float], Sequence[str]]
"""Band name, tone, one value ≥ 0 a month, and one text a month ("182 accounts", "$1.2M")."""

HEIGHT: Final = 220
GUTTER: Final = 118
NEAREST: Final = 0.085
"""Labels at the right keep this distance, as a share of the height."""

WORDS: Final = (
    "Stacked columns, one a month: the share of each band, worst band at the bottom. The labels at "
    "the right name the bands and their shares in the last month. A small mark stands over each "
    "month in which a version of the card was saved."
)


def spread(places: Sequence[float]) -> list[float]:
    """Move ascending places (0 … 1) as little as needed so that neighbours do not touch."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + NEAREST) if moved else max(place, NEAREST / 2))
    limit = 1 - NEAREST / 2
    for index in reversed(range(len(moved))):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - NEAREST
    return moved


def rows(months: Sequence[str], bands: Sequence[Series], saved: Sequence[Saved] = ()) -> Datasets:
    """The data sets of months (YYYY-MM, ascending) and of bands in card order, best first.

    Values may be accounts or ARR: the chart shows shares and the texts say the values.
    """
    columns: list[Row] = []
    ends: list[tuple[str, ToneName, float, float]] = []
    for place, month in enumerate(months):
        total = sum(values[place] for _, _, values, _ in bands)
        floor, ends = 0.0, []
        for band, tone, values, texts in reversed(bands):
            part = values[place] / total if total > 0 else 0.0
            span: Row = {"month": month, "low": floor, "high": floor + part}
            words: Row = {
                "band": band,
                "tone": tone,
                "text": f"{texts[place]} · {share(part, 1.0)}",
            }
            columns.append({**span, **words})
            ends.append((band, tone, floor + part / 2, part))
            floor += part
    places = spread([middle for _, _, middle, _ in ends])
    labels: list[Row] = [
        {"y": place, "text": f"{band} {share(part, 1.0)}", "tone": tone, "sign": TONES[tone].sign}
        for place, (band, tone, _, part) in zip(places, ends, strict=True)
    ]
    return {"months": columns, "labels": labels, DATA: saved_rows(saved, months)}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    green: Series = ("Green", "good", [4.0, 3.0], ["4 accounts", "3 accounts"])
    saved = [("2025-02", "Version 2")]
    return rows(["2025-01", "2025-02"], [green], saved), rows([], [])


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    across = month_axis(GUTTER, 0.12)
    months = (
        alt.Chart(named("months"))
        .transform_filter("datum.high > datum.low")
        .transform_calculate(when="utcFormat(toDate(datum.month + '-01'), '%B %Y')")
        .encode(
            x=across,
            y=position("y", "low", 0, 1),
            y2="high",
        )
    )
    columns = months.mark_bar(y2Offset=-1, tooltip=None).encode(color=tone_fill())
    hover = months.mark_bar(opacity=0, width=alt.expr("bandwidth('x') * 1.12")).encode(
        tooltip=tooltip({"when": "Month", "band": "Band", "text": "Share"})
    )
    base = alt.Chart(named("labels"))
    y = position("y", "y", 0, 1)
    right = alt.value(alt.expr(f"width - {GUTTER}"))
    signs = base.mark_text(align="left", baseline="middle", dx=10, fontSize=11, tooltip=None)
    texts = base.mark_text(**ink(12, dx=25, limit=GUTTER - 25))
    layers = alt.layer(
        columns,
        hover,
        saved_marks(across),
        signs.encode(x=right, y=y, text="sign:N", color=tone_fill()),
        texts.encode(x=right, y=y, text="text:N"),
    )
    return finished("band_trend", layers, ("months", "labels", DATA), HEIGHT, WORDS)
