"""Weights that were moved are noted first, and carried out when all that came at once are known.

A browser that moves one slider sends all the others along, still at the places they had before
the answer to the last move arrived. While the total is kept at 100 these places are old, and
nobody's wish: beside a slider that the app left alone, those that it just changed are not, nor is
one that repeats an old place.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from scoring.ui.bound import is_echo, lately_replaced
from scoring.ui.state import State, attempt


def wish(here: State, metric_id: str, key: str) -> None:
    """Note that a weight's slider has moved."""
    here.wishes[metric_id] = (key, float(st.session_state[key]))


def settle(here: State) -> None:
    """Carry out what was wished since the page was last drawn."""
    wishes, here.wishes = here.wishes, {}
    fresh = {name for name, (key, _) in wishes.items() if not lately_replaced(key)}
    for metric_id, (key, weight) in wishes.items():
        if metric_id in fresh or not (here.keep_total and (fresh or is_echo(key))):
            attempt(partial(here.weigh, metric_id, weight))
