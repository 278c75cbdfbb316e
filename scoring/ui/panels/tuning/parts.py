"""What the losses say of metrics, weights and cuts, one part at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from scoring.ui.bound import plain
from scoring.ui.panels.tuning.anchors import anchors
from scoring.ui.panels.tuning.boxing import without_locked
from scoring.ui.panels.tuning.cautions import cautions
from scoring.ui.panels.tuning.cut import cut
from scoring.ui.panels.tuning.gaps import gaps
from scoring.ui.panels.tuning.honesty import honesty
from scoring.ui.panels.tuning.metrics import metrics
from scoring.ui.panels.tuning.missed import missed
from scoring.ui.panels.tuning.moved import moved
from scoring.ui.panels.tuning.segments import segments
from scoring.ui.panels.tuning.swing import swing
from scoring.ui.panels.tuning.weights import weights
from scoring.ui.panels.tuning.wobble import wobble
from scoring.ui.panels.tuning.worth import worth
from scoring.ui.state import State
from scoring.workbench import Picture
from scoring.workbench.suggesting import as_judged

PARTS: Final[Mapping[str, Callable[[State, Picture], None]]] = {
    "Metrics": metrics,
    "Weights": weights,
    "Anchors": anchors,
    "Cut": cut,
    "By segment": segments,
    "Worth": worth,
    "One weight": swing,
    "All weights": wobble,
    "Gaps": gaps,
    "Missed": missed,
    "Drift": moved,
    "Warnings": cautions,
    "Honesty": honesty,
}
"""The parts in their order, each a panel."""


def parts(here: State, seen: Picture) -> None:
    """How far so many losses carry, and the part that was chosen."""
    if here.card.kind == "points":
        st.info("A points card adds up what happened: it has no weights to tune.")
        return
    seen = without_locked(here, seen)
    _banner(here, seen)
    names = list(PARTS)
    part = st.segmented_control(
        "What to look at", names, default=names[0], key="tune-part", required=True
    )
    PARTS.get(str(part), metrics)(here, seen)


def _banner(here: State, seen: Picture) -> None:
    gate = seen.trial.gate
    if gate.banner == "red":
        st.warning(plain(gate.words), icon=":material/warning:")
    elif gate.banner == "amber":
        st.warning(plain(gate.words), icon=":material/info:")
    st.caption(plain(seen.trial.ruler.words))
    if as_judged(here.draft, here.taken) is not here.draft:
        st.caption(
            ":material/school: The weights of this card were learnt from these very losses, so"
            " every ranking of it by them is flattered; what it is worth elsewhere is said under"
            " Weights, held out."
        )
