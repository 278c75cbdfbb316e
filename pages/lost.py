"""Lost customers: would it have warned us?"""

import streamlit as st

from scoring.ui import dragging, frame, state
from scoring.ui.panels import lost_board
from scoring.ui.panels.lookback import asked, beside, cut, details, headline, leaks

frame.within()


@st.fragment(key=cut.WHOLE)
def lost_customers() -> None:
    """The question, its figures, and more of the same; runs again when a change is made."""
    with frame.error_box():
        here = state.current()
        dragging.put_down(here)
        seen = state.seen(here)
        st.markdown("##### Would it have warned us?")
        asked.asked(here, seen)
        leaks.banner(here, seen)
        figures()
        details.details(here, seen)
    state.publish("lost")


@st.fragment
def figures() -> None:
    """The figures, the customers behind them, where to cut: runs again while the cut is dragged."""
    with frame.error_box():
        here = state.current()
        shown = here.shown
        seen = state.seen(shown)
        headline.headline(seen)
        lost_board.lost_board(shown, seen, "page")
        lost_board.explained(shown, seen, "page")
        left, right = st.columns(2, gap="large")
        with left:
            cut.cut(here, seen)
        with right:
            beside.beside(shown, seen)
        dragging.listen(here)


lost_customers()
