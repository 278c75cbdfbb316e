"""Lost customers: would it have warned us?"""

import streamlit as st

from scoring.ui import frame, state
from scoring.ui.panels import lost_board
from scoring.ui.panels.lookback import asked, cut, headline

frame.within()


@st.fragment
def lost_customers() -> None:
    """The question, its figures, the customers behind them, and where to cut."""
    with frame.error_box():
        here = state.current()
        seen = state.seen(here)
        st.markdown("##### Would it have warned us?")
        asked.asked(here, seen)
        headline.headline(seen)
        lost_board.lost_board(here, seen, "page")
        cut.cut(here, seen)
    state.publish("lost")


lost_customers()
