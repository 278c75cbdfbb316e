"""What people wrote down about an account, and where it is kept."""

from __future__ import annotations

import streamlit as st

from scoring.ui.panels.account.deeds import deeds
from scoring.ui.panels.account.notes import notes
from scoring.ui.panels.account.pulse_form import pulse
from scoring.ui.records import where_kept
from scoring.ui.state import State


def records(here: State, account: int) -> None:
    """The pulse, what was done, and the notes of one account, given by its position."""
    name = here.data.book.frame.accounts.ids[account]
    st.markdown("## Written down here")
    st.caption(where_kept(here))
    left, right = st.columns(2, gap="large")
    with left:
        pulse(here, name)
    with right:
        deeds(here, name)
        notes(here, name)
