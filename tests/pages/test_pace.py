"""Many pages in a moment make a visit wait, and no other."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from scoring.ui.pace import MANY, WAIT


def page() -> None:
    """A page that says how long it waited before it began."""
    import time

    import streamlit as st

    from scoring.ui.pace import keep_pace

    began = time.monotonic()
    keep_pace()
    st.session_state["waited"] = time.monotonic() - began


def waits(app: AppTest, times: int) -> list[bool]:
    """Whether each of so many runs, one after the other, waited."""
    return [app.run().session_state["waited"] >= WAIT for _ in range(times)]


def test_a_visit_that_asks_for_many_pages_waits() -> None:
    """Twelve in three seconds are free, the thirteenth waits; another visit does not."""
    hasty, calm = (AppTest.from_function(page, default_timeout=30) for _ in range(2))
    assert waits(hasty, MANY + 1) == [False] * MANY + [True]
    assert waits(calm, 2) == [False, False]
