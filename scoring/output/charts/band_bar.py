"""Thin bars of 100% show how the book splits into bands: by accounts, by ARR, and as saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, TypeAlias

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.style import (
    CHARACTER,
    FAINT,
    finished,
    ink,
    named,
    position,
    tone_fill,
    tone_ink,
    tooltip,
)
from scoring.output.charts.tones import ToneName

Segment: TypeAlias = tuple[str, ToneName, float, str]
"""Band name, tone, value ≥ 0, text such as "182 · 46%"."""

Bar: TypeAlias = tuple[str, Sequence[Segment]]
"""Label of the bar and its segments in card order, best band first."""

HEIGHT: Final = 124
SLOT: Final = 62
"""Pixels of one bar with its label above it and its saved twin beneath it."""

WORDS: Final = (
    "Two bars of 100 percent: the share of each band among the accounts and in the ARR, best band "
    "first. Thinner, paler bars beneath show the saved card."
)


def segments(bars: Sequence[Bar], top: int, thick: int, part: str) -> list[Row]:
    """The rectangles of one pair of bars; shares run from 0 to 1, y in pixels."""
    found: list[Row] = []
    for place, (label, parts) in enumerate(bars):
        total = sum(value for _, _, value, _ in parts)
        start = 0.0
        for band, tone, value, text in parts:
            if total <= 0 or value <= 0:
                continue
            end = start + value / total
            y = place * SLOT + top
            shape: Row = {"x0": start, "x1": end, "y0": y, "y1": y + thick, "tone": tone}
            words = {"full": f"{band}  {text}", "text": text, "short": text.split(" · ")[-1]}
            found.append({**shape, **words, "band": band, "bar": f"{label}{part}", "part": part})
            start = end
    return found


def rows(bars: Sequence[Bar], saved: Sequence[Bar] = ()) -> Datasets:
    """The data sets of up to two bars and, if there is a comparison, of their saved twins."""
    labels: list[Row] = [
        {"text": label, "x": 0, "y": place * SLOT + 8, "faint": False}
        for place, (label, _) in enumerate(bars)
    ]
    if saved:
        labels.append({"text": "thin bars: saved card", "x": 1, "y": 8, "faint": True})
    thick = segments(bars, 19, 26, "")
    return {"segments": thick + segments(saved, 48, 6, ", saved card"), "labels": labels}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    parts: list[Segment] = [("Green", "good", 3.0, "3 · 75%"), ("Red", "bad", 1.0, "1 · 25%")]
    return rows([("Accounts", parts)], [("Accounts", parts)]), rows([])


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    wide = f"(datum.x1 - datum.x0) * width > length(datum.%s) * {CHARACTER} + 14"
    x, y = position("x", "x0", 0, 1), position("y", "y0", 0, HEIGHT, reverse=True)
    base = alt.Chart(named("segments"))
    gap = alt.expr("(datum.x1 - datum.x0) * width > 6 ? -2 : -0.5")
    shown = alt.value(1)
    words = tooltip({"bar": "Bar", "band": "Band", "text": "Share"})
    bars = base.mark_rect(x2Offset=gap, cornerRadius=3).encode(
        x=x,
        x2="x1",
        y=y,
        y2="y1",
        color=tone_fill(),
        opacity=alt.condition("datum.part == ''", shown, alt.value(0.55)),
        tooltip=words,
    )
    choice = (
        f"{wide % 'full'} ? datum.full : {wide % 'text'} ? datum.text"
        f" : {wide % 'short'} ? datum.short : ''"
    )
    texts = (
        base.transform_filter("datum.part == ''")
        .mark_text(**ink(dx=8, dy=13, color=tone_ink()), text=alt.expr(choice), clip=True)
        .encode(x=x, y=y, tooltip=words)
    )
    plain = alt.Chart(named("labels"))
    label_y = position("y", "y", 0, HEIGHT, reverse=True)
    labels = [
        plain.transform_filter(f"datum.faint == {str(faint).lower()}")
        .mark_text(**ink(align=align, opacity=FAINT if faint else 0.9))
        .encode(x=position("x", "x", 0, 1), y=label_y, text="text:N")
        for faint, align in ((False, "left"), (True, "right"))
    ]
    layers = alt.layer(bars, texts, *labels)
    return finished("band_bar", layers, ("segments", "labels"), HEIGHT, WORDS)
