"""Lost customers: would it have warned us?"""

import streamlit as st

from scoring.ui import dragging, frame, state
from scoring.ui.panels import lost_board
from scoring.ui.panels.lookback import asked, beside, cut, details, headline, leaks

PLACE = "page"

frame.within()


@st.fragment
def question() -> None:
    """What is asked, and what the card answers; runs again when something else is asked."""
    with frame.error_box():
        here = state.current()
        st.markdown("# Would it have warned us?")
        if lost_board.knows_losses(here):
            asked.asked(here, state.seen(here))
            answers()
        else:
            lost_board.nothing_yet(here)
            state.publish("lost")


@st.fragment
def answers() -> None:
    """The figures and more of the same cases; runs again when the card changes."""
    with frame.error_box():
        here = state.current()
        asked.keep_step(here)
        dragging.put_down(here)
        seen = state.seen(here)
        leaks.banner(here, seen)
        headline.headline(seen)
        customers()
        left, right = st.columns(2, gap="large")
        with left:
            cut.cut(here, seen)
        with right:
            beside.beside(here, seen)
        details.details(here, seen)
    state.publish("lost")


@st.fragment
def customers() -> None:
    """The lost customers; runs again when one of them is chosen."""
    with frame.error_box():
        here = state.current()
        lost_board.lost_board(here, state.seen(here), PLACE)
        following()


@st.fragment
def following() -> None:
    """What only follows: it alone runs again while the cut is dragged, and tells the rest."""
    with frame.error_box():
        here = state.current()
        if here.in_hand is None:
            lost_board.explained(here, state.seen(here), PLACE)
            dragging.listen(here)
            return
        shown = here.shown
        seen = state.looked_back(shown)
        lost_board.explained(shown, seen, PLACE)
        lines = lost_board.lost_news(shown, seen, PLACE) | headline.headline_news(seen)
        dragging.listen(here, lines | cut.cut_news(seen) | beside.beside_news(shown, seen))


question()
