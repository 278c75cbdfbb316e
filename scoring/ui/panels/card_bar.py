"""The bar over the Workbench: which card this is, and undo, redo, reset, save."""

from __future__ import annotations

import streamlit as st

from scoring.ui.bound import plain
from scoring.ui.state import State


def card_bar(here: State) -> None:
    """Name and state of the card, and the four steps through its changes."""
    name, buttons = st.columns([5, 7], vertical_alignment="center", gap="large")
    with name:
        mark = " :orange-badge[unsaved changes]" if here.unsaved else ""
        st.markdown(f"##### {plain(here.card.name)}{mark}")
    with buttons, st.container(horizontal=True, horizontal_alignment="right"):
        _button("Undo", ":material/undo:", here.undo, not here.past)
        _button("Redo", ":material/redo:", here.redo, not here.future)
        _button(
            "Reset", ":material/restart_alt:", lambda: here.change(here.saved), not here.unsaved
        )
        _button("Save", ":material/bookmark:", lambda: _save(here), not here.unsaved)


def _save(here: State) -> None:
    here.saved = here.card


_HELP = {
    "Undo": "Go back one change",
    "Redo": "Take the last undo back",
    "Reset": "Back to the saved card",
    "Save": "Compare from now on with this card. It lives in this tab and its link;"
    " the Share page downloads it as a file.",
}


def _button(label: str, icon: str, action: object, disabled: bool) -> None:
    st.button(
        label,
        key=f"card-{label.lower()}",
        icon=icon,
        on_click=action,  # type: ignore[arg-type]
        disabled=disabled,
        help=_HELP[label],
    )
