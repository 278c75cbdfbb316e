"""The board of lost customers is drawn in the browser, where it sorts, filters and searches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

_here = Path(__file__)
_board = st.components.v2.component(
    "bellwether.board",
    css=_here.with_suffix(".css").read_text(encoding="utf-8"),
    js=_here.with_suffix(".js").read_text(encoding="utf-8"),
)


def show_board(data: Mapping[str, Any], key: str, changed: Callable[[], None]) -> None:
    """Draw the board.

    Input: what `board.js` reads; a key that stays the same from run to run; what to do when a
    row was chosen, by the id that stands under `chosen` in the session's state of the key.
    """
    _board(key=key, data=dict(data), on_chosen_change=changed)
