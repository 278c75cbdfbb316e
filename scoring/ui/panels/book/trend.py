"""The book by band now, and the share of each band over the months."""

from __future__ import annotations

import streamlit as st

from scoring.output.charts import band_bar, band_trend
from scoring.output.charts.tones import tone
from scoring.output.figures import count, money
from scoring.spec.glossary import meaning
from scoring.ui.draw import draw
from scoring.ui.panels.bands_now import bars
from scoring.ui.panels.versions import saved_in
from scoring.ui.state import State
from scoring.workbench import Overview


def today(here: State, seen: Overview) -> None:
    """Accounts and ARR by band."""
    currency = here.data.catalogue.currency if here.data.catalogue.has_arr else None
    st.markdown("## By band", help=meaning("Band"))
    draw("band_bar", band_bar.rows(bars(seen.shares, currency)), key="book-bar")


def over_time(here: State, seen: Overview) -> None:
    """The share of each band, month by month; words where there is one month only."""
    st.markdown("## Over time")
    if len(seen.trend) < 2:
        st.info("One snapshot has no history. Load monthly rows to see how bands move.")
        return
    catalogue = here.data.catalogue
    by_arr = False
    if catalogue.has_arr:
        by_arr = st.segmented_control(
            "Count", ["Accounts", "ARR"], default="Accounts", key="trend-by",
            label_visibility="collapsed",
        ) == "ARR"  # fmt: skip
    months = [str(month) for month, _ in seen.trend]
    names = list(dict.fromkeys(s.name for _, shares in seen.trend for s in shares))
    series: list[band_trend.Series] = []
    for name in names:
        found = [next((s for s in shares if s.name == name), None) for _, shares in seen.trend]
        values = [0.0 if s is None else s.arr if by_arr else float(s.accounts) for s in found]
        look = next(s.tone for s in found if s is not None)
        series.append(
            (
                name,
                tone(look),
                values,
                [money(v, catalogue.currency) if by_arr else count(v) for v in values],
            )
        )
    draw("band_trend", band_trend.rows(months, series, saved_in(here)), key="book-trend")
