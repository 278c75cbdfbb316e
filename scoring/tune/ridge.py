"""A logistic regression whose slopes may not be negative, held small by a ridge."""

from __future__ import annotations

from typing import Final

import numpy as np

from scoring.values import Bools, Floats, Ints

MOST_KEPT: Final = 20_000
"""So many kept cases are enough: with more, an even sample of them is taken."""

_ROUNDS: Final = 200
_SMALL: Final = 1e-10


def slopes(risk: Floats, lost: Bools) -> Floats:
    """The slopes b ≥ 0 that minimise Σ log(1 + e^η) − Σ_lost η + ½|b|², η = b₀ + risk · b.

    Input: risk of shape (cases, metrics), 0 … 1, without NaN; who was lost, of both kinds. Output:
    shape (metrics,), b₀ left out. Newton's steps on the slopes that are free to move, each cut
    off at 0 (the projected Newton method of Bertsekas 1982); the loss is strictly convex in b, so
    that there is one answer and no draw. The intercept is not penalised.
    """
    if not risk.shape[1] or lost.all() or not lost.any():
        return np.zeros(risk.shape[1])
    with_one = np.column_stack([np.ones(len(risk)), risk])
    odds = float(lost.mean())
    at = np.zeros(with_one.shape[1])
    at[0] = np.log(odds / (1.0 - odds))
    ridge = np.ones(len(at))
    ridge[0] = 0.0
    value = _loss(with_one, lost, at)
    for _ in range(_ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-(with_one @ at)))
        slope = with_one.T @ (chance - lost) + ridge * at
        free = (at > 0.0) | (slope < 0.0)
        free[0] = True
        if float(np.abs(slope[free]).max()) < _SMALL * len(risk):
            break
        bend = with_one.T @ (with_one * (chance * (1.0 - chance))[:, None]) + np.diag(ridge)
        step = np.zeros(len(at))
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], -slope[free])
        at, value, moved = _along(with_one, lost, at, step, slope, value)
        if not moved:
            break
    return at[1:]


def _along(
    with_one: Floats, lost: Bools, at: Floats, step: Floats, slope: Floats, value: float
) -> tuple[Floats, float, bool]:
    """The first of ever shorter steps, cut off at 0, that lowers the loss as it should."""
    length = 1.0
    for _ in range(40):
        there = at + length * step
        there[1:] = np.maximum(there[1:], 0.0)
        lower = _loss(with_one, lost, there)
        if lower <= value + 1e-4 * float(np.sum(slope * (there - at))):
            return there, lower, bool(np.abs(there - at).max() > 0.0)
        length /= 2.0
    return at, value, False


def _loss(with_one: Floats, lost: Bools, at: Floats) -> float:
    reach = with_one @ at
    fits = float(np.logaddexp(0.0, reach).sum()) - float(reach[lost].sum())
    return fits + 0.5 * float(np.sum(at[1:] ** 2))


def enough_of(lost: Bools) -> Ints:
    """The rows to fit on: every lost case, and of many kept ones an even sample.

    Leaving kept cases out by chance moves the intercept alone (case-control sampling, Prentice
    and Pyke 1979). Output: rising positions.
    """
    kept = np.flatnonzero(~lost)
    if len(kept) <= MOST_KEPT:
        return np.arange(len(lost))
    even = kept[np.linspace(0, len(kept) - 1, MOST_KEPT).astype(np.int64)]
    return np.sort(np.concatenate([np.flatnonzero(lost), even]))
