"""The first visitor's wait is paid once: what lives long is taken out of the collector's way."""

from __future__ import annotations

import gc

import streamlit as st

from scoring.ui import data
from scoring.ui.for_all import cached_for_all
from scoring.workbench import clear_leftovers


def warm_up() -> None:
    """See to it that what first visits open is loaded; whoever comes first is told why it takes."""
    if () in warmed:
        return
    with st.spinner("Opening the demo book …"):
        warmed()


@cached_for_all(most=1)
def warmed() -> bool:
    """Load the data sets and cards that first visits open, then freeze everything loaded so far."""
    clear_leftovers()
    if not data.fault_of(data.STANDARD, None):  # else every page says what is wrong with it
        standard = data.bundled(data.STANDARD)
        standard.book.scored(data.standard_card())
        data.quality_of(standard)
    data.first_visit()
    gc.collect()
    gc.freeze()
    return True
