"""Beneath a drawing: its figures as a table, for whoever cannot see it or wants to read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from scoring.limits.showing import READ_ALOUD_ROWS
from scoring.ui.bound import plain

MOST: Final = READ_ALOUD_ROWS.now
"""Rows of one table; a list that is longer has a place of its own on the page."""


@st.fragment
def as_table(key: str, made: Callable[[], Sequence[Sequence[Mapping[str, str]]]]) -> None:
    """A quiet fold with the tables of a drawing.

    Input: the drawing's key, and what makes its tables, each a sequence of rows of column →
    text; it is called only where they are looked at.
    """
    with st.container(key=f"figures-{key}"):
        fold = st.expander("As a table", key=f"{key}-as-table", type="compact", on_change="rerun")
        if not fold.open:
            return
        with fold:
            for rows in made():
                cells = [{plain(k): plain(v) for k, v in row.items()} for row in rows[:MOST]]
                st.table({name: [row[name] for row in cells] for name in cells[0]}, border=True)
