"""What the card has to beat, each flagging as many of the same cases."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from scoring.output.rivals_told import rivals_data
from scoring.ui.as_table import as_table
from scoring.ui.live.rivals import show_rivals
from scoring.ui.notices import too_few
from scoring.ui.state import State
from scoring.workbench import Picture, rivals_of
from scoring.workbench.looking_back import LookBack

_KEY: Final = "look-rivals"


def beside(here: State, seen: Picture) -> None:
    """The share of losses that each catches, in groups that flag as many; then the differences."""
    st.markdown("## Beside what is simpler, at the same workload")
    if not seen.trial.gate.shares:
        st.caption(too_few(seen.trial.counts.lost))
        return
    told = _told(here, seen, moving=False)
    show_rivals(told, _KEY)
    as_table(_KEY, lambda: [_cells(told)] if told["rows"] else [])
    if seen.trial.rule.name != "red":
        st.caption("Here everybody is held to the worst scores, not to the rule chosen above.")


def beside_news(here: State, seen: LookBack) -> dict[str, dict[str, Any]]:
    """The same as news for the rows that stand on the page."""
    return {_KEY: _told(here, seen, moving=True)} if seen.trial.gate.shares else {}


def _told(here: State, seen: Picture | LookBack, moving: bool) -> dict[str, Any]:
    saved = here.saved if here.unsaved else None
    return rivals_data(rivals_of(here.data, seen.card, seen.trial, saved, live=moving))


def _cells(told: dict[str, Any]) -> list[dict[str, str]]:
    """What the rows show."""
    return [{"Chosen by": row["name"], "Lost caught": row["text"]} for row in told["rows"]]
