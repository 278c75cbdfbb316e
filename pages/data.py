"""Data: what is loaded, and can I trust it?"""

import streamlit as st

from scoring.ui import data, frame, state
from scoring.ui.panels import data_summary, wizard

frame.within()

with frame.error_box():
    here = state.current()
    st.markdown("# What is loaded, and can I trust it?")
    made_up = here.data_id == data.STANDARD
    if made_up:  # whoever still looks at made-up customers comes for the drop
        wizard.wizard(here)
    data_summary.data_summary(here)
    data_summary.findings(here)
    data_summary.measures(here)
    if not made_up:
        wizard.wizard(here)
