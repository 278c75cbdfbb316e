"""What was agreed goes onto the card by one undoable step, or leaves as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from scoring.errors import BellwetherError
from scoring.store import Room
from scoring.tune.stakeholders import WAYS, Way
from scoring.ui.panels.file_buttons import file_buttons
from scoring.ui.state import State, attempt
from scoring.workbench.agreeing import Outcome, agreed_card
from scoring.workbench.meeting import Voter
from scoring.workbench.telling import notes, votes_table

_PUT: Final = "room-put"
"""The digests of cards as the room left them: no other change is undone here."""


def apply(here: State, told: Outcome, way: Way) -> None:
    """The button that puts the weights on the Workbench, with the red cut where one is wished."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with_cut = told.cut is not None and st.toggle(
            f"And the red cut: {told.cut:g}, the median of {len(told.cuts)}", key="room-cut"
        )
        weights, cut = told.weights(way), told.cut if with_cut else None
        put: set[str] = st.session_state.get(_PUT, set())

        def applied() -> None:
            here.change(agreed_card(here.card, told, weights, cut))
            st.session_state[_PUT] = {*put, here.card.digest}

        done = _stands(here, told, weights, cut)
        st.button(
            "On the card" if done else f"Put the {WAYS[way].lower()} on the card",
            key="room-apply",
            type="primary",
            icon=":material/check:",
            disabled=done,
            on_click=lambda: attempt(applied),
            help="One change; Undo on the Workbench takes all of it back.",
        )
        st.button(
            "Undo",
            key="room-undo",
            type="tertiary",
            icon=":material/undo:",
            disabled=not here.past or here.card.digest not in put,
            help="Takes back what the room put on the card; other changes are undone on the"
            " Workbench.",
            on_click=here.undo,
        )


def _stands(here: State, told: Outcome, weights: Mapping[str, float], cut: float | None) -> bool:
    """Whether the card on the screen is what was agreed already."""
    try:
        return agreed_card(here.card, told, weights, cut).digest == here.card.digest
    except BellwetherError:  # said when it is tried
        return False


def take_away(room: Room, everyone: Sequence[Voter], told: Outcome) -> None:
    """Every vote of every round, and the method in words."""
    st.markdown("## Take it away")
    with st.container(horizontal=True, gap="small"):
        file_buttons(
            "Votes", f"votes-{room.code}", "room-votes", lambda: votes_table(room, everyone)
        )
        st.download_button(
            "Notes as .txt",
            notes(room, told),
            f"notes-{room.code}.txt",
            "text/plain",
            icon=":material/download:",
            key="room-notes",
            on_click="ignore",
        )
