"""A segment that is chosen is whom the side bar looks at, on every page; chosen again, all are."""

from __future__ import annotations

from typing import Final

import streamlit as st

from scoring.live.among import EVERYONE, in_words
from scoring.output.charts.picking import picked
from scoring.ui.bound import plain
from scoring.ui.state import State
from scoring.workbench.segmenting import Divided

_TURN: Final = "segments-turn"


def turn() -> int:
    """How many choices were made so far."""
    return int(st.session_state.get(_TURN, 0))


def next_turn() -> None:
    """What was clicked before this is no longer meant."""
    st.session_state[_TURN] = turn() + 1


def brush(here: State, found: Divided, cell: int) -> None:
    """Look at one cell's accounts, or at all again."""
    next_turn()
    among = found.brushed(cell) if 0 <= cell < found.crossed.size else None
    if among is None:
        st.toast("Several values together cannot be looked at alone.", icon=":material/info:")
        return
    here.filter = among


def clicked(here: State, found: Divided, key: str) -> None:
    """Follow a click on a chart."""
    cell = picked(st.session_state.get(key, {}), turn())
    if cell is not None:
        brush(here, found, cell)


def looking_at(here: State, found: Divided | None) -> None:
    """Whom the rest of the page is about, and the way back to all."""

    def everybody() -> None:
        next_turn()
        here.filter = EVERYONE

    with st.container(horizontal=True, vertical_alignment="center", key="looking-at"):
        st.markdown(f"## {plain(here.filter.words)}", width="content")
        if here.filter:
            st.button(
                "Show all accounts",
                key="segments-clear",
                icon=":material/close:",
                type="tertiary",
                on_click=everybody,
            )
    if found is not None and len(found.rest.traits) + len(found.crossed.axes) > 2:
        gone = ", ".join(in_words(trait) for trait in found.rest.traits)
        st.caption(
            plain(f"Above are the accounts with {gone}. A field names two traits already:")
            + " choosing one lets go of that."
        )
