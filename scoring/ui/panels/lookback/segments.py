"""For whom the card works: the same figures for each value of a dimension."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.backtest.by_group import Group, Groups
from scoring.output.charts import forest, segments_caught
from scoring.output.figures import count
from scoring.output.headline import counted, said, tenth, whole_percent
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.panels.board import picked_row
from scoring.ui.state import State
from scoring.workbench import Picture, by_segment

_NONE = "(none given)"
_ROWS = 20


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
        st.info("No case to divide.")
        return
    for verdict in (found.order, found.red):
        if verdict.level == "fine":
            st.caption(plain(verdict.words))
        else:
            st.warning(plain(verdict.words), icon=":material/call_split:")
    left, right = st.columns(2, gap="large")
    with left:
        _chart(seen, found)
    with right:
        _table(found)


def _chart(seen: Picture, found: Groups) -> None:
    rows = [
        segments_caught.Segment(
            one.value or _NONE,
            one.caught.estimate,
            one.caught.low,
            one.caught.high,
            _text(one),
            one.grey,
            f"of its red accounts {said(one.red_rate)} were lost",
        )
        for one in found.groups[:_ROWS]
    ]
    whole = seen.trial.caught.estimate
    line = None if whole is None else (whole, f"all {whole_percent(whole)}")
    height = forest.height(len(rows))
    data = segments_caught.rows(rows, line)
    draw("segments_caught", data, key="look-segments", height=height)
    if any(one.grey for one in found.groups):
        st.caption("Grey: fewer than 8 lost accounts, too few to be read alone.")


def _text(one: Group) -> str:
    if one.caught.estimate is None:
        return f"{count(one.lost)} lost, too few for a rate"
    return counted(one.caught.estimate * one.caught.n, one.caught)


def _table(found: Groups) -> None:
    rows = [
        {
            found.dimension: one.value or _NONE,
            "Cases": one.cases,
            "Lost": one.lost,
            "Flagged": one.flagged,
            "Calls per catch": said(one.calls, tenth),
            "Lost of the flagged": said(one.red_rate),
            "Churn rate, shrunk": f"{100 * one.shrunk:.1f}%",
            "Ranking power": said(one.ranking),
        }
        for one in found.groups
    ]
    picked_row(pd.DataFrame(rows), "look-groups")
