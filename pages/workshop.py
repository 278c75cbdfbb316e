"""Workshop: what do we agree on?"""

import streamlit as st

from scoring.ui import frame, state
from scoring.ui.panels.room import rooms

frame.within()


@st.fragment
def workshop() -> None:
    """The way into a room, a vote, or what the host of a room sees."""
    with frame.error_box():
        rooms.rooms(state.current())
    state.publish("workshop")


workshop()
