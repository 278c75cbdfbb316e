"""Points, weights and bands in memory, by the same operations as the plan's SQL.

The order of every addition is that of scoring.plan.arithmetic, so that both give the same
doubles; a contract test holds them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.kinds.normaliser import LiveRows
from scoring.spec.model import Card, Metric
from scoring.values import Bools, Column, Floats, is_null, rounded, rounded_one

UNSCORED = -1
"""The band position of a row without a score."""


@dataclass(frozen=True, slots=True)
class MetricPoints:
    """One metric's points after its missing policy (NaN: none), and where a real value stood."""

    points: Floats
    known: Bools


@dataclass(frozen=True, slots=True)
class Scores:
    """The answer for every row: effective points by metric id, coverage 0…1, score, band.

    `band` is the position in the card's bands, UNSCORED where there is no score.
    """

    points: Mapping[str, Floats]
    coverage: Floats
    score: Floats
    band: NDArray[np.int8]


def points_of(metric: Metric, values: Column, rows: LiveRows) -> MetricPoints:
    """A metric's points for all rows, missing values treated by its policy."""
    points = metric.normaliser.apply_among(values, rows)
    known = ~np.isnan(points) & ~is_null(values)
    stand_in = metric.missing.points
    if stand_in is not None:
        points = np.where(known, points, stand_in)
    return MetricPoints(points, known)


def score_rows(card: Card, metrics: Mapping[str, MetricPoints], rows: int) -> Scores:
    """Score every row from its points.

    Input: a card, for each of its active metrics the points, and how many rows there are (a
    card whose metrics are all switched off has rows too). Output: coverage, score and band,
    arrays of shape (rows,). The score is NaN where a metric refuses, where no weight is in
    force, or where coverage is below the card's floor.
    """
    known_weight, points_sum, weight_sum = np.zeros(rows), np.zeros(rows), np.zeros(rows)
    refused = np.zeros(rows, dtype=np.bool_)
    for metric in card.active:
        found = metrics[metric.id]
        present = ~np.isnan(found.points)
        known_weight += np.where(found.known, metric.weight, 0.0)
        points_sum += np.where(present, found.points * metric.weight, 0.0)
        weight_sum += np.where(present, metric.weight, 0.0)
        if metric.missing.policy == "refuse" and metric.weight > 0:
            refused |= ~found.known
    typed = sum(m.weight for m in card.active)
    coverage = rounded(known_weight / typed) if typed else np.full(rows, np.nan)
    unknown = np.isnan(coverage) | (coverage < rounded_one(card.rules.min_coverage)) | refused
    unknown |= weight_sum <= 0.0
    score = rounded(points_sum / np.where(weight_sum > 0.0, weight_sum, np.nan))
    score = np.where(unknown, np.nan, score)
    return Scores(
        {m.id: metrics[m.id].points for m in card.active}, coverage, score, band_of(score, card)
    )


def band_of(score: Floats, card: Card) -> NDArray[np.int8]:
    """The position of each score's band, best first; UNSCORED for NaN."""
    band = np.full(len(score), UNSCORED, dtype=np.int8)
    scored = ~np.isnan(score)
    band[scored] = len(card.cuts) - 1
    for position in range(len(card.cuts) - 1, -1, -1):
        band[score >= card.cuts[position]] = position
    return band
