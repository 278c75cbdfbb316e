"""Data: what is loaded, and can I trust it?"""

from scoring.ui import frame, state
from scoring.ui.panels import data_summary, wizard

frame.within()

with frame.error_box():
    here = state.current()
    data_summary.data_summary(here)
    data_summary.findings(here)
    data_summary.measures(here)
    wizard.wizard(here)
