"""A chart is drawn as plain shapes where it has a drawing, else from a spec that never changes."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from scoring.output.charts import CHARTS
from scoring.output.charts.chart import Datasets
from scoring.output.charts.picking import PICK
from scoring.output.charts.told import tables
from scoring.output.drawings import DRAWINGS
from scoring.ui.as_table import as_table
from scoring.ui.dragging import native
from scoring.ui.live.marks import show_marks


def draw(
    name: str,
    rows: Datasets,
    *,
    key: str,
    height: int | None = None,
    on_pick: Callable[[], None] | None = None,
) -> None:
    """Draw a registered chart, and beneath it the way to its figures as a table.

    Input: the chart's name, its data sets, a key that stays the same from run to run, and
    a height in pixels where it depends on the number of rows, and what follows a click on
    a chart whose marks can be picked. A chart that has a drawing is drawn without the library
    of charts. The words for readers of the screen go along.
    """
    chart = CHARTS[name]()
    if name in DRAWINGS and not native():
        show_marks(DRAWINGS[name](rows), chart.alt, key, on_pick)
    else:
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
