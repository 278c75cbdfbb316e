"""For whom the card works: the same figures for each value of a dimension."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.ui.notices import NO_CASE
from scoring.ui.panels.board import picked_row
from scoring.ui.panels.groups import caught_chart, figures, name_of, verdicts
from scoring.ui.state import State
from scoring.workbench import Picture, by_segment


def segments(here: State, seen: Picture) -> None:
    """A dimension, the share caught in each of its groups, and what the groups say together."""
    names = list(here.data.book.frame.accounts.dimensions)
    if not names:
        st.info("These data have no dimension such as a segment, a plan or a region.")
        return
    picked = st.selectbox("By", names, key="look-dimension", width=240)
    dimension = picked if picked in names else names[0]
    found = by_segment(here.data, seen.card, seen.trial, dimension)
    if not found.groups:
        st.info(NO_CASE)
        return
    verdicts(found)
    left, right = st.columns(2, gap="large")
    with left:
        caught_chart(found, seen.trial, "look-segments")
    with right:
        rows = [{dimension: name_of(one), **figures(one)} for one in found.groups]
        picked_row(pd.DataFrame(rows), "look-groups")
