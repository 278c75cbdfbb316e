"""All that a back-test tells of a card beyond the card alone, in one call for the command line."""

from __future__ import annotations

from typing import Any

from scoring.backtest.trial import Trial
from scoring.output.tried_further import (
    FURTHER_DEFINITIONS,
    Further,
    further_data,
    further_text,
)
from scoring.spec.model import Card
from scoring.workbench.comparing import (
    by_segment,
    earliness_of,
    lead_histogram,
    migration_of,
    precision_at_k,
    rivals_of,
    treated_of,
)
from scoring.workbench.opening import DataSet

MOST_VALUES = 20
"""A dimension with more values than this is no segment."""


def further_of(
    data: DataSet,
    card: Card,
    trial: Trial,
    saved: Card | None = None,
    capacity: float | None = None,
) -> Further:
    """Rivals, the worst few, migration, earliness, segments and work, for the card of a trial.

    Input: a card to compare with, and the accounts a team can work at a look (None: the usual
    numbers). Raises CommandError unless the capacity is above 0.
    """
    dimensions = data.book.frame.accounts.dimensions
    few = [name for name, texts in dimensions.items() if 2 <= len(texts.labels) <= MOST_VALUES]
    return Further(
        shares=trial.gate.shares,
        rivals=rivals_of(data, card, trial, saved),
        precision_at_k=precision_at_k(data, card, trial, capacity),
        migration=migration_of(data, card, trial),
        earliness=earliness_of(data, card, trial),
        lead_histogram=lead_histogram(data, card, trial),
        segments=tuple(by_segment(data, card, trial, name) for name in few),
        treated=treated_of(data, trial),
    )


def with_further(told: dict[str, Any], found: Further) -> dict[str, Any]:
    """A back-test as plain data with all of this added, the definitions too."""
    definitions = {**told["definitions"], **FURTHER_DEFINITIONS}
    return {**told, **further_data(found), "definitions": definitions}


__all__ = ["Further", "further_of", "further_text", "with_further"]
