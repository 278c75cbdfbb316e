"""Which metrics say much the same: correlations of their points, and clusters of them (W22)."""

from __future__ import annotations

from typing import Final

import numpy as np

from scoring.values import Floats, Ints

TWINS: Final = 0.85
"""From such a correlation on two metrics count the same thing twice.

It holds every pair whose variance inflation 1 / (1 − r²) is above 5, that is |r| above .894."""

FEW: Final = 8
"""With fewer cases that have both values nothing is said of a pair."""


def correlations(points: Floats) -> Floats:
    """Pearson's r of each two metrics over the cases that have both; shape (metrics, metrics).

    Input: shape (cases, metrics), NaN for no value. 1 on the diagonal; 0 where too few cases
    have both values, or one of them does not vary there.
    """
    known = ~np.isnan(points)
    here = known.astype(np.float64)
    with np.errstate(invalid="ignore"):
        middle = np.nansum(points, axis=0) / np.maximum(known.sum(axis=0), 1)
    held = np.where(known, points - middle, 0.0)
    pairs, sums, squares = here.T @ here, held.T @ here, (held * held).T @ here
    count = np.maximum(pairs, 1.0)
    together = held.T @ held - sums * sums.T / count
    spread = squares - sums * sums / count
    scale = np.sqrt(np.maximum(spread * spread.T, 0.0))
    varies = spread > 1e-9 * count
    sound = (pairs >= FEW) & varies & varies.T
    found = np.divide(together, scale, out=np.zeros_like(together), where=sound & (scale > 0.0))
    np.fill_diagonal(found, 1.0)
    return np.clip(found, -1.0, 1.0)


def clusters(correlation: Floats) -> Ints:
    """A number for each metric; those that hang together by |r| ≥ .85 share one.

    Output: shape (metrics,), counted from 0 in the order in which clusters begin.
    """
    near = np.abs(correlation) >= TWINS
    found = np.full(len(near), -1)
    for start in range(len(near)):
        if found[start] >= 0:
            continue
        reached = np.zeros(len(near), np.bool_)
        reached[start] = True
        grown = near[start] | reached
        while (grown != reached).any():
            reached, grown = grown, near[grown].any(axis=0) | grown
        found[reached] = found.max() + 1
    return found
