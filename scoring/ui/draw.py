"""Charts are drawn from specs that never change, so that the browser only redraws the marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from scoring.output.charts import CHARTS
from scoring.output.charts.chart import Row
from scoring.output.charts.picking import PICK
from scoring.output.charts.told import tables
from scoring.ui.as_table import as_table


def draw(
    name: str,
    rows: Mapping[str, Sequence[Row]],
    *,
    key: str,
    height: int | None = None,
    on_pick: Callable[[], None] | None = None,
) -> None:
    """Draw a registered chart, and beneath it the way to its figures as a table.

    Input: the chart's name, its data sets, a key that stays the same from run to run, and
    a height in pixels where it depends on the number of rows, and what follows a click on
    a chart whose marks can be picked. The words for readers of the screen stand in the spec.
    """
    chart = CHARTS[name]()
    st.vega_lite_chart(
        None,
        chart.filled(rows),
        key=key,
        height=height or chart.height,
        width="stretch",
        on_select=on_pick or "ignore",
        selection_mode=PICK if on_pick else None,
    )
    as_table(key, lambda: tables(chart, rows))
