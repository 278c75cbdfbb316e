"""A page with one slider, every place of which fails as nobody foresaw."""

import streamlit as st

from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.ui import dragging, frame
from scoring.ui.live.part import send_code
from scoring.ui.slider import Slider, card_slider
from scoring.ui.visit import State
from scoring.workbench import preset_texts


def fails(place: float) -> Card:
    """What a file or a person said stands in the words of an error."""
    raise RuntimeError(f"/srv/books/own.csv: Acme Hospital has no {place}")


def page() -> None:
    """The slider, and what it answers while it is dragged."""
    card = parse_card(preset_texts()["b2b_saas_starter"])
    here = st.session_state.setdefault("here", State("demo", card, card))
    with frame.error_box():
        st.markdown("# A slider that breaks")
        dragging.put_down(here)
        card_slider(here, Slider("Weight", "breaks", (30.0,), 0.0, 100.0, 1.0), fails)
        following()


@st.fragment
def following() -> None:
    """What alone runs again during a drag."""
    with frame.error_box():
        dragging.listen(st.session_state["here"])


page()
send_code()
