"""Where to cut: what each cut would have caught, and how much work it gives the team now."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from scoring.output.cut_words import sweep_data, sweep_news
from scoring.output.figures import count
from scoring.spec.edit_cut import alarm_border, with_alarm_cut
from scoring.spec.model import Card
from scoring.ui.as_table import as_table
from scoring.ui.bound import held, is_echo
from scoring.ui.dragging import keep_in_hand, register
from scoring.ui.live.part import told_by
from scoring.ui.live.sweep import show_sweep
from scoring.ui.notices import too_few
from scoring.ui.state import State, attempt
from scoring.workbench import CutSweep, Picture, cut_for_capacity, cut_sweep
from scoring.workbench.looking_back import LookBack

_KEY = "sweep-cut"
_CAPACITY = "capacity"


def cut(here: State, seen: Picture) -> None:
    """The sweep with its handle, and the team's capacity, which moves the same cut."""
    st.markdown("## Where to cut")
    if not seen.trial.gate.shares:
        st.caption(too_few(seen.trial.counts.lost))
        return
    found = cut_sweep(here.data, seen.card, seen.trial, seen.month, here.filter)

    def turned(place: float) -> Card:
        return with_alarm_cut(here.draft, place)

    def placed() -> None:
        place = told_by(_KEY, "placed")
        if place is None:
            attempt(lambda: keep_in_hand(here))
        elif isinstance(place, int | float) and math.isfinite(place):
            attempt(lambda: here.revise(turned(float(place))))

    register(here, _KEY, turned)
    show_sweep(_drawn(seen, found), _KEY, placed)
    as_table(_KEY, lambda: _told(found))
    if found.border is None:
        st.caption("More than one cut decides who is flagged, so there is no single handle.")
        return
    _capacity(here, seen, found)
    if seen.trial.rule.name != "red":
        st.caption(
            "Lines, handle and capacity go by who is red at the month looked at, not by the rule"
            " chosen above."
        )
    if any(variant.bands for variant in here.card.variants):
        st.caption("A variant has cuts of its own: for its accounts this cut does not hold.")


def cut_news(seen: LookBack) -> dict[str, dict[str, Any]]:
    """What a cut that moves changes of the sweep that stands on the page: bands and handle."""
    return {_KEY: sweep_news(seen.card, alarm_border(seen.card))}


def _drawn(seen: Picture, found: CutSweep) -> dict[str, Any]:
    below = (found.caught, found.false_alarms, found.now)
    of = (found.lost, found.kept, found.book)
    return sweep_data(seen.card, found.border, found.cuts, below, of)


def _told(found: CutSweep) -> list[list[dict[str, str]]]:
    """What the lines show, at every fifth point."""
    rows = []
    for at, place in enumerate(found.cuts):
        if round(10 * float(place)) % 50:
            continue
        rows.append(
            {
                "Cut": f"{place:.0f}",
                "Lost below": f"{count(found.caught[at])} of {count(found.lost)}",
                "Kept below": f"{count(found.false_alarms[at])} of {count(found.kept)}",
                "In the book now": f"{count(found.now[at])} of {count(found.book)}",
            }
        )
    return [rows] if rows else []


def _capacity(here: State, seen: Picture, found: CutSweep) -> None:
    def moved() -> None:
        if is_echo(_CAPACITY):  # the browser repeats a number from before the handle moved
            return
        wanted = int(st.session_state[_CAPACITY])
        place = cut_for_capacity(here.data, seen.card, seen.month, wanted, here.filter)
        here.revise(with_alarm_cut(here.draft, place))
        border = found.border
        if border is not None and not border.low <= place <= border.high:
            st.toast("The cut stops at the next band.", icon=":material/info:")

    st.number_input(
        "Accounts my team can work a month",
        min_value=0,
        max_value=max(found.book, 1),
        step=1,
        **held(_CAPACITY, found.flagged),
        on_change=lambda: attempt(moved),
        help="Moves the cut so that no more accounts of the book now are flagged. Cuts lie in"
        " tenths of a point: accounts that share the tenth at the cut stay unflagged, so it may be"
        " fewer.",
    )
    if found.owners:
        each = f"{found.flagged / found.owners:.1f}".removesuffix(".0")
        st.caption(f"{count(found.flagged)} red now, {each} for each of {found.owners} CSMs.")
