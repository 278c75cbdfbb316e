"""Workbench: what happens if I change this?"""

import streamlit as st

from scoring.ui import dragging, frame, state, wishes
from scoring.ui.panels import (
    bands_now,
    board,
    card_bar,
    cuts,
    display,
    facts,
    hints,
    lines,
    pulse,
    tiles,
    variants,
)

frame.within()


@st.fragment
def workbench() -> None:
    """Sliders on the left, consequences on the right; runs again when a change is made."""
    with frame.error_box():
        here = state.current()
        dragging.put_down(here)
        wishes.settle(here)
        card_bar.card_bar(here)
        left, right = st.columns([5, 7], gap="large")
        with left:
            variants.variants(here)
            lines.lines(here)
            facts.facts(here)
            pulse.pulse(here)
            cuts.cuts(here)
            display.display(here)
            hints.hints_now(here)
        with right:
            consequences()
    state.publish("workbench")


@st.fragment
def consequences() -> None:
    """What the card does to the book; only this part runs again while a slider is dragged."""
    with frame.error_box():
        here = state.current()
        shown = here.shown
        seen = state.seen(shown, moving=here.in_hand is not None)
        tiles.tiles(shown, seen)
        bands_now.bands_now(shown, seen)
        board.board(shown, seen)
        dragging.listen(here)


workbench()
