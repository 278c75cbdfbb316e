"""Data: what is loaded, and can I trust it?"""

import streamlit as st

from scoring.ui import frame, state
from scoring.ui.panels import data_summary, wizard

frame.within()

with frame.error_box():
    here = state.current()
    data_summary.data_summary(here)
    left, right = st.columns(2, gap="large")
    with left:
        data_summary.measures(here)
    with right:
        data_summary.findings(here)
    wizard.wizard(here)
