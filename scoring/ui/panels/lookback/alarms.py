"""False alarms in the units in which a team feels them, and what its capacity would find."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.backtest.figure import Figure
from scoring.output.figures import count
from scoring.output.headline import interval, said, tenth, whole_percent
from scoring.ui.bound import plain
from scoring.ui.notices import too_few
from scoring.ui.panels.board import picked_row
from scoring.ui.state import State
from scoring.views.bands import flagged
from scoring.workbench import Picture, precision_at_k, treated_of


def alarms(here: State, seen: Picture) -> None:
    """Three units at the left, the worst few of the book and of each CSM at the right."""
    trial = seen.trial
    if not trial.gate.shares:
        st.caption(too_few(trial.counts.lost))
        return
    left, right = st.columns(2, gap="large")
    with left:
        _units(here, seen)
    with right:
        _worst(here, seen)


def _units(here: State, seen: Picture) -> None:
    st.markdown("## How often it warns in vain")
    found = seen.trial.alarms
    if found is None:
        st.info("One month has no history, so alarms cannot be counted over time.")
        return
    right = found.right
    rows = [
        _line("Months of kept accounts that were flagged", found.months),
        _line("Kept accounts flagged at least once in a year", found.accounts),
        _line("Alarms that begin, per 100 accounts a month", found.episodes, number=True),
        _line("Alarms followed by a loss in time", right.precision),
    ]
    picked_row(pd.DataFrame(rows), "look-units")
    late = count(right.too_late)
    st.caption(
        plain(
            f"Of {count(right.fully_observed)} alarms observed from beginning to end {late} came"
            " within the months that are too late to act; they are in no rate."
        )
    )
    st.caption(plain(treated_of(here.data, seen.trial).words))


def _line(what: str, figure: Figure, *, number: bool = False) -> dict[str, str]:
    write = tenth if number else whole_percent
    value = figure.why if figure.estimate is None else write(figure.estimate)
    return {"What": what, "Figure": value, "95%": interval(figure, write), "n": count(figure.n)}


def _worst(here: State, seen: Picture) -> None:
    st.markdown("## Working the worst few at each look")
    capacity = flagged(seen.shares)[0] or None
    rows = [
        {
            "Of": "the whole book" if one.scope == "book" else "each CSM's book",
            "Worst": f"{one.k:g}",
            "Worked": count(one.worked),
            "Lost among them": said(one.precision) if one.precision.known else one.words,
            "Of all losses": said(one.share),
            "Calls per catch": said(one.calls, tenth),
        }
        for one in precision_at_k(here.data, seen.card, seen.trial, capacity)
    ]
    picked_row(pd.DataFrame(rows), "look-worst")
    st.caption(
        "As many as the card flags in the book now, and an equal part of them for each CSM. Ties"
        " at the border are shared, so that exactly so many are worked."
    )
