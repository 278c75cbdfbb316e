"""The bar over the Workbench: which card this is, and undo, redo, reset, save."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from scoring.ui.bound import plain
from scoring.ui.panels.saving import saving
from scoring.ui.panels.versions import version_on_screen, versions
from scoring.ui.state import State


def card_bar(here: State) -> None:
    """Name and state of the card, the steps through its changes, and its versions."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="card-bar"):
        number = version_on_screen(here)
        mark = f" :gray-badge[version {number}]" if number else ""
        mark += " :orange-badge[unsaved changes]" if here.unsaved else ""
        st.markdown(f"# {plain(here.card.name)}{mark}", width="stretch")
        _button("Undo", ":material/undo:", here.undo, not here.past)
        _button("Redo", ":material/redo:", here.redo, not here.future)
        _button(
            "Reset", ":material/restart_alt:", partial(here.change, here.saved), not here.unsaved
        )
        saving(here)
        versions(here)


_SHORTCUTS = {"Undo": "ctrl+z", "Redo": "ctrl+y"}
_HELP = {
    "Undo": "Go back one change",
    "Redo": "Take the last undo back",
    "Reset": "Back to the saved card",
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
