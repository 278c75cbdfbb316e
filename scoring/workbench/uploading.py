"""A first card for data that nobody has described."""

from __future__ import annotations

from scoring.errors import DataError, Finding
from scoring.spec.model import Band, Card, Metric
from scoring.workbench.guessing import guess_metric
from scoring.workbench.opening import DataSet

STARTING = "Starting card"
STARTERS = 6
"""A starting card has at most so many metrics."""


def starting_card(data: DataSet) -> Card:
    """A first card for unknown data: a guess in every part, to be argued with.

    Up to six measures with the best coverage, straight lines between the 10th and 90th
    percentile, the direction read off lost against kept customers where both are known,
    else off the name; equal weights; bands at 65 and 45. Raises DataError if no measure
    has a spread.
    """
    spread = [m for m in data.catalogue.measures if m.reads == "number" and m.low != m.high]
    best = sorted(spread, key=lambda m: -m.filled)[:STARTERS]
    chosen = [m for m in data.catalogue.measures if m in best]
    metrics: list[Metric] = []
    for measure in chosen:
        guess = guess_metric(data, measure.name, [m.id for m in metrics])
        metrics += [guess.metric] if guess else []
    if not metrics:
        problem = "no measure with different numbers was loaded"
        raise DataError([Finding("measures", problem, "choose a column of numbers")])
    bands = (
        Band.model_validate({"name": "Healthy", "from": 65, "tone": "good"}),
        Band.model_validate({"name": "Watch", "from": 45, "tone": "watch"}),
        Band.model_validate({"name": "At risk", "from": 0, "tone": "bad", "alarm": True}),
    )
    about = "A guess from the data: directions, anchors and weights are for you to set."
    return Card(version=1, name=STARTING, about=about, metrics=tuple(metrics), bands=bands)
