"""Compare: which card is better, and who moves?"""

import streamlit as st

from scoring.ui import frame, state
from scoring.ui.panels.comparing import asked, beside, brought, causes, moved

frame.within()

with frame.error_box():
    here = state.current()
    st.markdown("# Which card is better, and who moves?")
    found = asked.asked(here)
    brought.brought(here)
    if found is not None:
        beside.difference(here, found)
        beside.beside(here, found)
        moved.moved(here, found)
        causes.causes(here, found)
