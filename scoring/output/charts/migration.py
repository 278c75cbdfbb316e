"""Where the accounts of each band stand some months later, lost ones and unscored ones included."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scoring.output.charts.chart import Chart, Datasets, Row
from scoring.output.charts.style import FAINT, PAGE, finished, ink, named, tone_fill, tooltip
from scoring.output.charts.tones import TONES, ToneName
from scoring.output.figures import share

if TYPE_CHECKING:
    import altair as alt

Head: TypeAlias = tuple[str, ToneName]
"""Name of a band, or "Lost" or "Not scored", and its tone."""

STEP: Final = 48
HEAD: Final = 42
"""Pixels of one row, and above the rows for the names of the columns."""
HEIGHT: Final = 4 * STEP + HEAD
LEFT: Final = "(width >= 480 ? 168 : 100)"
"""Pixels left of the cells for the names of the rows."""

WORDS: Final = (
    "A table with a row for each band now and a column for each band some months later, lost and "
    "not scored included: the count of account-quarters and its share of the row, the darker the "
    "larger. Cells of accounts that stayed in their band are outlined."
)


def height(count: int) -> int:
    """The pixels that suit a number of rows."""
    return max(2, count) * STEP + HEAD + 4


def rows(
    now: Sequence[Head], later: Sequence[Head], counts: Sequence[Sequence[int]], words: str
) -> Datasets:
    """The data sets of the table.

    Input: the bands now and later in the given order, accounts by row and column, and the words
    over the table such as "3 months later". Raises ValueError if the counts do not fit.
    """
    cells: list[Row] = []
    for i, ((name, _), line) in enumerate(zip(now, counts, strict=True)):
        total = sum(line)
        for j, ((other, _), count) in enumerate(zip(later, line, strict=True)):
            part = share(count, total)
            texts: Row = {"count": f"{count:,}", "share": part if count else ""}
            told: Row = {"from": name, "to": other, "told": f"{count:,} of {total:,} · {part}"}
            shade = count / total if total else 0.0
            place: Row = {"row": i, "column": j, "shade": shade, "same": name == other}
            cells.append({**place, **texts, **told})
    lines = [
        {"row": i, **_head(head), "total": f"{sum(line):,} account-quarters"}
        for i, (head, line) in enumerate(zip(now, counts, strict=True))
    ]
    columns: list[Row] = [{"column": j, **_head(head)} for j, head in enumerate(later)]
    return {"cells": cells, "lines": lines, "columns": columns, "head": [{"text": f"{words} →"}]}


def _head(head: Head) -> Row:
    name, tone = head
    return {"name": name, "tone": tone, "sign": TONES[tone].sign}


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    heads: list[Head] = [("Red", "bad"), ("Green", "good")]
    full = rows(heads, [*heads, ("Lost", "churned")], [[3, 1, 1], [2, 8, 0]], "3 months later")
    return full, rows([], [], [], "3 months later")


def _across() -> alt.X:
    """The columns."""
    import altair as alt

    ends = {"rangeMin": alt.expr(LEFT), "rangeMax": alt.expr("width")}
    scale = alt.Scale(paddingInner=0.06, paddingOuter=0, **ends)
    return alt.X("column", type="ordinal", scale=scale, axis=None)


def _down() -> alt.Y:
    """The rows."""
    import altair as alt

    low = alt.expr("height")
    scale = alt.Scale(paddingInner=0.08, paddingOuter=0, rangeMin=HEAD, rangeMax=low)
    return alt.Y("row", type="ordinal", scale=scale, axis=None)


def _heads() -> list[alt.Chart]:
    """The names of the rows and columns with their signs."""
    import altair as alt

    # A phone has room for the number alone; the words stand in the table beneath.
    shown = "width >= 480 ? datum.total : split(datum.total, ' ')[0]"
    lines = alt.Chart(named("lines")).transform_calculate(shown=shown).encode(y=_down())
    columns = alt.Chart(named("columns")).encode(x=_across())
    head = alt.Chart(named("head"))
    sign: dict[str, Any] = {"baseline": "middle", "fontSize": 12, "tooltip": None}
    limit = alt.expr(f"{LEFT} - 26")
    small, column = alt.expr("width >= 480 ? 12 : 11"), alt.expr("bandwidth('x') + 5")
    return [
        lines.mark_text(**ink(dy=-8, limit=limit)).encode(x=alt.value(18), text="name:N"),
        lines.mark_text(**ink(11, dy=8, opacity=FAINT, limit=limit)).encode(
            x=alt.value(18), text="shown:N"
        ),
        lines.mark_text(**sign, align="center", dy=-8).encode(
            x=alt.value(6), text="sign:N", color=tone_fill()
        ),
        columns.mark_text(**ink(small, align="center", limit=column)).encode(
            y=alt.value(27), text="name:N"
        ),
        columns.mark_text(**sign, align="center").encode(
            y=alt.value(10), text="sign:N", color=tone_fill()
        ),
        head.mark_text(**ink(11, opacity=FAINT, limit=alt.expr(f"{LEFT} - 8"))).encode(
            x=alt.value(0), y=alt.value(27), text="text:N"
        ),
    ]


def _cells() -> list[alt.Chart]:
    """The cells: the shade is the share of the row, so that all rows compare."""
    import altair as alt

    base = alt.Chart(named("cells")).encode(x=_across(), y=_down())
    words = tooltip({"from": "Now", "to": "Later", "told": "Accounts"})
    # At most 0.3, so that the text, of the same colour, stays readable upon it.
    cell = base.mark_rect(
        cornerRadius=3,
        color=PAGE,
        fillOpacity=alt.expr("0.04 + 0.26 * datum.shade"),
        stroke=PAGE,
        strokeWidth=alt.expr("datum.same ? 1.5 : 0"),
        strokeOpacity=0.7,
    )
    none = "datum.count == '0'"
    count = ink(13, align="center", dy=alt.expr(f"{none} ? 0 : -8"))
    return [
        cell.encode(tooltip=words),
        base.mark_text(**count | {"opacity": alt.expr(f"{none} ? 0.45 : 1")}).encode(
            text="count:N"
        ),
        base.mark_text(**ink(11, align="center", dy=9, opacity=0.75)).encode(text="share:N"),
    ]


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    layers = alt.layer(*_heads(), *_cells())
    return finished("migration", layers, ("cells", "lines", "columns", "head"), HEIGHT, WORDS)
