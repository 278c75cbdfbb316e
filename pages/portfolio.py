"""Portfolio: how is the book today?"""

import streamlit as st

from scoring.ui import frame, state
from scoring.ui.panels.book import accounts, movers, renewals, tiles, trend, year

frame.within()


@st.fragment
def portfolio() -> None:
    """The book by band, over time, ahead, and account by account."""
    with frame.error_box():
        here = state.current()
        seen = state.overview(here)
        st.markdown("# How is the book today?")
        tiles.tiles(here, seen)
        left, right = st.columns(2, gap="large")
        with left:
            trend.today(here, seen)
        with right:
            trend.over_time(here, seen)
        renewals.renewals(here, seen)
        movers.movers(here, seen)
        year.year(here, seen)
        accounts.accounts(here, seen)
    state.publish("portfolio")


portfolio()
