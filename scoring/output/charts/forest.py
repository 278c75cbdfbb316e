"""Rows of a name, a share with its interval, and words look alike in every chart of shares.

The name stands at the left and the words at the right; on a phone the words stand under the name.
The axis begins at 0 and ends at a ceiling that moves in steps or not at all, so it holds still.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from scoring.output.charts.chart import Datasets, Row
from scoring.output.charts.style import FAINT, PAGE, ceiling, ink, named, tone_fill, tooltip
from scoring.output.charts.tones import ToneName

if TYPE_CHECKING:
    import altair as alt

Shape: TypeAlias = Literal["dot", "bar", "band"]
"""A dot with whiskers, a bar from 0, or nothing but the interval as a broad band."""


@dataclass(frozen=True, slots=True)
class Share:
    """One row: a share of 0 … 1 with its interval, or None, and then `text` says why.

    `sign` stands before the name in the colour of the tone. `strong` sets the row in bold,
    `faint` makes it pale. `more` is said under the pointer only.
    """

    name: str
    text: str
    share: float | None = None
    low: float | None = None
    high: float | None = None
    tone: ToneName = "kept"
    shape: Shape = "dot"
    sign: str = ""
    strong: bool = False
    faint: bool = False
    more: str = ""


Line: TypeAlias = tuple[float, str]
"""A share that an upright line marks, and the words over it, such as "average 5%"."""

DATASETS: Final = ("rows", "ticks")
STEP: Final = 36
HEAD: Final = 22
FOOT: Final = 20
"""Pixels above the rows for the words over the line, and below them for the axis."""

WIDE: Final = "width >= 520"
LEFT: Final = f"({WIDE} ? 204 : 158)"
RIGHT: Final = f"({WIDE} ? 176 : 14)"
"""Pixels left of the axis for the names, and right of it for the words."""


def height(count: int) -> int:
    """The pixels that suit a number of rows."""
    return max(2, count) * STEP + HEAD + FOOT + 4


def datasets(
    shares: Sequence[Share], top: float | None = None, line: Line | None = None
) -> Datasets:
    """The data sets of the rows in the given order and of the axis.

    `top` is the end of the axis; None takes the lowest step that holds everything, the `line`
    that will be drawn over it included.
    """
    spans = [end for one in shares for end in (one.share, one.high) if end is not None]
    end = top or ceiling([*spans, *([line[0]] if line else [])])
    rows: list[Row] = []
    for place, one in enumerate(shares):
        span: Row = {"share": one.share, "low": one.low, "high": one.high, "zero": 0.0}
        span |= {f"{name}_x": _part(span[name], end) for name in ("share", "low", "high")}
        look: Row = {"tone": one.tone, "shape": one.shape, "sign": one.sign, "text": one.text}
        weight: Row = {
            "strong": one.strong,
            "faint": one.faint,
            "pale": one.faint or one.share is None,
        }
        words: Row = {"told": " · ".join(filter(None, (one.text, one.more)))}
        rows.append(
            {"row": f"{place:03}|{one.name}", "name": one.name, **span, **look, **weight, **words}
        )
    ticks: list[Row] = [
        {"at": at, "x": _part(at, end), "text": f"{100 * at:g}%"} for at in (0.0, end / 2, end)
    ]
    return {"rows": rows, "ticks": ticks}


def _part(share: float | None, end: float) -> float | None:
    """Where a share lies on the axis: 0 at its beginning, 1 at its end.

    The axis itself is always the same, so that a browser never sees one without an end.
    """
    return None if share is None else share / end


def with_line(data: Datasets, line: Line | None) -> Datasets:
    """The data sets with that of the upright line, for a chart that has one."""
    end = data["ticks"][-1]["at"]
    drawn: list[Row] = []
    if line:
        drawn.append({"at": line[0], "x": _part(line[0], end), "words": line[1]})
    return {**data, "line": drawn}


def _across(field: str) -> alt.X:
    """The axis of shares, from 0 to its end."""
    import altair as alt

    ends = {"rangeMin": alt.expr(LEFT), "rangeMax": alt.expr(f"width - {RIGHT}")}
    scale = alt.Scale(domain=[0, 1], nice=False, **ends)
    return alt.X(field, type="quantitative", scale=scale, axis=None)


def _down() -> alt.Y:
    """The rows."""
    import altair as alt

    low = alt.expr(f"height - {FOOT}")
    scale = alt.Scale(padding=0.1, rangeMin=HEAD, rangeMax=low)
    return alt.Y("row", type="nominal", sort="ascending", scale=scale, axis=None)


def _ticks() -> list[alt.Chart]:
    """The shares beneath the rows, and faint lines over them."""
    import altair as alt

    low, bottom = alt.value(alt.expr(f"height - {FOOT}")), alt.value(alt.expr("height - 8"))
    ticks = alt.Chart(named("ticks")).encode(x=_across("x"))
    return [
        ticks.mark_rule(color=PAGE, opacity=0.12, tooltip=None).encode(
            y=alt.value(HEAD - 4), y2=low
        ),
        ticks.mark_text(**ink(11, align="center", opacity=FAINT)).encode(y=bottom, text="text:N"),
    ]


def line() -> list[alt.Chart]:
    """The upright line with its words, for a chart with the data set that `with_line` adds."""
    import altair as alt

    low = alt.value(alt.expr(f"height - {FOOT}"))
    line = alt.Chart(named("line")).encode(x=_across("x"))
    rule = line.mark_rule(color=PAGE, tooltip=None, opacity=0.6, strokeDash=[3, 3])
    return [
        rule.encode(y=alt.value(HEAD - 8), y2=low),
        line.mark_text(**ink(11, align="center", opacity=FAINT)).encode(
            y=alt.value(7), text="words:N"
        ),
    ]


def _marks() -> list[alt.Chart]:
    """Bars, bands, whiskers and dots."""
    import altair as alt

    pale = alt.condition("datum.faint", alt.value(0.45), alt.value(1))
    base = alt.Chart(named("rows")).encode(y=_down(), color=tone_fill())
    bars = base.transform_filter("datum.shape == 'bar' && datum.share > 0")
    bands = base.transform_filter("datum.shape == 'band' && datum.high != null")
    dots = base.transform_filter("datum.shape == 'dot' && datum.share != null")
    whiskers = dots.transform_filter("datum.low != null && datum.high != null")
    return [
        bars.mark_bar(height=16, cornerRadius=2, tooltip=None).encode(
            x=_across("zero"), x2="share_x", opacity=pale
        ),
        bands.mark_bar(height=14, cornerRadius=3, opacity=0.5, tooltip=None).encode(
            x=_across("low_x"), x2="high_x"
        ),
        whiskers.mark_rule(strokeWidth=2, strokeCap="round", tooltip=None).encode(
            x=_across("low_x"), x2="high_x", opacity=pale
        ),
        dots.mark_point(filled=True, size=95, tooltip=None).encode(
            x=_across("share_x"), opacity=pale
        ),
    ]


def _words() -> list[alt.Chart]:
    """The names with their signs, the words of each row, and what the pointer finds."""
    import altair as alt

    base = alt.Chart(named("rows")).encode(y=_down())
    raised, aside = f"({WIDE} ? 0 : -8)", "(datum.sign ? 18 : 0)"
    name = ink(
        dx=alt.expr(aside),
        dy=alt.expr(raised),
        limit=alt.expr(f"{LEFT} - {aside} - 14"),
        opacity=alt.expr(f"datum.faint ? {FAINT} : 1"),
        fontWeight=alt.expr("datum.strong ? 600 : 400"),
    )
    text = ink(
        alt.expr(f"{WIDE} ? 12 : 11"),
        align=alt.expr(f"{WIDE} ? 'right' : 'left'"),
        dx=alt.expr(f"{WIDE} ? 0 : {aside}"),
        dy=alt.expr(f"{WIDE} ? 0 : 8"),
        opacity=alt.expr(f"{WIDE} && !datum.pale ? 1 : {FAINT}"),
        fontWeight=alt.expr(f"{WIDE} && datum.strong ? 600 : 400"),
    )
    sign = base.mark_text(fontSize=12, align="center", baseline="middle", dy=alt.expr(raised))
    hover = base.mark_bar(opacity=0).encode(
        x=alt.value(0),
        x2=alt.value(alt.expr("width")),
        tooltip=tooltip({"name": "Name", "told": "Share"}),
    )
    return [
        base.mark_text(**name).encode(x=alt.value(0), text="name:N"),
        sign.encode(x=alt.value(6), text="sign:N", color=tone_fill()),
        base.mark_text(**text).encode(x=alt.value(alt.expr(f"{WIDE} ? width : 0")), text="text:N"),
        hover,
    ]


def layers() -> list[alt.Chart]:
    """Everything but the line, for the two data sets that `datasets` makes."""
    names, *words = _words()
    return [names, *_ticks(), *_marks(), *words]
