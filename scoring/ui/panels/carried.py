"""What a visit wrote while the team's store was away is offered to it once it is back."""

from __future__ import annotations

import streamlit as st

from scoring.ui import keeping
from scoring.ui.state import State, attempt


def carried(here: State) -> None:
    """A line with a button, as long as there is something that the store has not got."""
    team, own = keeping.team_store(), here.own.store
    if team is None or own is None or team.read_only:
        return
    written = own.count()
    if not written:
        return

    def kept() -> None:
        team.take_over(own)
        here.own.store = None
        own.close()

    things = "one thing" if written == 1 else f"{written} things"
    with st.container(horizontal=True, vertical_alignment="center", key="carried"):
        st.info(
            f"While the store was away you wrote {things} down, kept for this visit only.",
            icon=":material/inventory_2:",
        )
        st.button(
            "Keep in the store",
            key="carried-keep",
            type="primary",
            on_click=lambda: attempt(kept),
            help="Pulses, notes, interventions, done steps and versions, with their times.",
        )
