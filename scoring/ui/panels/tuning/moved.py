"""Whether metrics and the score are spread today as they were a year ago."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from scoring.output.exporters.csv_file import harmless
from scoring.output.figures import count
from scoring.ui.bound import plain
from scoring.ui.heads import heads
from scoring.ui.state import State
from scoring.workbench import Picture
from scoring.workbench.doubting import Drift, drifts_of


def moved(here: State, seen: Picture) -> None:
    """One row a metric: its index, its limit, and the index month by month."""
    found = drifts_of(here.data, seen.card, seen.month)
    if not found.all:
        st.info(plain(found.words))
        return
    table = pd.DataFrame([_row(one) for one in found.all])
    st.dataframe(
        table,
        key="tune-drift",
        hide_index=True,
        column_config=heads(table.columns, _settings()),
        placeholder="–",
    )
    one = found.all[-1]
    st.caption(
        plain(
            f"{found.now} beside {found.before}: {count(one.now)} accounts with a score now,"
            f" {count(one.before)} then. Drift is the population stability index (PSI): how far the"
            " shares of ten bins, and of nothing at all, have moved; readings are compared before"
            " they become points. The usual limit of .10 is too strict for a small book: this one"
            " also stays above what chance does in 99 of 100. It cannot tell changed customers"
            " from changed measuring."
        )
    )


def _settings() -> dict[str, Any]:
    columns = st.column_config
    return {
        "Drift": columns.NumberColumn(format="%.3f"),
        "Limit": columns.NumberColumn(format="%.3f"),
        "Month by month": columns.LineChartColumn(y_min=0.0),
    }


def _row(one: Drift) -> dict[str, Any]:
    return {
        "Metric": harmless(one.title),
        "Moved": "◆ yes" if one.moved else (one.why or "no"),
        "Drift": one.psi,
        "Limit": one.limit if one.psi is not None else None,
        "Month by month": [value for value in one.series if not math.isnan(value)],
        "Accounts then": one.before,
        "Accounts now": one.now,
    }
