"""The side bar says which data, card, month and accounts the whole page is about."""

from __future__ import annotations

import streamlit as st

from scoring.ui import data, state
from scoring.ui.bound import chosen
from scoring.ui.panels.loading import aside

_EVERYONE = ("", "")


def sidebar() -> None:
    """Pick data set, card, month and filter."""
    here = state.current()
    with st.sidebar:
        _data_set(here)
        _card(here)
        _month(here)
        _filter(here)
        findings = len(data.quality_of(here.data))
        if findings:
            said = "1 finding" if findings == 1 else f"{findings} findings"
            st.caption(f":material/fact_check: {said} in these data, see the Data page")
        aside(here)
        if here.data_id == data.STANDARD:
            st.caption("The demo book is made up: its companies and people do not exist.")


def _data_set(here: state.State) -> None:
    titles = {name: data.title_of(name) for name in data.names()}
    if here.upload is not None:
        titles[data.upload_id(here.upload)] = f"{here.upload.catalogue.name} (yours)"

    def picked() -> None:
        pick = st.session_state["pick-data"]
        if pick in titles:
            state.attempt(lambda: turn_to(pick))

    def turn_to(pick: str) -> None:
        wanted = data.open_set(pick, here.upload)
        keep = here.card if data.fits(here.card, wanted) else None
        here.use_data(pick, None, keep or data.first_card(wanted))

    options = list(titles)
    st.selectbox(
        "Data set",
        options,
        **chosen("pick-data", here.data_id, options),
        format_func=titles.__getitem__,
        on_change=picked,
    )


def _card(here: state.State) -> None:
    fitting = data.fitting_presets(here.data)
    options = ["", *fitting]
    current = data.preset_of(here.saved)

    def picked() -> None:
        card = fitting.get(st.session_state["pick-card"])
        if card is not None:  # a browser may still send the last name of the visitor's own card
            here.open(card)

    st.selectbox(
        "Card",
        options,
        **chosen("pick-card", current if current in fitting else "", options),
        format_func=lambda name: fitting[name].name if name else f"{here.card.name} (own)",
        on_change=picked,
        help="Opening a card is one step: Undo on the Workbench brings the last one back.",
    )


def _month(here: state.State) -> None:
    months = [str(m) for m in here.data.book.frame.months][::-1]

    def picked() -> None:
        pick = st.session_state["pick-month"]
        if pick in months:
            here.month = "" if pick == months[0] else pick

    st.selectbox(
        "As of the end of",
        months,
        **chosen("pick-month", str(here.as_of), months),
        on_change=picked,
    )


def _filter(here: state.State) -> None:
    dimensions = here.data.book.frame.accounts.dimensions
    options: list[tuple[str, str]] = [_EVERYONE]
    options += [(d, v) for d, texts in dimensions.items() for v in sorted(texts.labels)[:50]]
    if len(options) == 1:
        return

    def picked() -> None:
        pick = st.session_state["pick-filter"]
        if pick in options:
            here.filter = None if pick == _EVERYONE else pick

    st.selectbox(
        "Accounts",
        options,
        **chosen("pick-filter", here.filter or _EVERYONE, options),
        format_func=lambda pair: "All accounts" if pair == _EVERYONE else ": ".join(pair),
        on_change=picked,
        help="Every figure on the page is about these accounts only.",
    )
