"""What the card says is to be done with an account in this band."""

from __future__ import annotations

import streamlit as st

from scoring.ui.bound import plain
from scoring.ui.state import State
from scoring.workbench.following import Standing
from scoring.workbench.following import playbook as playbook_of


def playbook(here: State, seen: Standing) -> None:
    """The steps of the band's playbook and how soon they are due."""
    book = playbook_of(here.data, here.card, seen.row)
    st.markdown(f"### What to do in {plain(seen.band)}")
    if book is None:
        st.caption(plain(f"The card names no playbook for {seen.band}."))
        return
    within = "" if book.within_hours is None else f" · within {_hours(book.within_hours)}"
    st.markdown(f"{plain(book.title)}{within}")
    if book.steps:
        st.markdown("\n".join(f"1. {plain(step)}" for step in book.steps))


def _hours(hours: int) -> str:
    """For instance: 48 hours, 14 days."""
    if hours > 72 and hours % 24 == 0:
        return f"{hours // 24} days"
    return "1 hour" if hours == 1 else f"{hours} hours"
