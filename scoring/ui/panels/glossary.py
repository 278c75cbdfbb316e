"""Every word of the app with its meaning, listed and searched in a dialog."""

from __future__ import annotations

import streamlit as st

from scoring.limits.writing import TYPED_WORD
from scoring.spec.glossary import searched
from scoring.ui.bound import plain


def glossary_button() -> None:
    """Opens the glossary from whatever page; what was at work beneath it stays."""
    if st.button("Glossary", key="glossary-open", icon=":material/menu_book:", type="tertiary"):
        _glossary()


@st.dialog("What the words mean", width="large")
def _glossary() -> None:
    wanted = st.text_input(
        "Search the glossary",
        key="glossary-search",
        max_chars=TYPED_WORD.now,
        placeholder="A word, or part of its meaning",
        label_visibility="collapsed",
    )
    found = searched(wanted)
    if not found:
        st.info(
            plain(f"No word here is “{wanted.strip()}”. Try a shorter one, or clear the search."),
            icon=":material/search:",
        )
    for group, terms in found.items():
        st.markdown(f"##### {group}")
        for term in terms:
            st.markdown(f"**{plain(term.name)}** · {plain(term.text)}")
