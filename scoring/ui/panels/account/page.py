"""Everything that is known of one account, from its score's parts to what may be done."""

from __future__ import annotations

import streamlit as st

from scoring.ui.panels.account.records import records
from scoring.ui.panels.why import why
from scoring.ui.state import State
from scoring.workbench.following import Standing


def page(here: State, seen: Standing) -> None:
    """Draw the parts below the account's head."""
    if seen.row < 0:
        return
    st.markdown("**Points won and lost**")
    why(here, seen.row, "account")
    records(here, int(here.data.book.frame.account[seen.row]))
