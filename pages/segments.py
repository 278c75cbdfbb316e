"""Segments: for whom does it work?"""

import streamlit as st

from scoring.ui import frame, state
from scoring.ui.panels import tiles
from scoring.ui.panels.lookback import bands
from scoring.ui.panels.segments import asked, brush, mix, own_card, tables

frame.within()

with frame.error_box():
    here = state.current()
    st.markdown("# For whom does it work?")
    found = asked.asked(here)
    if found is not None:
        mix.mix(here, found)
        tables.tables(here, found)
    brush.looking_at(here, found)
    seen = state.seen(here)
    tiles.tiles(here, seen)
    left, right = st.columns(2, gap="large")
    with left:
        bands.rates(seen, "segments-rates")
    with right:
        own_card.own_card(here, seen)
