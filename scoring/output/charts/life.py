"""One account month by month: its score as a line over its bands, and what happened beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.month_axis import month_axis
from scoring.output.charts.style import (
    FAINT,
    PAGE,
    finished,
    ink,
    named,
    tone_fill,
    tone_ink,
    tooltip,
)
from scoring.output.charts.tones import TONES, ToneName

HEIGHT: Final = 250
HEAD: Final = 12
FOOT: Final = 62
"""Pixels under the line for the band strip and the events."""
GUTTER: Final = 76
"""Pixels at the right for the names of the bands."""

SIGNS: Final[Mapping[str, str]] = {
    "end": "✕",
    "notice": "!",
    "flag": "▲",
    "cleared": "△",
    "renewal": "↻",
    "pulse": "✎",
    "touch": "•",
    "card": "◇",
    "start": "▸",
}
"""The sign of each sort of event; of several in a month the first in this order is drawn."""

WORDS: Final = (
    "One account over its last 24 months: a line of its score from 0 to 100 with the cuts between "
    "bands, a strip of its band in each month, and beneath it a sign for each month in which "
    "something happened."
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One month (YYYY-MM): score and its text, tone and name of the band, the events in words.

    `score` is None without one; `tone` is None where the account has no row.
    """

    month: str
    score: float | None
    text: str
    tone: ToneName | None
    band: str
    events: Sequence[tuple[str, str]] = ()


def rows(cells: Sequence[Cell], cuts: Sequence[tuple[str, float]] = ()) -> Datasets:
    """The data sets of the months in order, and of the cuts (band name, score), highest first."""
    found: list[Row] = []
    for cell in cells:
        sorts = {sort for sort, _ in cell.events}
        sign = next((s for sort, s in SIGNS.items() if sort in sorts), "")
        look = None if cell.tone is None else TONES[cell.tone]
        at: Row = {"month": cell.month, "score": cell.score, "text": cell.text, "band": cell.band}
        marks: Row = {"tone": cell.tone or "none", "sign": "" if look is None else look.sign}
        what = "; ".join(words for _, words in cell.events) or "–"
        found.append({**at, **marks, "known": look is not None, "event": sign, "what": what})
    marked: list[Row] = [{"at": at, "band": band} for band, at in cuts]
    return {"months": found, "cuts": marked}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    cells = [
        Cell("2026-01", 80.0, "80.0", "good", "Green"),
        Cell("2026-02", None, "–", "none", "Not scored", [("notice", "gave notice")]),
    ]
    return rows(cells, [("Green", 70.0)]), rows([])


def _upwards(field: str) -> Any:
    import altair as alt

    low = alt.expr(f"height - {FOOT}")
    scale = alt.Scale(domain=[0, 100], nice=False, zero=False, rangeMin=low, rangeMax=HEAD)
    return alt.Y(field, type="quantitative", scale=scale, axis=None)


def _cuts() -> list[Any]:
    """A faint line at each cut, its band's name at the right."""
    import altair as alt

    base = alt.Chart(named("cuts")).encode(y=_upwards("at"))
    right = alt.expr(f"width - {GUTTER}")
    return [
        base.mark_rule(color=PAGE, opacity=0.35, strokeDash=[3, 3], tooltip=None).encode(
            x=alt.value(0), x2=alt.value(right)
        ),
        base.mark_text(**ink(11, opacity=FAINT, dx=6, limit=GUTTER - 8)).encode(
            x=alt.value(right), text="band:N"
        ),
    ]


def _line(base: Any) -> list[Any]:
    """The score: a line that breaks where there is none, and a dot a month in its band's colour."""
    known = base.transform_filter("datum.score != null")
    return [
        base.mark_line(color=PAGE, opacity=0.55, strokeWidth=1.5, tooltip=None).encode(
            y=_upwards("score")
        ),
        known.mark_point(filled=True, opacity=1, size=46, tooltip=None).encode(
            y=_upwards("score"), color=tone_fill()
        ),
    ]


def _strip(base: Any) -> list[Any]:
    """A cell a month in the colour and with the sign of its band."""
    import altair as alt

    known = base.transform_filter("datum.known")
    top, middle, bottom = (alt.value(alt.expr(f"height - {n}")) for n in (48, 38, 28))
    sign = alt.expr("bandwidth('x') > 8 ? datum.sign : ''")
    return [
        known.mark_rect(cornerRadius=2, tooltip=None).encode(y=top, y2=bottom, color=tone_fill()),
        known.mark_text(
            color=tone_ink(), opacity=0.8, fontSize=11, text=sign, baseline="middle", tooltip=None
        ).encode(y=middle),
    ]


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    base = alt.Chart(named("months")).encode(x=month_axis(GUTTER, 0.1))
    words = {"when": "Month", "band": "Band", "text": "Score", "what": "What happened"}
    signs = base.mark_text(**ink(13, align="center", fontWeight=600)).encode(
        y=alt.value(alt.expr("height - 12")), text="event:N"
    )
    found = (
        base.transform_calculate(when="utcFormat(toDate(datum.month + '-01'), '%B %Y')")
        .mark_bar(opacity=0, width=alt.expr("bandwidth('x') * 1.1"))
        .encode(y=alt.value(0), y2=alt.value(alt.expr("height")), tooltip=tooltip(words))
    )
    layers = alt.layer(*_cuts(), *_line(base), *_strip(base), signs, found)
    return finished("life", layers, ("months", "cuts"), HEIGHT, WORDS)
