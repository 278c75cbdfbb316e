"""The host lets people in, closes and opens rounds, and sees what the room came to."""

from __future__ import annotations

import streamlit as st

from scoring.output.figures import count
from scoring.store import Room
from scoring.store.rooms import MOST_ROUNDS
from scoring.ui import frame, keeping
from scoring.ui.bound import plain
from scoring.ui.panels.link import qr
from scoring.ui.panels.room import results
from scoring.ui.seat import leave, seat
from scoring.ui.state import State, attempt
from scoring.workbench.meeting import card_of, code_in_words, told_apart


def host(here: State, room: Room, key: str) -> None:
    """The way in for the others; who has come, or what they said; what the host can do."""
    st.markdown("# What do we agree on?")
    names = "names are left out" if room.anonymous else "names are shown"
    st.caption(
        plain(
            f"Room {code_in_words(room.code)} · “{card_of(room).name}” on “{room.book}” · round"
            f" {room.round}, {names} · for up to {room.capacity} people · ends"
            f" {room.ends:%d %b at %H:%M} UTC"
        )
    )
    if here.data_id != room.data:
        st.warning(
            plain(f"This room was opened for “{room.book}”; other data are open now."),
            icon=":material/info:",
        )
    if room.open:
        left, right = st.columns([5, 7], gap="large")
        with left:
            _way_in(room)
            _next_step(room, key)
        with right:
            arrivals()
    else:
        _next_step(room, key)
        results.results(here, room)


def _way_in(room: Room) -> None:
    base = (st.context.url or "").split("?")[0].rstrip("/")
    with st.container(key="room-code"):
        st.markdown(f"## {code_in_words(room.code)}")
    address = f"{base}?room={room.code}"
    st.code(address, language=None, wrap_lines=True)
    qr(address, "room-qr")
    st.caption("Open this address on a phone, or go to the page Workshop and type the code.")


@st.fragment(run_every=1.5)
def arrivals() -> None:
    """Who has come and who has voted, but not what; looked at anew every second and a half."""
    with frame.error_box():
        store, mine = keeping.rooms_store(), seat()
        room = store.room(mine.code)
        if room is None or not room.open:
            return
        people = store.people(room)
        voted = {vote.person for vote in store.votes(room.code) if vote.round == room.round}
        st.markdown(f"**{count(len(voted))} of {count(len(people))} have voted**")
        st.progress(len(voted) / len(people) if people else 0.0)
        if not people:
            st.caption("Nobody is here yet. People appear by themselves as they join.")
        elif room.anonymous:
            st.caption("Names are left out, and what was voted is shown when the round is closed.")
        else:
            marks = {True: ":material/check_circle:", False: ":material/hourglass_empty:"}
            named = zip(people, told_apart([one.name for one in people]), strict=True)
            said = [f"{marks[one.id in voted]} {plain(name)}" for one, name in named]
            st.markdown(" &nbsp; ".join(said))
            st.caption("What was voted is shown when the round is closed.")


def _next_step(room: Room, key: str) -> None:
    """Close the round, or begin the next one; and how to leave."""
    store = keeping.rooms_store()
    with st.container(horizontal=True, gap="small"):
        if room.open:
            st.button(
                "Close the round",
                key="room-close",
                type="primary",
                icon=":material/lock:",
                on_click=lambda: attempt(lambda: store.close_round(room.code, key)),
            )
        else:
            st.button(
                "Vote again",
                key="room-again",
                icon=":material/restart_alt:",
                disabled=room.round >= MOST_ROUNDS,
                help="Opens the next round. Everybody starts from their last vote. A room has at"
                f" most {MOST_ROUNDS} rounds.",
                on_click=lambda: attempt(lambda: store.open_round(room.code, key)),
            )
        _ways_out(room, key)


def _ways_out(room: Room, key: str) -> None:
    def ended() -> None:
        keeping.rooms_store().end_room(room.code, key)
        leave()

    with st.popover("End the room", type="tertiary", key="room-end"):
        st.caption("Everybody is sent out and all votes are forgotten. Download them before.")
        st.button("End it for everybody", key="room-ended", on_click=lambda: attempt(ended))
    st.button(
        "Leave for now",
        key="room-away",
        type="tertiary",
        on_click=leave,
        help="The room goes on. On this device its code brings you back as the host.",
    )
