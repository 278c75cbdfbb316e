"""Every table is drawn by the app's own grid; Streamlit's stands in where its sliders do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import pandas as pd
import streamlit as st

from scoring.ui.cells import NOTHING, columns_of
from scoring.ui.dragging import native
from scoring.ui.live.grid import show_grid
from scoring.ui.live.part import told_by

_NONE: Final[Mapping[str, Any]] = MappingProxyType({})
TALL: Final = 388
"""Pixels from which on a list is scrolled."""


def grid(
    table: pd.DataFrame,
    key: str,
    settings: Mapping[str, Any] = _NONE,
    height: int = TALL,
    saves: bool = True,
) -> None:
    """Draw a table to be read.

    Input: a key that stays the same from run to run, settings as Streamlit's `column_config`
    has them, the pixels from which on it is scrolled, and whether the rows that are shown can be
    saved as a file: no where the page has a download of all.
    """
    if not native():
        show_grid(columns_of(table, settings), key, height=height, saves=saves)
        return
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        height=min(height, 38 + 35 * len(table)),
        column_config=dict(settings),
        placeholder=NOTHING,
    )


def choosing_grid(
    table: pd.DataFrame,
    key: str,
    settings: Mapping[str, Any],
    height: int,
    ids: Sequence[int],
    chosen: int | None,
    picked: Callable[[int | None], None],
    saves: bool = False,
) -> None:
    """Draw a table of our own kind whose rows can be chosen.

    Input: as for `grid`; the id of each row, the one that is chosen, and what to do when a row
    is chosen, or let go, which is None.
    """
    held = set(ids)

    def said() -> None:
        pick = told_by(key, "picked")
        row = pick.get("id") if isinstance(pick, dict) else None
        picked(row if isinstance(row, int) and row in held else None)

    show_grid(
        columns_of(table, settings),
        key,
        height=height,
        ids=ids,
        chosen=chosen,
        picked=said,
        saves=saves,
    )


def remembered(
    table: pd.DataFrame,
    key: str,
    settings: Mapping[str, Any],
    height: int,
    ids: Sequence[int],
    saves: bool = False,
) -> int | None:
    """Draw such a table; the id that was chosen in it, as long as a row has it.

    What was chosen is remembered in the session under the key and `-chosen`.
    """
    place = f"{key}-chosen"

    def picked(row: int | None) -> None:
        st.session_state[place] = row

    row = st.session_state.get(place)
    chosen = row if row in ids else None
    choosing_grid(table, key, settings, height, ids, chosen, picked, saves)
    return chosen
