"""What takes a while is made once it is asked for, and anew when what it is made of changes."""

from __future__ import annotations

from functools import partial

import streamlit as st


def wanted(what: str, key: object, label: str) -> bool:
    """Whether this very thing was asked for; where it was not, the button that asks for it.

    Input: a name for the kind of thing ("report"), what it is made of, and the button's words.
    """
    place = f"{what}-wanted"
    if st.session_state.get(place) == key:
        return True
    st.button(
        label,
        key=f"make-{what}",
        icon=":material/build:",
        on_click=partial(st.session_state.update, {place: key}),
    )
    return False
