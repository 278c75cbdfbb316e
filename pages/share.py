"""Share: how do I take it away?"""

import streamlit as st

from scoring.ui import frame, state
from scoring.ui.panels import bundle, card_file, downloads, handover, link, report_file

frame.within()

with frame.error_box():
    here = state.current()
    st.markdown("# How do I take it away?")
    left, right = st.columns(2, gap="large")
    with left:
        link.link(here)
        downloads.downloads(here)
    with right:
        report_file.report_file(here)
        bundle.bundle(here)
        card_file.card_file(here)
    st.divider()
    handover.handover(here)
