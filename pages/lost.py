"""Lost customers: would it have warned us?"""

import streamlit as st

from scoring.ui import dragging, frame, state
from scoring.ui.panels import lost_board
from scoring.ui.panels.lookback import asked, beside, cut, details, headline, leaks

PLACE = "page"

frame.within()


@st.fragment(key=cut.WHOLE)
def lost_customers() -> None:
    """The question, its figures, and more of the same; runs again when a change is made."""
    with frame.error_box():
        here = state.current()
        dragging.put_down(here)
        seen = state.seen(here)
        st.markdown("# Would it have warned us?")
        asked.asked(here, seen)
        leaks.banner(here, seen)
        figures()
        details.details(here, seen)
    state.publish("lost")


@st.fragment
def figures() -> None:
    """The figures and the customers behind them; runs again when a customer is chosen."""
    with frame.error_box():
        here = state.current()
        seen = state.seen(here)
        headline.headline(seen)
        lost_board.lost_board(here, seen, PLACE)
        following()
        left, right = st.columns(2, gap="large")
        with left:
            cut.cut(here, seen)
        with right:
            beside.beside(here, seen)


@st.fragment
def following() -> None:
    """What only follows: it alone runs again while the cut is dragged, and tells the rest."""
    with frame.error_box():
        here = state.current()
        shown = here.shown
        seen = state.seen(shown)
        lost_board.explained(shown, seen, PLACE)
        if here.in_hand is None:
            dragging.listen(here)
            return
        lines = lost_board.lost_news(shown, seen, PLACE) | headline.headline_news(seen)
        dragging.listen(here, lines | cut.cut_news(seen) | beside.beside_news(shown, seen))


lost_customers()
