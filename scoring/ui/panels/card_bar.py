"""The bar over the Workbench: which card this is, and undo, redo, reset, save."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from scoring.ui.bound import plain
from scoring.ui.state import State


def card_bar(here: State) -> None:
    """Name and state of the card, and the four steps through its changes."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="card-bar"):
        mark = " :orange-badge[unsaved changes]" if here.unsaved else ""
        st.markdown(f"##### {plain(here.card.name)}{mark}", width="stretch")
        _button("Undo", ":material/undo:", here.undo, not here.past)
        _button("Redo", ":material/redo:", here.redo, not here.future)
        _button(
            "Reset", ":material/restart_alt:", partial(here.change, here.saved), not here.unsaved
        )
        _button("Save", ":material/bookmark:", partial(_save, here), not here.unsaved)


def _save(here: State) -> None:
    here.saved = here.card


_SHORTCUTS = {"Undo": "ctrl+z", "Redo": "ctrl+y"}
_HELP = {
    "Undo": "Go back one change",
    "Redo": "Take the last undo back",
    "Reset": "Back to the saved card",
    "Save": "Compare from now on with this card. It lives in this tab and its link;"
    " the Share page downloads it as a file.",
}


def _button(label: str, icon: str, action: Callable[[], None], disabled: bool) -> None:
    st.button(
        label,
        key=f"card-{label.lower()}",
        icon=icon,
        on_click=action,
        shortcut=_SHORTCUTS.get(label),
        disabled=disabled,
        help=_HELP[label],
    )
