"""The side bar says which data, card, month and accounts the whole page is about."""

from __future__ import annotations

from collections import Counter

import numpy as np
import streamlit as st

from scoring.live.among import Among, Trait, in_words
from scoring.live.frame import Accounts
from scoring.spec.glossary import meaning
from scoring.ui import data, state
from scoring.ui.bound import bind, chosen
from scoring.ui.panels.glossary import glossary_button
from scoring.ui.panels.loading import aside
from scoring.ui.panels.tour import tour_button
from scoring.ui.started import demo, mode_in_words

_VALUES = 50
"""So many values of a dimension can be chosen here, those with the most accounts."""


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
        st.caption(f":material/{'lock' if demo() else 'groups'}: {mode_in_words()}")
        if here.data_id == data.STANDARD:
            st.caption("The demo book is made up: its companies and people do not exist.")
        with st.container(gap="xsmall", key="help"):
            tour_button(here)
            glossary_button()


def choose_data(here: state.State) -> None:
    """Pick another data set alone, where the one in use cannot be opened."""
    with st.sidebar:
        _data_set(here)


def _data_set(here: state.State) -> None:
    titles = {name: data.title_of(name) for name in data.names()}
    if here.upload is not None:
        titles[data.upload_id(here.upload)] = f"{here.upload.catalogue.name} (yours)"
    titles = told_apart(titles)

    def picked() -> None:
        pick = st.session_state["pick-data"]
        if pick in titles:
            state.attempt(lambda: turn_to(pick))

    def turn_to(pick: str) -> None:
        wanted = data.open_set(pick, here.upload)
        keep = here.card if data.fits_beside_given(here.card, wanted) else None
        here.use_data(pick, None, keep or data.first_card(wanted))

    options = list(titles)
    st.selectbox(
        "Data set",
        options,
        **chosen("pick-data", here.data_id, options),
        format_func=titles.__getitem__,
        on_change=picked,
    )


def told_apart(titles: dict[str, str]) -> dict[str, str]:
    """The titles by id, each its own: a browser sends a title back, and twins would be mixed up."""
    seen = Counter(titles.values())
    return {key: f"{said} ({key})" if seen[said] > 1 else said for key, said in titles.items()}


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
        help=meaning("As-of month"),
    )


def _filter(here: state.State) -> None:
    options = _traits(here.data.book.frame.accounts)
    if not options:
        return
    now = list(here.filter.traits)
    options += [trait for trait in now if trait not in options]

    def picked() -> None:
        asked = [trait for trait in st.session_state["pick-filter"] if trait in options]
        here.filter = Among.of(asked)

    st.multiselect(
        "Accounts",
        options,
        key=bind("pick-filter", now),
        default=now,
        format_func=in_words,
        on_change=picked,
        placeholder="All accounts",
        select_all=False,
        help="Every figure on the page is about the accounts with all of these traits: up to two,"
        " of different dimensions. Without one it is about everybody.",
    )


def _traits(accounts: Accounts) -> list[Trait]:
    found: list[Trait] = []
    for dimension, texts in accounts.dimensions.items():
        sizes = np.bincount(texts.codes[texts.codes >= 0], minlength=len(texts.labels))
        often = np.argsort(-sizes, kind="stable")[:_VALUES].tolist()
        found += [(dimension, value) for value in sorted(texts.labels[i] for i in often)]
        if (texts.codes < 0).any():
            found.append((dimension, None))
    return found
