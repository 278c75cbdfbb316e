"""Whose score moved since the month before, and which metrics moved it by how many points."""

from __future__ import annotations

from typing import Final

import numpy as np
import streamlit as st

from scoring.output.figures import count, money
from scoring.spec.glossary import meaning
from scoring.ui.bound import plain
from scoring.ui.panels.book.columns import bands_of, names_of
from scoring.ui.panels.table import table
from scoring.ui.panels.why import why
from scoring.ui.state import State
from scoring.values import Ints
from scoring.views.listing import Column, score_column
from scoring.views.movers import Way
from scoring.workbench import Overview
from scoring.workbench.booking import moved_of, reasons_of

_WAYS: Final[dict[Way, str]] = {"turned": "Changed band", "down": "Down", "up": "Up"}


def movers(here: State, seen: Overview) -> None:
    """The accounts that changed band, fell or rose; a chosen one is explained below."""
    st.markdown("## Movers this month", help=meaning("Movers"))
    if not (seen.standings.before >= 0).any():
        st.info("No account has a month before this one to compare with.")
        return
    found = {way: moved_of(here.data, here.card, seen, way) for way in _WAYS}
    way = st.segmented_control(
        "Which movers",
        list(_WAYS),
        default="turned",
        format_func=lambda one: f"{_WAYS[one]} · {count(len(found[one]))}",
        key="movers-which",
        label_visibility="collapsed",
        required=True,
    )
    _said(here, seen, found["turned"])
    places = found[way]
    columns, stands = _columns(here, seen, places), seen.standings.at(places)
    empty = f"Nobody {_NOBODY[way]} since the month before."
    picked = table(
        here,
        "book-movers",
        columns,
        len(places),
        name=f"movers-{here.as_of}",
        accounts=stands.account,
        empty=empty,
    )
    if picked is not None:
        why(here, int(stands.row[np.flatnonzero(stands.account == picked)[0]]), "movers")


_NOBODY: Final[dict[Way, str]] = {
    "turned": "changed band",
    "down": "lost points",
    "up": "won points",
}


def _said(here: State, seen: Overview, turned: Ints) -> None:
    """How many entered and left the bands that flag, and their revenue."""
    scores, alarms = here.data.book.scored(here.card), np.array([*here.card.alarms, False, False])
    stands = seen.standings.at(turned)
    now, was = alarms[stands.band], alarms[scores.standing[stands.before]]
    catalogue = here.data.catalogue

    def of(held: np.ndarray, verb: str) -> str:
        arr = float(np.nansum(stands.arr[held]))
        worth = f" ({money(arr, catalogue.currency)})" if catalogue.has_arr else ""
        return f"{count(held.sum())} {verb}{worth}"

    names = " or ".join(b.name for b, a in zip(here.card.bands, here.card.alarms, strict=True) if a)
    entered, left = of(now & ~was, "entered"), of(~now & was, "left")
    st.caption(plain(f"{names}: {entered}, {left}."))


def _columns(here: State, seen: Overview, places: Ints) -> list[Column]:
    stands, scores = seen.standings.at(places), here.data.book.scored(here.card)
    columns = names_of(here, stands.account)
    if here.data.catalogue.has_arr:
        columns.append(Column("ARR", "money", stands.arr))

    def told(at: Ints) -> list[str]:
        return reasons_of(here.data, here.card, seen, places[at])

    why_moved = "Points of the score that each part won or lost; at most three parts"
    return [
        *columns,
        Column("Month before", "band", bands_of(here, scores.standing[stands.before])),
        Column("Now", "band", bands_of(here, stands.band)),
        score_column("Score before", scores.score[stands.before], here.card),
        score_column("Score", stands.score, here.card),
        Column("Change", "number", np.round(stands.change, 1), "Points of 100", digits=1),
        Column("What moved it", "text", told, why_moved),
    ]
