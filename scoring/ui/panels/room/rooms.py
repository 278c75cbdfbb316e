"""What the page shows depends on who this is: nobody yet, somebody who votes, or the host."""

from __future__ import annotations

import streamlit as st

from scoring.ui import keeping
from scoring.ui.panels.room import door, host, voting
from scoring.ui.seat import remember, seat
from scoring.ui.state import State


def rooms(here: State) -> None:
    """The way in, the vote, or the host's page."""
    mine = seat()
    room = keeping.rooms_store().room(mine.code) if mine.code else None
    remember(mine, room)
    if mine.waits and room is not None:
        st.caption("Opening the room …")
    elif room is not None and mine.key:
        host.host(here, room, mine.key)
    elif room is not None and mine.token:
        voting.voting()
    elif room is not None:
        door.come_in_here(room)
    else:
        if mine.code:
            st.warning(
                "There is no such room, or it is over. Check the code, or ask the host for a new"
                " one.",
                icon=":material/info:",
            )
        door.door(here)
