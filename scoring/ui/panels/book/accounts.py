"""The accounts behind the figures: worst first, ready for more, by owner; a row explains itself."""

from __future__ import annotations

import numpy as np
import streamlit as st

from scoring.ui.panels.book.columns import standing_columns
from scoring.ui.panels.book.expansion import expansion
from scoring.ui.panels.book.owners import owners
from scoring.ui.panels.table import table
from scoring.ui.panels.why import why
from scoring.ui.state import State
from scoring.views.portfolio import Standings
from scoring.workbench import Overview


def accounts(here: State, seen: Overview) -> None:
    """Three lists that are searched, filtered, sorted and downloaded; hidden ones are not made."""
    worst, ready, by_owner = st.tabs(
        ["All accounts, worst first", "Ready to expand", "By owner"], key="book", on_change="rerun"
    )
    if worst.open:
        with worst:
            empty = "No account is in the book at this month."
            listed(here, seen.standings, "accounts", empty)
    if ready.open:
        with ready:
            listed(here, expansion(here, seen), "expansion", "No account is ready by this rule.")
    if by_owner.open:
        with by_owner:
            owners(here, seen)


def listed(here: State, stands: Standings, place: str, empty: str) -> None:
    """A list of accounts; the chosen one's waterfall stands below it."""
    picked = table(
        here,
        f"book-{place}",
        standing_columns(here, stands),
        len(stands),
        name=f"{place}-{here.as_of}",
        accounts=stands.account,
        empty=empty,
    )
    if picked is not None:
        why(here, int(stands.row[np.flatnonzero(stands.account == picked)[0]]), place)
