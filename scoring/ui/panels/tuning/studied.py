"""The panel and the study that several parts of the page read, each worked out once."""

from __future__ import annotations

from scoring.ui.panels.tuning.work import worked
from scoring.ui.state import State
from scoring.workbench import Picture, Watch
from scoring.workbench.paneling import Panel, panel, panel_key
from scoring.workbench.suggesting import Study, study, study_key


def the_panel(here: State, seen: Picture) -> Panel | None:
    """A line for each metric that could be on the card; None while it is worked out."""
    data, card, trial, among = here.data, here.draft, seen.trial, here.filter

    def made(watch: Watch) -> Panel:
        return panel(data, card, trial, among, watch)

    key = (id(data.book), panel_key(data, card, trial, among))
    return worked(here, "tune-panel", key, "Every metric against the losses", made)


def the_study(here: State, seen: Picture) -> Study | None:
    """What weights are suggested from; None while it is worked out."""
    data, card, trial, among = here.data, here.card, seen.trial, here.filter
    position = here.position

    def made(watch: Watch) -> Study:
        return study(data, card, trial, among, position, watch)

    key = (id(data.book), study_key(data, card, trial, among, position))
    return worked(here, "tune-study", key, "Learning without each part of the accounts", made)
