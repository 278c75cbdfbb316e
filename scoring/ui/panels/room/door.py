"""A room is opened from what is on the screen, or joined by its code and a name."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from scoring.errors import BellwetherError, in_one_sentence
from scoring.output.figures import count
from scoring.store import Room
from scoring.ui import keeping
from scoring.ui.bound import plain
from scoring.ui.seat import leave, may_open, opened, seat, sit
from scoring.ui.state import State, attempt
from scoring.workbench.meeting import (
    CAPACITY,
    HOURS,
    MOST_IN_NAME,
    card_of,
    code_from,
    code_in_words,
    come_in,
    open_room,
    secret,
)


def door(here: State) -> None:
    """Open a room at the left, join one at the right."""
    st.markdown("# What do we agree on?")
    left, right = st.columns(2, gap="large")
    with left:
        _opening(here)
    with right:
        _joining()


def _opening(here: State) -> None:
    st.markdown("## Open a room")
    st.caption(
        plain(
            f"For the card “{here.card.name}” with {count(len(here.card.active))} metrics and the"
            f" data “{here.data.catalogue.name}”. Up to {CAPACITY} people join by a link, without"
            f" an account, and share out 100 points each. It ends after {HOURS} hours."
        )
    )
    anonymous = st.toggle(
        "Leave names out",
        key="room-anonymous",
        help="Nobody is asked for a name, and none is kept. It cannot be changed later.",
    )

    def begun() -> None:
        may_open()
        room, key = open_room(
            keeping.rooms_store(),
            here.card,
            here.data_id,
            here.data.catalogue.name,
            dt.datetime.now(dt.UTC),
            anonymous=anonymous,
        )
        opened(room.code)
        sit(room.code, key=key)

    st.button(
        "Open the room",
        key="room-open",
        type="primary",
        icon=":material/meeting_room:",
        on_click=lambda: attempt(begun),
    )
    if keeping.team_store() is None:
        st.caption("This server keeps rooms in memory: a restart ends them.")


def _joining() -> None:
    st.markdown("## Join a room")

    def gone_in() -> None:
        code = code_from(st.session_state["room-code"])
        if code:
            sit(code)
        else:
            seat().problem = "A code has nine letters and figures. The host can read it to you."

    with st.form("room-join", border=False):
        st.text_input("Code of the room", key="room-code", placeholder="ABC-DEF-GHJ")
        st.form_submit_button("Enter", key="room-go", icon=":material/login:", on_click=gone_in)
    _problem()


def _problem() -> None:
    """Say once what was wrong with what was typed."""
    if seat().problem:
        st.error(plain(seat().problem))
        seat().problem = ""


def come_in_here(room: Room) -> None:
    """Ask for a name and let somebody in."""
    card = card_of(room)
    st.markdown(f"# Room {code_in_words(room.code)}")
    st.markdown(
        plain(
            f"What should count in the health score “{card.name}”? You have 100 points for"
            f" {len(card.active)} metrics. Give more to what matters more."
        )
    )

    def entered() -> None:
        token = secret()
        try:
            name = st.session_state.get("room-who", "")
            come_in(keeping.rooms_store(), room, name, token)
        except BellwetherError as error:
            seat().problem = in_one_sentence(error)
        else:
            sit(room.code, token=token)

    with st.form("room-name", border=False):
        if room.anonymous:
            st.caption("Nobody is asked for a name here, and none is kept.")
        else:
            st.text_input("Your name", key="room-who", max_chars=MOST_IN_NAME)
        st.form_submit_button(
            "Join", key="room-enter", type="primary", width="stretch", on_click=entered
        )
    _problem()
    st.button("Another room", key="room-other", type="tertiary", on_click=leave)
