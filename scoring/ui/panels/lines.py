"""The lines of the card: metrics with weights, or actions with points."""

from __future__ import annotations

from scoring.ui.panels.actions import actions
from scoring.ui.panels.metric_rows import metric_rows
from scoring.ui.state import State


def lines(here: State) -> None:
    """The rows that suit the card's kind."""
    if here.card.kind == "points":
        actions(here)
    else:
        metric_rows(here)
