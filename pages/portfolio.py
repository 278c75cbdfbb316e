"""Portfolio: how is the book today?"""

import streamlit as st

from scoring.ui import frame, state
from scoring.ui.panels import book_tables, book_tiles, book_trend, book_year

frame.within()


@st.fragment
def portfolio() -> None:
    """The book by band, over time, and account by account."""
    with frame.error_box():
        here = state.current()
        seen = state.overview(here)
        st.markdown("##### The book today")
        book_tiles.book_tiles(here, seen)
        left, right = st.columns(2, gap="large")
        with left:
            book_trend.today(here, seen)
        with right:
            book_trend.over_time(here, seen)
        book_year.book_year(here, seen)
        book_tables.book_tables(here, seen)


portfolio()
