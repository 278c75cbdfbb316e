"""Accounts: why is this one red?"""

import streamlit as st

from scoring.ui import frame, state
from scoring.ui.panels.account import find, header, page

frame.within()


@st.fragment
def accounts() -> None:
    """Find an account, and everything that is known of it."""
    with frame.error_box():
        here = state.current()
        st.markdown("# Why is this account where it is?")
        find.find(here)
        seen = header.header(here)
        if seen is not None:
            page.page(here, seen)
    state.publish("accounts")


accounts()
