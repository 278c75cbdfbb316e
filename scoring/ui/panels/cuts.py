"""The cuts between the bands, two on one slider."""

from __future__ import annotations

import streamlit as st

from scoring.spec.edit import with_cuts
from scoring.ui.bound import held, plain
from scoring.ui.state import State, attempt


def cuts(here: State) -> None:
    """Sliders for the lower bounds of all bands but the lowest, on the card's own scale."""
    bands = here.draft.bands
    if len(bands) < 2:
        return
    st.markdown("**Bands**")
    low, high = (1.0, 10.0) if here.draft.display == "ten" else (0.0, 100.0)
    step = 0.1 if here.draft.display == "ten" else 0.5
    if len(bands) == 3:
        _pair(here, low, high, step)
        return
    for i in range(len(bands) - 1):
        _single(here, i, low, high, step)


def _pair(here: State, low: float, high: float, step: float) -> None:
    upper, lower = here.draft.bands[0], here.draft.bands[1]

    def moved() -> None:
        a, b = st.session_state["cut-pair"]
        attempt(lambda: here.revise(with_cuts(here.draft, (float(b), float(a)))))

    st.slider(
        plain(f"{lower.name} from, {upper.name} from"),
        min_value=low,
        max_value=high,
        step=step,
        format="%g",
        **held("cut-pair", (float(lower.start), float(upper.start))),
        on_change=moved,
        help="A score on the cut belongs to the better band",
    )


def _single(here: State, position: int, low: float, high: float, step: float) -> None:
    key = f"cut-{position}"

    def moved() -> None:
        starts = [b.start for b in here.draft.bands[:-1]]
        starts[position] = float(st.session_state[key])
        attempt(lambda: here.revise(with_cuts(here.draft, starts)))

    st.slider(
        plain(f"{here.draft.bands[position].name} from"),
        min_value=low,
        max_value=high,
        step=step,
        format="%g",
        **held(key, float(here.draft.bands[position].start)),
        on_change=moved,
    )
