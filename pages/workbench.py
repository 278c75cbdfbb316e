"""Workbench: what happens if I change this?"""

import streamlit as st

from scoring.ui import frame, state, wishes
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
    """Sliders on the left, consequences on the right; only this part runs again on a drag."""
    with frame.error_box():
        here = state.current()
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
        with right, frame.error_box():
            seen = state.seen(here)
            tiles.tiles(here, seen)
            bands_now.bands_now(here, seen)
            board.board(here, seen)
    state.publish("workbench")


workbench()
