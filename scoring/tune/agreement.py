"""How much people agree about the order of metrics, and how far any two of them are apart."""

from __future__ import annotations

from typing import Final

import numpy as np

from scoring.values import Floats

FEWEST: Final = 3
"""Below so many people no coefficient is told: two always agree somehow."""

_MUCH: Final = 0.7
_SOME: Final = 0.4


def ranks(values: Floats) -> Floats:
    """The rank of each value, 1 for the highest; equal ones share the mean of their ranks."""
    above = (values[None, :] > values[:, None]).sum(axis=1)
    same = (values[None, :] == values[:, None]).sum(axis=1)
    return np.asarray(above + (same + 1.0) / 2.0)


def kendall_w(points: Floats) -> float | None:
    """Kendall's coefficient of concordance, 0 (no common order) to 1 (the same order).

    Input: shape (people, metrics). W = (12 Σ R² − 3 p² k (k + 1)²) / (p² k (k² − 1) − p Σ T) for
    p people, k metrics and the rank sums R; T sums t³ − t over each run of t equal ranks of one
    person, without which votes with many zeros seem to agree less than they do. None below two
    people or metrics, and where everybody gives all metrics the same. Source: Kendall, Rank
    Correlation Methods (1948), chapter 6; Siegel, Nonparametric Statistics (1956), chapter 9.
    """
    people, metrics = points.shape
    if people < 2 or metrics < 2:
        return None
    ranked = np.stack([ranks(row) for row in points])
    sums = ranked.sum(axis=0)
    ties = sum(
        int((times**3 - times).sum())
        for times in (np.unique(r, return_counts=True)[1] for r in ranked)
    )
    above = 12.0 * float((sums**2).sum()) - 3.0 * people**2 * metrics * (metrics + 1) ** 2
    below = float(people**2 * metrics * (metrics**2 - 1) - people * ties)
    return min(max(above / below, 0.0), 1.0) if below > 0.0 else None


def agreement_in_words(w: float | None, people: int) -> str:
    """The coefficient as a sentence for the page."""
    if people < FEWEST:
        return f"From {FEWEST} votes on, this says how much the room agrees about the order."
    if w is None:
        return "Nobody puts one metric above another, so there is no order to agree about."
    if w >= _MUCH:
        said = "The room agrees on the order of the metrics"
    elif w >= _SOME:
        said = "The room agrees in part: some metrics are ranked alike, others are not"
    else:
        said = "The room does not agree on what matters most"
    return f"{said} (Kendall's W {w:.2f}, where 0 is no common order and 1 the same one)."


def distances(points: Floats) -> Floats:
    """How many points somebody has to move to vote like somebody else.

    Input: shape (people, metrics), each row adding up to 100. Output: shape (people, people),
    half the sum of the absolute differences, 0 … 100.
    """
    return np.asarray(np.abs(points[:, None, :] - points[None, :, :]).sum(axis=2) / 2.0)
