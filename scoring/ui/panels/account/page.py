"""Everything that is known of one account, from its score's parts to what may be done."""

from __future__ import annotations

import streamlit as st

from scoring.ui.panels.account.history import history
from scoring.ui.panels.account.path import path
from scoring.ui.panels.account.peers import peers
from scoring.ui.panels.account.playbook import playbook
from scoring.ui.panels.account.records import records
from scoring.ui.panels.account.values import values
from scoring.ui.panels.why import why
from scoring.ui.state import State
from scoring.workbench.following import Standing


def page(here: State, seen: Standing) -> None:
    """Draw the parts below the account's head."""
    if seen.row < 0:
        return
    st.markdown("### Points won and lost")
    why(here, seen.row, "account")
    values(here, seen)
    history(here, seen)
    left, right = st.columns([7, 5], gap="large")
    with left:
        path(here, seen)
        playbook(here, seen)
    with right:
        peers(here, seen)
    records(here, int(here.data.book.frame.account[seen.row]))
