"""What a closed round came to: the weights, the disagreement, what it is worth, ways to take it."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import streamlit as st

from scoring.limits.showing import VOTERS_SHOWN
from scoring.output.charts import votes_heat
from scoring.store import Room
from scoring.tune.agreement import agreement_in_words
from scoring.tune.stakeholders import WAYS, Way, spreads
from scoring.ui import frame, keeping
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.panels.board import picked_row
from scoring.ui.panels.room import apart, taking, worth
from scoring.ui.state import State
from scoring.workbench.agreeing import Moved, Outcome, moved_since, outcome_of
from scoring.workbench.meeting import card_of, voters

MOST_ROWS: Final = VOTERS_SHOWN.now


def results(here: State, room: Room) -> None:
    """The votes of the round that was closed."""
    everyone = voters(keeping.rooms_store(), room)
    card = card_of(room)
    told = outcome_of(card, everyone, room.round)
    if told is None:
        st.info("Nobody has voted. Open the next round when people are here.")
        return
    way = _way()
    left, right = st.columns([7, 5], gap="large")
    with left:
        _weights(told, way)
    with right:
        _heat(told)
        st.caption(plain(agreement_in_words(told.agreement, len(told.voters))))
    taking.apply(here, told, way)
    before = outcome_of(card, everyone, room.round - 1)
    if before is not None:
        _moves(moved_since(told, before), room.round)
    with frame.error_box():
        apart.apart(here, told)
        worth.worth(here, told, way)
    taking.take_away(room, everyone, told)


def _way() -> Way:
    said = st.segmented_control(
        "The weights of the room are the",
        list(WAYS),
        default="mean",
        key="room-way",
        format_func=lambda way: WAYS[way],
        required=True,
    )
    return next((way for way in WAYS if way == said), "mean")


def _weights(told: Outcome, way: Way) -> None:
    """All three ways side by side, and how far the votes lie apart, the most disputed first."""
    before = len(told.voters) - told.anew
    more = f", {before} count with an earlier vote" if before else ""
    st.markdown(f"**{told.anew} of {told.came} voted in round {told.turn}{more}**")
    found = {one: told.weights(one) for one in WAYS}
    spread = spreads(told.points)
    rows = [
        {
            "Metric": told.titles[at],
            **{_head(one, way): f"{found[one][told.ids[at]]:.1f}" for one in WAYS},
            "From – to": f"{spread[at].least:.0f} – {spread[at].most:.0f}",
            "Spread": f"{spread[at].deviation:.1f}",
        }
        | ({"Must have": told.must[at]} if any(told.must) else {})
        | ({"Drop": told.drop[at]} if any(told.drop) else {})
        for at in _by_spread(told)
    ]
    picked_row(pd.DataFrame(rows), "room-weights")
    st.caption(
        "Points of 100, the most disputed metric first. Spread is the standard deviation between"
        " people. The median and the geometric mean are brought to 100."
    )


def _head(one: Way, way: Way) -> str:
    return f"{WAYS[one]} ✓" if one == way else WAYS[one]


def _by_spread(told: Outcome) -> list[int]:
    deviations = [one.deviation for one in spreads(told.points)]
    return sorted(range(len(deviations)), key=lambda at: (-deviations[at], at))


def _heat(told: Outcome) -> None:
    st.markdown("## Who gives more than the room, and who less")
    order = _by_spread(told)
    gaps = (told.points - told.points.mean(axis=0))[:MOST_ROWS, order]
    names = [one.name for one in told.voters[:MOST_ROWS]]
    rows = votes_heat.rows([told.titles[at] for at in order], names, np.round(gaps, 6).tolist())
    draw("votes_heat", rows, key="room-heat", height=votes_heat.height(len(names)))


def _moves(moves: tuple[Moved, ...], turn: int) -> None:
    st.markdown(f"**From round {turn - 1} to round {turn}**")
    if not moves:
        st.caption("Nobody voted in both rounds.")
        return
    rows = [
        {
            "Who": one.name,
            "Points moved": round(one.points, 1),
            "Largest change": f"{one.metric} {one.before:.0f} → {one.after:.0f}"
            if one.points
            else "none",
        }
        for one in moves
    ]
    picked_row(pd.DataFrame(rows), "room-moves")
    middle = float(np.median([one.points for one in moves]))
    st.caption(f"Points moved: half of the sum of all changes. In the middle {middle:.0f} points.")
