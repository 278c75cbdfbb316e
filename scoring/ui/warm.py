"""The first visitor's wait is paid once: what lives long is taken out of the collector's way."""

from __future__ import annotations

import gc

import streamlit as st

from scoring.ui import data


@st.cache_resource(max_entries=1, show_spinner="Opening the demo book …")
def warm_up() -> bool:
    """Load the data sets and cards that first visits open, then freeze everything loaded so far."""
    standard = data.bundled(data.STANDARD)
    standard.book.scored(data.standard_card())
    data.quality_of(standard)
    data.first_visit()
    gc.collect()
    gc.freeze()
    return True
