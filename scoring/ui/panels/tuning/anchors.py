"""Where each metric's points could begin and end, by the customers there are."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from scoring.kinds.normaliser import plain as number
from scoring.ui.bound import plain
from scoring.ui.panels.board import METRICS, picked_row
from scoring.ui.panels.tuning.studied import the_panel
from scoring.ui.state import State, attempt
from scoring.workbench import Picture
from scoring.workbench.anchoring import (
    Shape,
    SuggestedAnchors,
    suggested_anchors,
    with_anchors,
)

_SHAPES: Final[dict[Shape, str]] = {"line": "A straight line", "steps": "Three steps"}


def anchors(here: State, seen: Picture) -> None:
    """The rule of each metric beside marks of its active accounts, and buttons to take them."""
    panel = the_panel(here, seen)
    if panel is None:
        return
    found = suggested_anchors(here.data, here.draft, seen.month, panel, here.within)
    if not found:
        st.info("No metric is switched on.")
        return
    shape = st.segmented_control(
        "Points by",
        list(_SHAPES),
        key="tune-shape",
        default="line",
        required=True,
        format_func=_SHAPES.__getitem__,
    )
    rows = list(range(len(found)))
    picked = picked_row(
        pd.DataFrame([_row(one, shape) for one in found]), "tune-anchors", rows, METRICS
    )
    st.caption(
        "0 points at the 10th percentile of active accounts and 100 at the 90th, in friendly"
        " numbers; or 0 for the worst fifth, 50 up to the middle and 100 above. No loss is looked"
        " at, but for the direction. Shapes fitted to losses gained less than a point."
    )
    _buttons(here, found, shape, picked)


def _row(one: SuggestedAnchors, shape: Shape) -> dict[str, str]:
    return {
        "Metric": one.metric.title,
        "Now": one.metric.normaliser.in_words(),
        "Suggested": _words(one, shape),
        "To heed": "turned: those lost have more points" if one.turned else "",
    }


def _words(one: SuggestedAnchors, shape: Shape) -> str:
    if one.found is None:
        return one.words
    if shape == "line":
        same = " (as it is)" if one.same else ""
        return f"0 points at {number(one.found.worst)}, 100 at {number(one.found.best)}{same}"
    if one.found.steps is None:
        return "its values are too alike for three steps"
    return ", ".join(f"{number(p)} points from {number(v)}" for v, p in one.found.steps)


def _buttons(
    here: State, found: tuple[SuggestedAnchors, ...], shape: Shape, picked: int | None
) -> None:
    fit = tuple(one for one in found if _applies(one, shape))
    with st.container(horizontal=True):
        chosen = None if picked is None else found[picked]
        name = "the chosen metric" if chosen is None else chosen.metric.title
        st.button(
            plain(f"Use them for {name}"),
            key="tune-anchor-one",
            disabled=chosen is None or not _applies(chosen, shape),
            on_click=lambda: _put(here, (chosen,) if chosen else (), shape),
            help="Choose a row of the table first.",
        )
        st.button(
            f"Use them for all {len(fit)}",
            key="tune-anchor-all",
            disabled=not fit,
            on_click=lambda: _put(here, fit, shape),
            help="One change; Undo takes all of it back.",
        )


def _applies(one: SuggestedAnchors, shape: Shape) -> bool:
    if one.found is None:
        return False
    return not one.same if shape == "line" else one.found.steps is not None


def _put(here: State, chosen: tuple[SuggestedAnchors, ...], shape: Shape) -> None:
    attempt(lambda: here.revise(with_anchors(here.draft, chosen, shape)))
