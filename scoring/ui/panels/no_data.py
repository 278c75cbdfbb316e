"""Where the data on the screen cannot be opened, the page says why and takes other data."""

from __future__ import annotations

import streamlit as st

from scoring.ui import data
from scoring.ui.bound import plain
from scoring.ui.panels.sidebar import choose_data
from scoring.ui.panels.wizard import wizard
from scoring.ui.state import State


def has_data(here: State) -> bool:
    """Whether the data on the screen can be opened; if not, what can be done stands on the page."""
    fault = data.fault_of(here.data_id, here.upload)
    if not fault:
        return True
    choose_data(here)
    st.error(plain(fault), icon=":material/error:")
    st.markdown(
        "Until then, choose another data set in the side bar, or open files of your own here."
    )
    wizard(here)
    return False
