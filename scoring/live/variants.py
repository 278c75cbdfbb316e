"""Each row is scored by the first variant that matches it, or by the card itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scoring.live.kernel import MetricPoints, Scores, Verdicts, score_rows
from scoring.spec.model import UNMATCHED, Card
from scoring.values import Bools


def first_match(holds: Sequence[Bools], rows: int) -> NDArray[np.int8]:
    """The position of the first condition that holds in each row, UNMATCHED where none does."""
    position = np.full(rows, UNMATCHED, dtype=np.int8)
    for i, held in enumerate(holds):
        position[held & (position == UNMATCHED)] = i
    return position


def score_variants(
    card: Card,
    metrics: Sequence[Mapping[str, MetricPoints]],
    variant: NDArray[np.int8],
    verdicts: Verdicts,
) -> Scores:
    """Score every row by the effective card it belongs to.

    Input: for each of the card's effective cards its metrics' points over all rows, the
    position of each row's variant, and the verdicts. Output: as `score_rows`; the points of
    a metric that is switched off in a row's variant are NaN there.
    """
    rows = len(variant)
    points = {m.id: np.full(rows, np.nan) for m in card.used}
    coverage, mean, score = (np.full(rows, np.nan) for _ in range(3))
    band, capped = (np.zeros(rows, dtype=np.int8) for _ in range(2))
    positions = (*range(len(card.variants)), UNMATCHED)
    for effective, found, position in zip(card.effective, metrics, positions, strict=True):
        here = np.flatnonzero(variant == position)
        some = {k: m.at(here) for k, m in found.items()}
        judged = verdicts.at(here)
        judged = judged if position == UNMATCHED else replace(judged, young=None)
        part = score_rows(effective, some, len(here), judged)
        for name, own in part.points.items():
            points[name][here] = own
        coverage[here], mean[here], score[here] = part.coverage, part.mean, part.score
        band[here], capped[here] = part.band, part.capped
    return Scores(points, coverage, mean, score, band, capped, verdicts, variant)
