"""A part of the page that takes long is worked out beside it, with a bar and a way to end it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from scoring.errors import Stopped
from scoring.ui.panels.bar import AT_ONCE, bar, visit, visitor_is_here
from scoring.ui.state import State
from scoring.workbench import Job, Watch

Made = TypeVar("Made")


def worked(
    here: State, part: str, key: Hashable, about: str, make: Callable[[Watch], Made]
) -> Made | None:
    """What `make` gives, or None while it goes on and its bar is shown.

    Input: the part of the page; all that the result depends on: for another key the work
    begins anew, and what went on for the old one is ended; what is being made, in words.
    Raises what the work raises.
    """
    known = here.works.get(part)
    if known is None or known[0] != key:
        if known is not None:
            known[1].stop()
        job: Job[Made] = Job(about, make, part, visitor_is_here(), visit())
        known = here.works[part] = (key, job)
        job.wait(AT_ONCE)
    job = known[1]
    if not job.done:
        bar(job, f"cancel-{part}")
        return None

    def again() -> None:
        here.works.pop(part, None)

    try:
        return job.result()
    except Stopped:
        st.info("It was cancelled.", icon=":material/info:")
        st.button(
            "Begin again",
            key=f"again-{part}",
            icon=":material/refresh:",
            on_click=again,
        )
        return None
