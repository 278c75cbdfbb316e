"""Tune: which metrics, weights, cuts?"""

import streamlit as st

from scoring.ui import frame, state
from scoring.ui.panels import card_bar
from scoring.ui.panels.tuning import parts

frame.within()


@st.fragment
def tune() -> None:
    """What can be known at so many losses, and one part of the evidence at a time."""
    with frame.error_box():
        here = state.current()
        card_bar.card_bar(here)
        seen = state.seen(here)
        parts.parts(here, seen)
    state.publish("tune")


tune()
