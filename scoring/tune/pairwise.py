"""Judgements of groups in pairs become weights, with a ratio that says how far they contradict."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.errors import CommandError
from scoring.values import Floats

MOST: Final = 5
"""Groups that are compared in pairs: 10 questions; 8 would be 28."""

SOUND: Final = 0.1
"""The consistency ratio below which judgements can stand."""

_ROUNDS: Final = 50
_BY_CHANCE: Final = {3: 0.58, 4: 0.90, 5: 1.12}
"""The mean inconsistency of judgements made at random, by the number of groups (Saaty, 1980)."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Weights that add up to 100, in the order of the groups, and the consistency ratio."""

    weights: tuple[float, ...]
    ratio: float

    @property
    def sound(self) -> bool:
        """Whether the judgements contradict each other little enough."""
        return self.ratio < SOUND


def pairs_of(groups: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The questions to ask, in order."""
    return tuple(itertools.combinations(groups, 2))


def weigh_pairs(groups: Sequence[str], judged: Mapping[tuple[str, str], float]) -> Weighed:
    """The weights that judgements in pairs come to (the analytic hierarchy process).

    Input: 2 to 5 groups, and for each pair of `pairs_of` how many times the first matters as
    much as the second, 1/9 … 9. The weights are the principal eigenvector of the matrix of
    judgements, by 50 power iterations; the ratio is ((λ − k) / (k − 1)) / RI, 0 for two groups.
    Raises CommandError for other groups, a pair that is missing, and a judgement out of bounds.
    Source: Saaty, The Analytic Hierarchy Process (1980).
    """
    matrix = _matrix(groups, judged)
    count = len(groups)
    vector = np.full(count, 1.0 / count)
    for _ in range(_ROUNDS):
        vector = matrix @ vector
        vector /= vector.sum()
    top = float((matrix @ vector).sum())
    chance = _BY_CHANCE.get(count)
    ratio = (top - count) / (count - 1) / chance if chance else 0.0
    return Weighed(tuple(float(100.0 * one) for one in vector), max(ratio, 0.0))


def _matrix(groups: Sequence[str], judged: Mapping[tuple[str, str], float]) -> Floats:
    if not 2 <= len(set(groups)) == len(groups) <= MOST:
        problem = f"2 to {MOST} different groups can be compared in pairs, not {len(groups)}"
        raise CommandError(problem, fix="put metrics together into fewer groups")
    matrix = np.eye(len(groups))
    for one, other in pairs_of(groups):
        times = judged.get((one, other), float("nan"))
        if not 1.0 / 9.0 - 1e-9 <= times <= 9.0:
            problem = f"'{one}' beside '{other}' needs a judgement from 1/9 to 9"
            raise CommandError(problem, fix="say how many times as much the first matters")
        at = groups.index(one), groups.index(other)
        matrix[at] = times
        matrix[at[::-1]] = 1.0 / times
    return matrix
