"""The change ledger: how much of the change is behaviour, card, missing data and overrides."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from scoring.output.compared import CAUSE_MEANINGS, CAUSE_WORDS, line_columns, points
from scoring.output.figures import count, several
from scoring.ui.bound import chosen, plain
from scoring.ui.live.tiles import Figure
from scoring.ui.panels.table import table
from scoring.ui.panels.tiles import figures
from scoring.ui.state import State
from scoring.views.ledger_lines import moved_by
from scoring.workbench.two_cards import TwoCards, by_dimension

_SCALE: Final = "Points from 0 to 100."


def causes(here: State, found: TwoCards) -> None:
    """Totals of the book, who was left out, and a line for each value of a dimension."""
    st.markdown("## Change ledger")
    if not len(found.ledger):
        st.info("No account has a score on both sides: there is no change to split.")
        return
    moved = moved_by(found.causes)
    scored = f"{several(found.whole.accounts, 'account')} scored on both sides"
    tiles = [Figure("Mean change", points(found.whole.change), scored, help=_SCALE)]
    for (cause, word), part in zip(CAUSE_WORDS.items(), found.whole.parts, strict=True):
        note = f"moves {count(moved[cause])} to another band"
        tiles.append(Figure(word, points(part), note, help=CAUSE_MEANINGS[cause]))
    figures([tiles], "tiles-look-ledger")
    st.caption(plain(_left_out(found)))
    _by(here, found)


def _left_out(found: TwoCards) -> str:
    """How the parts are reckoned, and who has no change."""
    ledger = found.ledger
    others = [
        (ledger.gained_score, "with a score only after"),
        (ledger.lost_score, "with a score only before"),
        (ledger.never_scored, "with a score on neither side"),
        (ledger.joined, "in the book only after"),
        (ledger.left, "in the book only before"),
    ]
    told = ", ".join(f"{count(number)} {words}" for number, words in others if number)
    said = "The parts of each account add up to its change exactly; what acts together is shared."
    return f"{said} Without a change: {told}." if told else said


def _by(here: State, found: TwoCards) -> None:
    names = list(here.data.book.frame.accounts.dimensions)
    if not names:
        return
    key = "compare-by"
    dimension = next((n for n in (here.compared.by, *here.split) if n in names), names[0])

    def chose() -> None:
        pick = st.session_state[key]
        if pick in names:
            here.compared = replace(here.compared, by=pick)

    st.selectbox("By", names, **chosen(key, dimension, names), width=220, on_change=chose)
    lines = by_dimension(here.data, found, dimension)
    columns = line_columns(lines, dimension, here.data.catalogue.has_arr)
    table(here, "compare-segments", columns, len(lines), name="change-by-segment")
