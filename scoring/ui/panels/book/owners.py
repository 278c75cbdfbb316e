"""Each owner's accounts, and how many of those at risk one owner can work."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from scoring.ui.bound import held
from scoring.ui.panels.table import table
from scoring.ui.state import State
from scoring.values import Texts
from scoring.views.listing import Column, score_column
from scoring.workbench import Overview
from scoring.workbench.acting import MOST_CAPACITY


def owners(here: State, seen: Overview) -> None:
    """The table, and the setting of its load."""
    if not seen.owners:
        st.info("These data name no owner. Give an owner column on the Data page.")
        return
    capacity = _capacity(here)
    table(here, "book-owners", _columns(here, seen, capacity), len(seen.owners), name="by-owner")
    if here.card.variants:
        st.caption("A mean is only given where one variant of the card scored all of an owner.")


def _capacity(here: State) -> int:
    def moved() -> None:
        here.acting = replace(here.acting, capacity=int(st.session_state["book-capacity"] or 1))

    st.number_input(
        "Accounts one owner can work in a month",
        **held("book-capacity", here.acting.capacity),
        min_value=1,
        max_value=MOST_CAPACITY,
        width=280,
        on_change=moved,
        help="Load is the accounts at risk as a share of these.",
    )
    return here.acting.capacity


def _columns(here: State, seen: Overview, capacity: int) -> list[Column]:
    books = seen.owners
    flagged = np.array([one.flagged for one in books], np.int64)
    names = Texts(np.arange(len(books), dtype=np.int32), tuple(one.owner for one in books))
    columns = [
        Column("Owner", "text", names),
        Column("Customers", "number", np.array([one.accounts for one in books], np.int64)),
        Column("At risk", "number", flagged, "Customers in a band that flags"),
        Column("Load", "share", flagged / capacity, f"At risk ÷ the {capacity} one owner can work"),
    ]
    if here.data.catalogue.has_arr:
        columns.insert(2, Column("ARR", "money", np.array([one.arr for one in books])))
        risk = np.array([one.flagged_arr for one in books])
        columns.insert(4, Column("ARR at risk", "money", risk))
    mean = np.array([one.mean for one in books])
    return [*columns, score_column("Mean score", mean, here.card)]
