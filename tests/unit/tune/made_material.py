"""Cases with points drawn by chance, or made to separate, and a card that reads them."""

from __future__ import annotations

import numpy as np

from scoring.live.kernel import NOTHING, MetricPoints
from scoring.spec.model import Card
from scoring.tune.learnt import Learnt
from scoring.tune.material import Material
from scoring.tune.validation import Choose
from scoring.tune.weights import Bounds, Wish, suggested


def card_of(count: int) -> Card:
    """A card of so many measures that are points already, all of weight 10."""
    rule = {"kind": "points"}
    metrics = [
        {"id": f"m{i}", "measure": f"m{i}", "normaliser": rule, "weight": 10} for i in range(count)
    ]
    bands = [
        {"name": "Good", "from": 50, "tone": "good"},
        {"name": "Bad", "from": 0, "tone": "bad"},
    ]
    return Card.model_validate({"version": 1, "name": "Made", "metrics": metrics, "bands": bands})


def material(
    points: np.ndarray,
    lost: np.ndarray,
    account: np.ndarray | None = None,
    as_of: np.ndarray | None = None,
) -> Material:
    """The cases as they would be read off a book; each its own account if nothing is said."""
    card = card_of(points.shape[1])
    known = ~np.isnan(points)
    return Material(
        card=card,
        metrics=card.active,
        points=points,
        lost=lost,
        account=np.arange(len(lost)) if account is None else account,
        as_of=np.full(len(lost), 24_300) if as_of is None else as_of,
        read=tuple(MetricPoints(points[:, i], known[:, i]) for i in range(points.shape[1])),
        verdicts=NOTHING,
    )


def noise(seed: int, losses: int, metrics: int = 12) -> Material:
    """Ten cases for each loss, and metrics that know nothing of it."""
    rng = np.random.default_rng(seed)
    lost = np.arange(10 * losses) < losses
    return material(rng.uniform(0.0, 100.0, (len(lost), metrics)), lost)


def signal(seed: int, losses: int, metrics: int = 6) -> Material:
    """Two metrics in which the lost have 25 points less; the others know nothing."""
    made = noise(seed, losses, metrics)
    points = made.points.copy()
    points[made.lost, :2] -= 25.0
    return material(np.clip(points, 0.0, 100.0), made.lost)


def by_the_data(count: int, most: int = 6) -> Choose:
    """The choice that looks at nothing but the data."""
    bounds = Bounds(np.zeros(count), np.full(count, np.nan), np.full(count, 100.0))

    def choose(learnt: Learnt) -> np.ndarray:
        return suggested(learnt, bounds, Wish(blend=1.0, most=most))

    return choose
