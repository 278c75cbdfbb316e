"""Work that goes on beside the page: a bar with its step, and a way to end it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from scoring.ui.bound import plain
from scoring.workbench import Job

AT_ONCE = 0.4
"""Seconds for which the page waits, so that short work needs no bar."""


def bar(job: Job[Any], key: str) -> None:
    """Show how far it is until it ends; then the whole page is drawn anew."""

    @st.fragment(run_every=0.25)
    def drawn() -> None:
        if job.done:
            st.rerun()
        with st.container(border=True):
            said = f"{plain(job.about)}: {plain(job.watch.step)} …"
            st.progress(job.watch.share, text=said)
            st.button("Cancel", key=key, icon=":material/close:", on_click=job.stop)

    drawn()


def visit() -> str:
    """The visit that this run of a page belongs to; empty where there is none."""
    context = get_script_run_ctx()
    return context.session_id if context is not None else ""


def visitor_is_here() -> Callable[[], bool]:
    """Tells whether this visitor's tab is still open; to be asked from any thread."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return lambda: True
    server, session = runtime.get_instance(), context.session_id
    return lambda: server.is_active_session(session)
