"""So many visits are open at a time; a further one is told that the server is busy, and waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from scoring.limits.visits import VISITS

_EVERY: Final = 20.0
"""Seconds after which a visit that waits asks again."""


class Visits:
    """The visits that were let in; safe between threads."""

    def __init__(self, most: int, is_open: Callable[[str], bool]) -> None:
        """At most so many; and who tells whether a visit, by its id, is still open."""
        self._most, self._is_open = most, is_open
        self._in: set[str] = set()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many were let in and have not been found gone."""
        return len(self._in)

    def let_in(self, visit: str) -> bool:
        """Whether a visit may go on: it was let in before, or there is room.

        Who has gone is looked for only where all places are taken.
        """
        with self._lock:
            if visit in self._in:
                return True
            if len(self._in) >= self._most:
                self._in = {one for one in self._in if self._is_open(one)}
            if len(self._in) >= self._most:
                return False
            self._in.add(visit)
            return True


def _is_open(visit: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(visit)


_VISITS: Final = Visits(VISITS.now, _is_open)


def stop_if_busy() -> None:
    """Show nothing but a calm sentence, which goes by itself, where too many are here."""
    context = get_script_run_ctx()
    if context is None or _VISITS.let_in(context.session_id):
        return
    st.markdown("##### The server is busy")
    st.info(
        f"{VISITS.said()} are open, as many as there may be at a time. This page opens by itself"
        " once somebody leaves; nothing has to be done.",
        icon=":material/hourglass_empty:",
    )
    _ask_again(context.session_id)
    st.stop()


@st.fragment(run_every=_EVERY)
def _ask_again(visit: str) -> None:
    if _VISITS.let_in(visit):
        st.rerun()
