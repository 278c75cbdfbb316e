"""What two cards change in a score is shared out to the single steps between them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Final

import numpy as np

from scoring.values import Floats

MOST_SHARED: Final = 6
"""So many steps are shared out over all orders: 2⁶ cards are scored."""

Value = Callable[[frozenset[int]], Floats | None]


def by_line(value: Value, steps: int) -> tuple[Floats, Floats]:
    """The part of each step, and what the steps do together.

    Input: the score (n,) after a set of the steps 0 … steps - 1, NaN where there is none, None
    where that is no card. Output: shapes (steps, n) and (n,), which add up to the score after all
    steps less that after none. Up to six steps it is the Shapley value, and nothing is left
    together unless no order is possible for an account; orders that lead by way of no card or no
    score are left out. Beyond that each step is taken alone, and the rest is together.

    Source: Shapley, A value for n-person games, 1953.
    """
    none, every = value(frozenset()), value(frozenset(range(steps)))
    if none is None or every is None:
        raise ValueError("both cards have scores")
    parts = _shared(value, steps, none) if steps <= MOST_SHARED else _alone(value, steps, none)
    parts = np.where(np.isnan(every - none), np.nan, parts)
    return parts, every - none - parts.sum(axis=0)


def _alone(value: Value, steps: int, none: Floats) -> Floats:
    parts = np.zeros((steps, len(none)))
    for step in range(steps):
        after = value(frozenset({step}))
        if after is not None:
            parts[step] = np.nan_to_num(after - none)
    return parts


def _shared(value: Value, steps: int, none: Floats) -> Floats:
    """The mean of a step's effect over all possible orders, counted from both ends.

    An order is a way through the sets of steps; as many orders lead to a set as lead to the sets
    of one step less, together.
    """
    sets = [frozenset(one) for size in range(steps + 1) for one in combinations(range(steps), size)]
    scores = {one: _or_nan(value(one), none) for one in sets}
    ways_to: dict[frozenset[int], Floats] = {}
    ways_on: dict[frozenset[int], Floats] = {}
    for one in sets:
        before = sum((ways_to[one - {step}] for step in one), np.zeros(len(none)))
        ways_to[one] = np.where(np.isnan(scores[one]), 0.0, before if one else 1.0)
    for one in reversed(sets):
        left = set(range(steps)) - one
        beyond = sum((ways_on[one | {step}] for step in left), np.zeros(len(none)))
        ways_on[one] = np.where(np.isnan(scores[one]), 0.0, beyond if left else 1.0)
    orders = np.maximum(ways_on[frozenset()], 1.0)
    parts = np.zeros((steps, len(none)))
    for one in sets:
        for step in set(range(steps)) - one:
            share = ways_to[one] * ways_on[one | {step}] / orders
            effect = np.nan_to_num(scores[one | {step}] - scores[one])
            parts[step] += share * effect
    return parts


def _or_nan(scores: Floats | None, like: Floats) -> Floats:
    return np.full(len(like), np.nan) if scores is None else scores
