"""What more the same cases tell, one part at a time, so that a drag draws only what is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from scoring.ui.panels.lookback.alarms import alarms
from scoring.ui.panels.lookback.bands import bands
from scoring.ui.panels.lookback.cases import cases
from scoring.ui.panels.lookback.early import early
from scoring.ui.panels.lookback.leaks import leaks
from scoring.ui.panels.lookback.segments import segments
from scoring.ui.state import State
from scoring.workbench import Picture

PARTS: Final[Mapping[str, Callable[[State, Picture], None]]] = {
    "By band": bands,
    "How early": early,
    "False alarms": alarms,
    "By segment": segments,
    "Leaks": leaks,
    "Cases": cases,
}
"""The parts in their order, each a panel."""


def details(here: State, seen: Picture) -> None:
    """The part that was chosen."""
    names = list(PARTS)
    part = st.segmented_control(
        "More of the same cases", names, default=names[0], key="look-part", required=True
    )
    PARTS.get(str(part), bands)(here, seen)
