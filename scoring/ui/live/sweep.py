"""The chart of all cuts with a handle that streams its place while it is dragged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

_here = Path(__file__)
_sweep = st.components.v2.component(
    "bellwether.sweep",
    css=_here.with_suffix(".css").read_text(encoding="utf-8"),
    js=_here.with_suffix(".js").read_text(encoding="utf-8"),
)


def show_sweep(data: Mapping[str, Any], key: str, moved: Callable[[], None]) -> None:
    """Draw the chart.

    Input: what `sweep.js` reads; a key that stays the same from run to run; what to do when the
    handle was moved, to the score that stands under `cut` in the session's state of the key.
    """
    _sweep(key=key, data=dict(data), on_cut_change=moved)
