"""A metric that points one way over all and another within groups is seen; own weights blend."""

from __future__ import annotations

import numpy as np

from scoring.tune.learnt import learn
from scoring.tune.segments import across_groups, own_weights
from scoring.tune.weights import Bounds, Wish
from tests.unit.tune.made_material import by_the_data, material

GROUP = np.repeat([0, 1], 400)
LOST = np.concatenate([np.arange(400) % 10 == 0, np.arange(400) % 2 == 0])


def test_the_paradox_is_seen_in_the_metric_that_has_it() -> None:
    """In each group the lost have 10 points less, but the group that loses more has 40 more."""
    rng = np.random.default_rng(1)
    turned = 40.0 + 40.0 * GROUP - 10.0 * LOST + rng.normal(0, 5, 800)
    honest = 50.0 - 10.0 * LOST + rng.normal(0, 10, 800)
    named = [("a", "Tickets", turned), ("b", "Usage", honest)]
    one, other = across_groups("segment", GROUP, named, LOST, np.arange(800))
    assert (one.verdict.level, other.verdict.level) == ("red", "fine")
    assert one.pooled is not None
    assert one.within is not None
    assert one.pooled < 0.5 < one.within
    assert "one way and within segment the other" in one.verdict.words


def test_own_weights_come_from_a_hundred_losses_on() -> None:
    """40 lost of the first group are too few; 200 of the second count 200 / 250 = .8.

    All say both metrics alike; by itself the second group knows the first one only.
    """
    rng = np.random.default_rng(2)
    points = rng.uniform(30, 100, (800, 2))
    points[LOST, 0] -= 30.0
    points[LOST & (GROUP == 0), 1] -= 30.0
    made = material(points, LOST)
    bounds = Bounds(np.zeros(2), np.full(2, np.nan), np.full(2, 100.0))
    pooled = np.array([50.0, 50.0])
    first = own_weights(made, GROUP == 0, pooled, bounds, Wish())
    second = own_weights(made, GROUP == 1, pooled, bounds, Wish())
    assert (first.losses, first.weights) == (40, None)
    assert (second.losses, second.share) == (200, 0.8)
    alone = by_the_data(2)(learn(points[GROUP == 1], LOST[GROUP == 1], np.arange(400)))
    assert second.weights is not None
    assert alone[0] > 90.0
    assert abs(second.weights[0] - (0.2 * 50 + 0.8 * alone[0])) <= 5.0  # within a step
    assert second.weights.sum() == 100.0
