"""The board of lost customers: in which band each stood up to its notice, and since when red."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.strip import Cell, month_cells
from scoring.output.charts.style import FAINT, PAGE, finished, ink, named, tooltip
from scoring.output.charts.tones import TONES

if TYPE_CHECKING:
    import altair as alt

Verdict: TypeAlias = Literal["missed", "too late", "caught", "not scored"]


@dataclass(frozen=True, slots=True)
class Line:
    """One lost account.

    `cells` as of a strip, 1 … 24 months before the notice; `run` the months from the first red
    month of the run that counts to the notice, 0 for none. The texts stand as they are given:
    `arr` such as "$48k", `warning` such as "5 months" or "never".
    """

    name: str
    verdict: Verdict
    cells: Sequence[Cell]
    run: int = 0
    arr: str = ""
    warning: str = ""
    reason: str = ""


HEIGHT: Final = 330
STEP: Final = 26
HEAD: Final = 40
"""Pixels above the rows: what was in time, and the months."""
MONTHS: Final = 24

WIDE: Final = "width >= 480"
"""Where there is room for words right of the cells."""
LEFT: Final = f"({WIDE} ? 184 : 112)"
RIGHT: Final = f"({WIDE} ? 138 : 0)"
"""Pixels left of the cells for the name, and right of them for ARR and warning."""
WARNING: Final = 82
"""Of these, the pixels for the months of warning."""

SIGNS: Final[dict[Verdict, str]] = {
    "missed": "✕",
    "too late": "◐",
    "caught": "✓",
    "not scored": TONES["none"].sign,
}
"""The signs of the verdicts; their colour is the text's, for the cells have the bands'."""

WORDS: Final = (
    "One row for each lost account with the verdict, the name, the ARR and the months of warning. "
    "One cell a month for the 24 months up to its notice, coloured by band and marked where "
    "the band turns; a line beneath the cells shows since when it was red, and an upright line "
    "what was in time."
)


def height(count: int) -> int:
    """The pixels that suit a number of accounts."""
    return max(2, count) * STEP + HEAD + 8


def rows(lines: Sequence[Line], in_time: int, end: str = "notice") -> Datasets:
    """The data sets of the board, accounts in the given order; equal names stay apart.

    `in_time` is the number of months before the notice up to which a flag is in time: the
    upright line stands right of that column. `end` is the word for what the months lead up to.
    """
    data: Datasets = {"lines": [], "cells": [], "gaps": [], "runs": []}
    for place, line in enumerate(lines):
        row = f"{place}|{line.name}"
        who: Row = {"row": row, "account": line.name, "verdict": line.verdict}
        told: Row = {"arr": line.arr, "warning": line.warning, "reason": line.reason or "–"}
        data["lines"].append({**who, **told, "sign": SIGNS[line.verdict]})
        data["cells"] += _cells(who, line, end)
        known = {cell[0] for cell in line.cells}
        data["gaps"] += [
            {"row": row, "month": -at} for at in range(MONTHS, 0, -1) if at not in known
        ]
        if line.run > 0:
            data["runs"].append({"row": row, "from": -min(line.run, MONTHS), "to": -1})
    lead: Row = {"at": -in_time, "before": "in time", "after": "too late"}
    return {**data, "months": _months(end), "lead": [lead]}


def _cells(who: Row, line: Line, end: str) -> list[Row]:
    """The cells of one account, the oldest first; one turns that has not its band before it."""
    found: list[Row] = []
    older = (0, "")
    for before, tone, band, text in sorted(line.cells, key=lambda cell: -cell[0]):
        when = f"{before} month{'s' * (before != 1)} before the {end}"
        look: Row = {"month": -before, "tone": tone, "sign": TONES[tone].sign}
        words: Row = {"band": band, "text": text, "reason": line.reason or "–", "when": when}
        found.append({**who, **look, **words, "turned": older != (before + 1, band)})
        older = (before, band)
    return found


def _months(end: str) -> list[Row]:
    """The words over the columns; the last one ends where the cells do."""
    marks: list[Row] = [
        {"month": -at, "text": f"−{at} months" if at == MONTHS else f"−{at}", "end": ""}
        for at in (24, 18, 12, 6)
    ]
    return [*marks, {"month": -1, "text": "", "end": end}]


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    cells: list[Cell] = [(2, "good", "Green", "score 80"), (1, "bad", "Red", "score 20")]
    lines = [Line("Northwind", "too late", cells, 1, "$48k", "1 month", "price")]
    return rows(lines, 4), rows([], 4)


def _across(field: str, edge: float = 0.5) -> alt.X:
    """The columns of months: the middle of a column, its left edge (0) or its right one (1)."""
    import altair as alt

    ends = {"rangeMin": alt.expr(LEFT), "rangeMax": alt.expr(f"width - {RIGHT}")}
    scale = alt.Scale(domain=list(range(-MONTHS, 0)), padding=0.1, **ends)
    return alt.X(field, type="ordinal", scale=scale, axis=None, bandPosition=edge)


def _down(edge: float = 0.5) -> alt.Y:
    """The rows of accounts: the middle of a row, its top (0) or its bottom (1)."""
    import altair as alt

    scale = alt.Scale(padding=0.16, rangeMin=HEAD, rangeMax=alt.expr("height"))
    return alt.Y("row", type="nominal", sort=None, scale=scale, axis=None, bandPosition=edge)


def _texts() -> list[alt.Chart]:
    """The verdict's sign and the name at the left, ARR and months of warning at the right."""
    import altair as alt

    lines = alt.Chart(named("lines")).encode(y=_down())
    words = {"account": "Account", "verdict": "Verdict", "warning": "Warning", "arr": "ARR"}
    hover = lines.mark_bar(opacity=0).encode(
        x=alt.value(0),
        x2=alt.value(alt.expr("width")),
        tooltip=tooltip(words | {"reason": "Reason given"}),
    )
    sign = lines.mark_text(**ink(align="center"))
    name = lines.mark_text(**ink(limit=alt.expr(f"{LEFT} - 30")))
    right = [
        lines.mark_text(**ink(align="right"), text=alt.expr(f"{WIDE} ? datum.{field} : ''")).encode(
            x=alt.value(alt.expr(f"width - {left}"))
        )
        for field, left in (("arr", WARNING), ("warning", 0))
    ]
    return [
        name.encode(x=alt.value(18), text="account:N"),
        sign.encode(x=alt.value(6), text="sign:N"),
        *right,
        hover,
    ]


