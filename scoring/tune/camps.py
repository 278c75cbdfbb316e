"""A room is told to fall into two camps only where its votes really do."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.tune.agreement import distances
from scoring.values import Floats

CLEAR: Final = 0.5
"""The mean silhouette above which groups have a reasonable structure (Kaufman and Rousseeuw)."""

FEWEST: Final = 4
"""With fewer people two camps of two are not possible."""


@dataclass(frozen=True, slots=True)
class Camps:
    """Two groups of people by their positions, the larger one first, and how clear they are.

    `silhouette` is the mean over all people, −1 … 1; `first` and `second` are in order.
    """

    first: tuple[int, ...]
    second: tuple[int, ...]
    silhouette: float


def camps_of(points: Floats) -> Camps | None:
    """The two camps of a room; None where there are none to speak of.

    Input: votes of shape (people, metrics), each row adding up to 100. Every pair of people is
    tried as the middles of two camps, everybody else goes to the nearer one (the first on a
    tie), and the pair with the least distance in all stands: the exact answer to the question
    that the method of k-medoids asks. Camps are named if each has two people and the mean
    silhouette is above `CLEAR`. Source: Kaufman and Rousseeuw, Finding Groups in Data (1990),
    chapter 2.
    """
    people = len(points)
    if people < FEWEST:
        return None
    far = distances(points)
    pairs = list(itertools.combinations(range(people), 2))
    costs = [float(np.minimum(far[a], far[b]).sum()) for a, b in pairs]
    a, b = pairs[int(np.argmin(np.round(costs, 9)))]
    second = far[b] < far[a] - 1e-9
    found = [tuple(np.flatnonzero(side).tolist()) for side in (~second, second)]
    if min(map(len, found)) < 2:
        return None
    clear = _silhouette(far, second)
    if clear <= CLEAR:
        return None
    one, other = sorted(found, key=lambda camp: (-len(camp), camp))
    return Camps(one, other, clear)


def _silhouette(far: Floats, second: np.ndarray) -> float:
    """The mean over all people of (b − a) / max(a, b), both camps of two people at least.

    a is the mean distance to the others of one's own camp, b that to the other camp.
    """
    found = []
    for person, side in enumerate(second):
        own = float(far[person][second == side].sum()) / (int((second == side).sum()) - 1)
        other = float(far[person][second != side].mean())
        top = max(own, other)
        found.append((other - own) / top if top > 0.0 else 0.0)
    return float(np.mean(found))
