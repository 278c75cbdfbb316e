"""The first visitor's wait is paid once: what lives long is taken out of the collector's way."""

from __future__ import annotations

import gc

import streamlit as st

from scoring.ui import data
from scoring.workbench import clear_leftovers


@st.cache_resource(max_entries=1, show_spinner="Opening the demo book …")
def warm_up() -> bool:
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
