"""The cuts between the bands, two on one slider."""

from __future__ import annotations

import streamlit as st

from scoring.spec.edit import with_cuts
from scoring.spec.glossary import meaning
from scoring.spec.model import Card
from scoring.ui.slider import Slider, card_slider
from scoring.ui.state import State


def cuts(here: State) -> None:
    """Sliders for the lower bounds of all bands but the lowest, on the card's own scale."""
    bands = here.draft.bands
    if len(bands) < 2:
        return
    st.markdown("## Bands", help=meaning("Band"))
    low, high = (1.0, 10.0) if here.draft.display == "ten" else (0.0, 100.0)
    step = 0.1 if here.draft.display == "ten" else 0.5
    if len(bands) == 3:
        _pair(here, low, high, step)
        return
    for i in range(len(bands) - 1):
        _single(here, i, low, high, step)


def _pair(here: State, low: float, high: float, step: float) -> None:
    upper, lower = here.draft.bands[0], here.draft.bands[1]
    names = f"{lower.name} from", f"{upper.name} from"
    shown = Slider(
        ", ".join(names),
        "cut-pair",
        (float(lower.start), float(upper.start)),
        low,
        high,
        step,
        handles=names,
        help=meaning("Cut"),
    )
    card_slider(here, shown, lambda a, b: with_cuts(here.draft, (b, a)))


def _single(here: State, position: int, low: float, high: float, step: float) -> None:
    band = here.draft.bands[position]
    shown = Slider(f"{band.name} from", f"cut-{position}", (float(band.start),), low, high, step)

    def turned(start: float) -> Card:
        starts = [b.start for b in here.draft.bands[:-1]]
        starts[position] = start
        return with_cuts(here.draft, starts)

    card_slider(here, shown, turned)
