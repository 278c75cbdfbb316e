"""The six figures of a back-test, and how far so many losses can be trusted."""

from __future__ import annotations

import streamlit as st

from scoring.output.headline import tiles_of
from scoring.ui.bound import plain
from scoring.ui.panels.tiles import figure, figures
from scoring.workbench import Picture


def headline(seen: Picture) -> None:
    """Words above where the losses are few or tell nothing, the figures, the ruler below."""
    trial = seen.trial
    if trial.gate.banner == "red":
        st.warning(plain(trial.gate.words), icon=":material/groups:")
    elif trial.gate.banner == "amber":
        st.info(plain(trial.gate.words), icon=":material/groups:")
    if trial.signal.call in ("no signal", "wrong way"):
        st.warning(plain(trial.signal.words), icon=":material/signal_disconnected:")
    counts = trial.counts
    if counts.lost and not counts.false_alarms + counts.left_alone:
        words = "No kept case to compare with: calls, bands and ranking say nothing here."
        st.warning(words, icon=":material/balance:")
    tiles = tiles_of(trial, seen.trial_saved)
    figures([[figure(tile) for tile in tiles]], "tiles-look")
    st.caption(plain(trial.ruler.words))
