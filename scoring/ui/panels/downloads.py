"""Scores and SQL to take away."""

from __future__ import annotations

import streamlit as st

from scoring.ui.panels.card_sql import card_sql
from scoring.ui.panels.score_files import score_files
from scoring.ui.state import State
from scoring.workbench import check_against, months_asked


def downloads(here: State) -> None:
    """Every account's score as a file, and the card as SQL."""
    st.markdown("## Scores")
    faults = check_against(here.card, here.data)
    if any(f.severity == "error" for f in faults):
        st.info("This card reads measures that these data do not have, so there is no score.")
        return
    which = st.radio(
        "Months", [f"{here.as_of}", "all months"], horizontal=True, key="months-to-write"
    )
    months = months_asked(here.data, "all") if which == "all months" else (here.as_of,)
    score_files(here, months)
    card_sql(here)
