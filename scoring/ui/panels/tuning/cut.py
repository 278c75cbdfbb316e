"""Where red could begin: by what the team can work, and by what the losses say beside it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.backtest.gates import COUNTS
from scoring.output.figures import count, share
from scoring.spec.edit_cut import alarm_border, with_alarm_cut
from scoring.spec.scale import cut_text
from scoring.ui.bound import held, plain
from scoring.ui.panels.board import picked_row
from scoring.ui.state import State, attempt
from scoring.workbench import Picture
from scoring.workbench.anchoring import SuggestedCut, suggested_cuts


def cut(here: State, seen: Picture) -> None:
    """The team's capacity, the cuts beside each other, and a button for each that is offered."""
    if not seen.trial.gate.shares:
        st.info(f"Cuts are held against losses from {COUNTS} of them on.")
        return
    if alarm_border(seen.card) is None:
        st.info("More than one cut decides who is flagged, so there is none to suggest.")
        return
    usual = suggested_cuts(here.data, seen.card, seen.trial, seen.month, 0, here.filter)[0].now
    capacity = st.number_input(
        "Accounts my team can work a month",
        min_value=0,
        step=1,
        width=280,
        **held("tune-capacity", int(st.session_state.get("tune-capacity", usual))),
        help="The cut is the score below which no more accounts of the book now lie. It is written"
        " on the card as a fixed score: red then grows if the book gets worse.",
    )
    found = suggested_cuts(here.data, seen.card, seen.trial, seen.month, int(capacity), here.filter)
    picked_row(pd.DataFrame([_row(here, one) for one in found]), "tune-cuts")
    st.caption(
        "A cut that fits the losses best (Youden) moves by ±4.6 points from one set of 30 losses to"
        " the next, one by capacity by ±0.9: that is why the first is there to compare only."
    )
    with st.container(horizontal=True):
        for at, one in enumerate(found):
            if one.offered and one.cut is not None:
                _button(here, one, f"tune-cut-{at}")


def _row(here: State, one: SuggestedCut) -> dict[str, str]:
    if one.cut is None:
        return {"Cut": one.name, "Red below": one.words} | dict.fromkeys(
            ("Red now", "Caught", "False alarms"), ""
        )
    return {
        "Cut": one.name,
        "Red below": cut_text(one.cut, here.card),
        "Red now": count(one.now),
        "Caught": f"{count(one.caught)} of {count(one.lost)}",
        "False alarms": f"{count(one.false)} of {count(one.kept)}, {share(one.false, one.kept)}",
    }


def _button(here: State, one: SuggestedCut, key: str) -> None:
    place = one.cut or 0.0

    def put() -> None:
        attempt(lambda: here.revise(with_alarm_cut(here.draft, place)))

    st.button(
        plain(f"{one.name}: red below {cut_text(place, here.card)}"),
        key=key,
        icon=":material/check:",
        on_click=put,
        help="One change; Undo takes it back. It goes no further than the next band.",
    )
