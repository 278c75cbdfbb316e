"""What past cases say of each segment looks alike wherever it stands."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from scoring.backtest.by_group import Group, Groups
from scoring.backtest.trial import Trial
from scoring.output.charts import forest, segments_caught
from scoring.output.figures import count
from scoring.output.headline import counted, said, tenth, whole_percent
from scoring.ui.bound import plain
from scoring.ui.draw import draw

_NONE: Final = "(none given)"
_ROWS: Final = 20


def verdicts(found: Groups) -> None:
    """Whether the card ranks alike within the segments, and whether red means the same."""
    same = found.order.words == found.red.words  # where there is nothing to measure
    for verdict in (found.order,) if same else (found.order, found.red):
        if verdict.level == "fine":
            st.caption(plain(verdict.words))
        else:
            st.warning(plain(verdict.words), icon=":material/call_split:")


def caught_chart(found: Groups, trial: Trial, key: str) -> None:
    """The share of losses caught in each segment, those with few losses in grey."""
    rows = [
        segments_caught.Segment(
            name_of(one),
            one.caught.estimate,
            one.caught.low,
            one.caught.high,
            _text(one),
            one.grey,
            f"of its red accounts {said(one.red_rate)} were lost",
        )
        for one in found.groups[:_ROWS]
    ]
    whole = trial.caught.estimate
    line = None if whole is None else (whole, f"all {whole_percent(whole)}")
    data = segments_caught.rows(rows, line)
    draw("segments_caught", data, key=key, height=forest.height(len(rows)))
    if len(found.groups) > _ROWS:
        st.caption(f"The {_ROWS} with the most losses of {count(len(found.groups))}.")
    if any(one.grey for one in found.groups):
        st.caption("Grey: fewer than 8 lost accounts, too few to be read alone.")


def _text(one: Group) -> str:
    if one.caught.estimate is None:
        return f"{count(one.lost)} lost, too few for a rate"
    return counted(one.caught.estimate * one.caught.n, one.caught)


def name_of(one: Group) -> str:
    """What a segment is called."""
    return one.value or _NONE


def figures(one: Group) -> dict[str, Any]:
    """A segment's past cases as columns of a table."""
    return {
        "Cases": one.cases,
        "Lost": one.lost,
        "Flagged": one.flagged,
        "Calls per catch": said(one.calls, tenth),
        "Lost among the flagged": said(one.red_rate),
        "Churn rate, shrunk": f"{100 * one.shrunk:.1f}%",
        "Ranking power": said(one.ranking),
    }
