"""Actions: who do we call this week?"""

import streamlit as st

from scoring.ui import frame, state
from scoring.ui.panels.acting import books, calls, ringing, saved

frame.within()


@st.fragment
def actions() -> None:
    """Whom to call, what fired, what it saved, and what is to be done."""
    with frame.error_box():
        here = state.current()
        st.markdown("# Who do we call this week?")
        calls.calls(here)
        ringing.ringing(here)
        saved.saved(here)
        books.books(here)
    state.publish("actions")


actions()
