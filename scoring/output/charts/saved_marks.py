"""A small mark over each month in which a version of the card was saved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from scoring.output.charts.chart import Row
from scoring.output.charts.style import ink, named, tooltip

DATA: Final = "versions"
"""The name of the data set."""

Saved = tuple[str, str]
"""A month (YYYY-MM), and what was saved in it."""


def saved_rows(saved: Sequence[Saved], months: Collection[str]) -> list[Row]:
    """One row a month that the chart has, what was saved in it in one text."""
    told: dict[str, list[str]] = {}
    for month, words in saved:
        if month in months:
            told.setdefault(month, []).append(words)
    return [{"month": month, "saved": "; ".join(words)} for month, words in told.items()]


def saved_marks(across: Any) -> Any:
    """The layer, under the chart's own scale of months."""
    import altair as alt

    return (
        alt.Chart(named(DATA))
        .mark_text(**ink(13, align="center", fontWeight=700, text="▾"))
        .encode(x=across, y=alt.value(5), tooltip=tooltip({"month": "Month", "saved": "Saved"}))
    )
