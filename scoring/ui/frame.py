"""Every page stands in the same frame: side bar, notice, error box and address."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from scoring.errors import BellwetherError, FindingsError, in_sentences
from scoring.limits.ending import asked_by
from scoring.limits.time import PAGE_SECONDS
from scoring.ui import arrival, logged, records, started, state, visits
from scoring.ui.bound import plain
from scoring.ui.live.part import send_code
from scoring.ui.pace import keep_pace
from scoring.ui.panels.carried import carried
from scoring.ui.panels.no_data import has_data
from scoring.ui.panels.sidebar import sidebar
from scoring.ui.warm import warm_up
from scoring.workbench import Watch

_ASSETS = Path(__file__).parent / "assets"
_STYLE, _MARK = _ASSETS / "style.css", _ASSETS / "logo.svg"

_FRAMED = "framed"
_WORRY = "worry"
"""What the top of the page says of the store."""

_ROUTER = Path(__file__).resolve().parents[2] / "app.py"


def within() -> None:
    """Make sure that a page stands in its frame; every page calls this first.

    On a fresh server a page opened by its own address is run alone, because Streamlit takes
    `pages/` for the whole menu until it has met the router once. So the router is run here.
    """
    if not st.session_state.get(_FRAMED):
        runpy.run_path(str(_ROUTER))
        st.stop()


def show(page: st.Page) -> None:
    """Run a page in its frame."""
    keep_pace()
    st.html(_STYLE)
    st.logo(str(_MARK), size="large")
    started.stop_if_wrong()
    visits.stop_if_busy()
    st.session_state[_FRAMED] = True  # before this a page alone would pass both by
    st.session_state[_WORRY] = records.trouble()
    with error_box():  # around what a visit stands on, which may fail as well
        warm_up()
        state.follow(page.url_path or "workbench")
        with error_box():
            if has_data(state.current()):
                arrival.settle()
                state.keep_to_data()
                sidebar()
                notice()
                arrival.aside()
                arrival.ask()
                page.run()
        state.publish("page")
        send_code()


def notice() -> None:
    """Say once what happened on the way here, and always what is wrong with the store."""
    here = state.current()
    if worry := str(st.session_state.get(_WORRY, "")):
        st.warning(plain(worry), icon=":material/warning:")
    carried(here)
    if here.notice:
        st.warning(plain(here.notice), icon=":material/info:")
        here.notice = ""


def _clock() -> Callable[[], None]:
    """Ends what a page reckons once its time is up, from now on."""
    watch = Watch(float(PAGE_SECONDS.now))
    return watch.check


@contextmanager
def error_box() -> Iterator[None]:
    """Show a fault as what happened and what to do; the rest of the app goes on.

    A part of the page that runs alone lets the whole page run where there is news of the store.
    """
    if _WORRY in st.session_state and (worry := records.trouble()) != st.session_state[_WORRY]:
        st.session_state[_WORRY] = worry  # once for each news, also where no frame is drawn
        st.rerun()
    try:
        with asked_by(_clock()):
            yield
    except FindingsError as fault:
        for finding in fault.findings[:20]:
            st.error(plain(finding.in_sentences()), icon=":material/error:")
    except BellwetherError as fault:
        st.error(plain(in_sentences(fault)), icon=":material/error:")
    except Exception as fault:  # nobody foresaw it: its words may hold anything, and stay here
        st.error(logged.in_words(fault), icon=":material/error:")
