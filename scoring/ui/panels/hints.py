"""What experience says about the card: folded away, and never in anybody's way."""

from __future__ import annotations

import streamlit as st

from scoring.output.figures import count
from scoring.ui.bound import plain
from scoring.ui.state import State
from scoring.workbench import hints

_MOST = 12


def hints_now(here: State) -> None:
    """How many hints there are, and in a fold each with its figures and its next step.

    The label of the fold stays the same while the number moves, so that it stays open.
    """
    found = hints(here.data, here.card, here.as_of)
    number = "no hints" if not found else "1 hint" if len(found) == 1 else f"{len(found)} hints"
    st.markdown(
        f"## Advice :gray[· {number}]",
        help="What is known to go wrong with cards, held against this one and all customers"
        " of the month. Nothing is ever blocked.",
    )
    with st.expander("What to look at", key="hints"):
        if not found:
            st.caption("Nothing stands out: the card keeps to what experience advises.")
        for hint in found[:_MOST]:
            st.markdown(f":small[{plain(hint.sentence)} :gray[{plain(hint.next_step)}]]")
        if len(found) > _MOST:
            st.caption(f"And {count(len(found) - _MOST)} more.")
