"""Lost customers: would it have warned us?"""

import streamlit as st

from scoring.ui import frame, state
from scoring.ui.panels import lost_board
from scoring.ui.panels.lookback import asked, beside, cut, details, headline, leaks

frame.within()


@st.fragment
def lost_customers() -> None:
    """The question, its figures, the customers behind them, where to cut, and more of the same."""
    with frame.error_box():
        here = state.current()
        seen = state.seen(here)
        st.markdown("##### Would it have warned us?")
        asked.asked(here, seen)
        leaks.banner(here, seen)
        headline.headline(seen)
        lost_board.lost_board(here, seen, "page")
        left, right = st.columns(2, gap="large")
        with left:
            cut.cut(here, seen)
        with right:
            beside.beside(here, seen)
        details.details(here, seen)
    state.publish("lost")


lost_customers()