def _heads() -> list[alt.Chart]:
    """The upright line with what is in time, the months, and the heads of the two columns."""
    import altair as alt

    lead, months = alt.Chart(named("lead")), alt.Chart(named("months"))
    edge, top, low = _across("at", 1), alt.value(8), alt.value(27)
    end = alt.value(alt.expr(f"width - {RIGHT}"))

    def faint(chart: alt.Chart, align: str, text: str, dx: int = 0) -> alt.Chart:
        words: alt.Chart = chart.mark_text(
            **ink(11, opacity=FAINT, align=align, dx=dx), text=alt.expr(text)
        )
        return words

    line = lead.mark_rule(color=PAGE, opacity=0.55, strokeDash=[3, 3], xOffset=1, tooltip=None)
    return [
        line.encode(x=edge, y=alt.value(1), y2=alt.value(alt.expr("height"))),
        faint(lead, "right", "datum.before", -6).encode(x=edge, y=top),
        faint(lead, "left", f"{WIDE} ? datum.after : ''", 8).encode(x=edge, y=top),
        faint(months, "center", "datum.text").encode(x=_across("month"), y=low),
        faint(months, "right", "datum.end").encode(x=end, y=low),
        *(
            faint(lead, "right", f"{WIDE} ? '{word}' : ''").encode(
                x=alt.value(alt.expr(f"width - {left}")), y=low
            )
            for word, left in (("ARR", WARNING), ("Warning", 0))
        ),
    ]


def _runs() -> list[alt.Chart]:
    """A bracket from the first red month of the run that counts to the notice."""
    import altair as alt

    runs = alt.Chart(named("runs"))
    mark: dict[str, Any] = {"color": PAGE, "strokeWidth": 1.5, "tooltip": None}
    start = _across("from", 0)
    return [
        runs.mark_rule(**mark, yOffset=2).encode(
            x=start, x2=alt.X2("to", bandPosition=1), y=_down(1)
        ),
        runs.mark_rule(**mark, y2Offset=3).encode(
            x=start, y=_down(0), y2=alt.Y2("row", bandPosition=1)
        ),
    ]


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    words = {"account": "Account", "when": "When", "band": "Band", "text": "Score"}
    words |= {"verdict": "Verdict", "reason": "Reason given"}
    gap: dict[str, Any] = {"color": PAGE, "filled": True, "size": 6, "opacity": 0.25}
    gaps = alt.Chart(named("gaps")).mark_point(**gap, tooltip=None)
    layers = alt.layer(
        *_texts(),
        *_heads(),
        gaps.encode(x=_across("month"), y=_down()),
        *month_cells(_across("month"), _down(), words, every=False),
        *_runs(),
    )
    names = ("lines", "cells", "gaps", "runs", "months", "lead")
    return finished("board", layers, names, HEIGHT, WORDS)
