"""Whoever asks for pages faster than anybody can look at them waits, so that others need not."""

from __future__ import annotations

import time
from typing import Final

import streamlit as st

MANY: Final = 12
"""So many whole pages may begin within `WITHIN` seconds; sliders and forms run a part alone."""

WITHIN: Final = 3.0
WAIT: Final = 0.5
_KEY: Final = "pace"


def keep_pace() -> None:
    """Wait half a second where this visit has just begun many pages.

    Meanwhile other visits have the processor. What was asked for since replaces this page before
    it is made; the last one asked for is made in full.
    """
    now = time.monotonic()
    begun = [*(one for one in st.session_state.get(_KEY, ()) if now - one < WITHIN), now]
    st.session_state[_KEY] = begun[-MANY - 1 :]
    if len(begun) > MANY:
        time.sleep(WAIT)
