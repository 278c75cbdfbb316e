"""The six figures of a back-test, and how far so many losses can be trusted."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from scoring.backtest.near_alarms import Near
from scoring.backtest.trial import Trial
from scoring.output.headline import tiles_of
from scoring.ui.bound import plain
from scoring.ui.live.tiles import Figure, tiles_data
from scoring.ui.panels.tiles import figure, figures
from scoring.workbench import Picture
from scoring.workbench.looking_back import LookBack

_KEY: Final = "tiles-look"
_TELLING: Final = (0, 0), (0, 1), (0, 2)
"""What a phone says once more while the cut is dragged: losses caught, calls for each, ARR."""


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
    figures(_rows(trial, seen.trial_saved), _KEY, glance=_TELLING, around=True)
    st.caption(plain(trial.ruler.words))


def headline_news(seen: LookBack) -> dict[str, dict[str, Any]]:
    """The figures as news for the tiles that stand on the page: no cut changes the words."""
    return {_KEY: tiles_data(_rows(seen.trial, seen.trial_saved, seen.near))}


def _rows(trial: Trial, saved: Trial, near: Near | None = None) -> list[list[Figure]]:
    return [[figure(tile) for tile in tiles_of(trial, saved, near)]]
