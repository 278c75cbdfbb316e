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
    first_tries,
    hints,
    lines,
    pulse,
    tiles,
    tour,
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
        first_tries.first_tries(here)
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
    """What the card does to the book; runs again when a tab is opened or a customer chosen."""
    with frame.error_box():
        here = state.current()
        seen = state.seen(here)
        tiles.tiles(here, seen)
        bands_now.bands_now(here, seen)
        board.board(here, seen, following)


@st.fragment
def following() -> None:
    """What only follows: it alone runs again while a slider is dragged, and tells the rest."""
    with frame.error_box():
        here = state.current()
        shown, moving = here.shown, here.in_hand is not None
        seen = state.seen(shown, moving=moving)
        board.following_lists(shown, seen)
        told = [tiles.tiles_news, bands_now.bands_news, board.board_news] if moving else []
        dragging.listen(here, {key: one for tell in told for key, one in tell(shown, seen).items()})


workbench()
tour.tour(state.current())
