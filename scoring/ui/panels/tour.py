"""A tour in five steps of the Workbench, shown on a first visit and whenever it is called."""

from __future__ import annotations

import secrets
from typing import Final

import streamlit as st

from scoring.ui.dragging import native
from scoring.ui.live.tour import Step, show_tour
from scoring.ui.panels import first_tries
from scoring.ui.state import State
from scoring.ui.tab import tab

_CALLED: Final = "tour-called"
"""Under this word the session holds the mark of the last call."""

_WORDS: Final = {
    "tour": "Tour",
    "skip": "Skip",
    "back": "Back",
    "next": "Next",
    "done": "Done",
    "count": "{n} of {of}",
}
_STEPS: Final = (
    Step(
        "Drag a weight",
        "Each line is a metric: one sign of how a customer is doing. Its weight says how much it"
        " counts. Drag one, and all figures follow while it moves.",
        ('[class*="st-key-weight-"]', ".st-key-points-table", ".st-key-add-metric"),
    ),
    Step(
        "See who turns red",
        "How many accounts are in each band, and what this card would have caught of the customers"
        " you lost. The small figures are the change against the saved card.",
        (".tiles", ".st-key-tiles"),
    ),
    Step(
        "Meet the customers you lost",
        "Caught means red in time to act; missed means it was not. Click a customer to see where"
        " its points went.",
        (".st-key-board-workbench",),
    ),
    Step(
        "Move the cuts",
        "A cut is where one band ends and the next begins. With a higher red cut you catch more"
        " customers, and make more calls.",
        (".st-key-cut-pair", '[class*="st-key-cut-"]'),
    ),
    Step(
        "Bring your own customers",
        "Drop a file on the Data page; it stays in your session. The address of this page always"
        " holds the card: copy it, and whoever opens it sees the same.",
        (".st-key-offer a", '[data-testid="stTopNavLink"][href$="/data"]', ".st-key-card-bar"),
    ),
)


def tour(here: State) -> None:
    """Stand ready on the Workbench: a visit that no link began may be the first."""
    if native():
        return
    came = tab()
    first = not (came.came or came.drop or came.question)
    lost = bool(here.data.book.frame.accounts.lost.any())
    steps = [one for one in _STEPS if lost or ".st-key-board-workbench" not in one.at]
    called = str(st.session_state.get(_CALLED, ""))
    show_tour(steps, _WORDS, first=first, called=called, key="tour")


def tour_button(here: State) -> None:
    """Calls the tour back, from whatever page, together with the changes worth a try."""
    pressed = st.button(
        "Take the tour",
        key="tour-call",
        icon=":material/tour:",
        type="tertiary",
        on_click=_called,
    )
    if pressed and here.page != "workbench":
        st.switch_page("pages/workbench.py")


def _called() -> None:
    st.session_state[_CALLED] = secrets.token_hex(6)
    first_tries.bring_back()
