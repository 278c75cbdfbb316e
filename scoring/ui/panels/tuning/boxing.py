"""While the lockbox is closed, the parts of the page get the trial of the open cases alone."""

from __future__ import annotations

from dataclasses import replace

from scoring.ui.state import State
from scoring.workbench import Picture
from scoring.workbench.locking import trial_in_box


def without_locked(here: State, seen: Picture) -> Picture:
    """The picture with the trial that tuning may look at; the same where nothing is locked."""
    if not here.boxed:
        return seen
    return replace(seen, trial=trial_in_box(here.data, here.card, here.asked, here.filter))
