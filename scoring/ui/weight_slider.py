"""The slider of a weight, which takes its part of a total with the sliders of all other weights."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from scoring.spec.model import PULSE
from scoring.ui.dragging import native, register
from scoring.ui.slider import Row, Slider, live_row, live_sliders, native_slider
from scoring.ui.state import State, attempt
from scoring.ui.wishes import wish


def weight_slider(here: State, line: str, shown: Slider) -> None:
    """Draw the slider of a metric's weight, or of the pulse's, and its share of all weights.

    Input: the metric's id, PULSE for the pulse.
    """
    if not native():
        live_sliders(here, [weight_row(here, line, shown)], shown.key)
        return
    register(here, shown.key, partial(here.weighed, line))
    native_slider(shown, lambda _: wish(here, line, shown.key))
    share = here.draft.effective_weight(line)
    with st.container(key=f"share-of-{'the-pulse' if line == PULSE else line}", width=44):
        st.markdown(f":gray[{share:.0%}]")


def weight_row(here: State, line: str, shown: Slider) -> Row:
    """The same as one of several sliders in one piece.

    While it is dragged the browser moves the other weights with it as `with_weight` will, and
    lets them be where they are locked.
    """
    register(here, shown.key, partial(here.weighed, line))
    return live_row(here, shown, lambda weight: _put(here, line, weight), _shared(here, line))


def _put(here: State, line: str, weight: float) -> None:
    attempt(lambda: here.weigh(line, weight))


def _shared(here: State, line: str) -> dict[str, Any]:
    """What `slider.js` reads of a weight: whether it counts and whether others move it."""
    active = [one.id for one in here.draft.active]
    ids = [*(metric.id for metric in here.draft.metrics), PULSE]
    out = here.set_out if here.keep_total else None
    start = {one.id: float(one.weight) for one in out[1].active} if out else {}
    return {
        "id": line,
        "order": active.index(line) if line in active else len(active) + ids.index(line),
        "counts": line in active,
        "keep": here.keep_total,
        "fixed": line == PULSE or line in here.locked,
        "from": {"moved": out[0], "weight": start[line]} if out and line in start else None,
    }
