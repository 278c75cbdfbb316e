"""Every page stands in the same frame: side bar, notice, error box and address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from scoring.errors import BellwetherError, FindingsError
from scoring.ui import state
from scoring.ui.bound import plain
from scoring.ui.panels.sidebar import sidebar
from scoring.ui.warm import warm_up

_ASSETS = Path(__file__).parent / "assets"
_STYLE, _MARK = _ASSETS / "style.css", _ASSETS / "logo.svg"


def show(page: st.Page) -> None:
    """Run a page in its frame."""
    st.html(_STYLE)
    st.logo(str(_MARK), size="large")
    warm_up()
    state.follow(page.url_path or "workbench")
    with error_box():
        sidebar()
        notice()
        page.run()
    state.publish("page")


def notice() -> None:
    """Say once what happened on the way here."""
    here = state.current()
    if here.notice:
        st.warning(plain(here.notice), icon=":material/info:")
        here.notice = ""


@contextmanager
def error_box() -> Iterator[None]:
    """Show a fault as what happened and what to do; the rest of the app goes on."""
    try:
        yield
    except FindingsError as fault:
        for finding in fault.findings[:20]:
            st.error(plain(finding.as_text()), icon=":material/error:")
    except BellwetherError as fault:
        st.error(plain(f"{fault.problem}. {fault.fix}"), icon=":material/error:")
