"""Points, weights and bands in memory, by the same operations as the plan's SQL.

The order of every addition is that of scoring.plan.arithmetic, so that both give the same
doubles; a contract test holds them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.kinds.normaliser import LiveRows
from scoring.live.blocks import by_blocks
from scoring.spec.model import Card, Metric
from scoring.spec.parts import Pulse
from scoring.values import (
    NOT_SCORED,
    ONBOARDING,
    Bools,
    Column,
    Floats,
    Ints,
    is_null,
    rounded,
    rounded_one,
)

UNSCORED = -1
"""The band position of a row without a score."""

YOUNG = -2
"""The band position of a row that is too young for a score."""

UNCAPPED = -1
"""The flag position of a row that no red flag caps."""


UNPINNED = -1
"""The pinned position of a row whose band no pulse sets."""


@dataclass(frozen=True, slots=True)
class MetricPoints:
    """One metric's points after its missing policy (NaN: none), and where a real value stood."""

    points: Floats
    known: Bools

    def at(self, rows: Ints | slice) -> MetricPoints:
        """The points of some rows."""
        return MetricPoints(self.points[rows], self.known[rows])


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Which red flags and adjustments hold in which row, by id, who is too young, pulse points.

    `nudge` is what a pulse adds or takes, 0 where none holds; None for a card without one.
    """

    flags: Mapping[str, Bools]
    bonuses: Mapping[str, Bools]
    young: Bools | None = None
    nudge: Floats | None = None

    def at(self, rows: Ints | slice) -> Verdicts:
        """The verdicts of some rows."""
        return Verdicts(
            {name: held[rows] for name, held in self.flags.items()},
            {name: held[rows] for name, held in self.bonuses.items()},
            None if self.young is None else self.young[rows],
            None if self.nudge is None else self.nudge[rows],
        )


NOTHING: Final = Verdicts({}, {})
"""The verdicts of a card that judges nothing."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The answer for every row: effective points by metric id, coverage 0…1, score, band.

    `band` is the position in the card's bands, UNSCORED or YOUNG where there is no score;
    `mean` the score before adjustments and caps; `capped` the position in the card's flags
    of the one that capped, UNCAPPED where none did. `variant` is the position of the variant
    that scored the row, UNMATCHED for the card itself (None: it has no variants); `raw` the
    points of a points card; `pinned` the position of the band that a pulse sets, UNPINNED
    where none does. Back-tests read `band`, everything that shows today `standing`.
    """

    points: Mapping[str, Floats]
    coverage: Floats
    mean: Floats
    score: Floats
    band: NDArray[np.int8]
    capped: NDArray[np.int8]
    verdicts: Verdicts
    variant: NDArray[np.int8] | None = None
    raw: Floats | None = None
    pinned: NDArray[np.int8] | None = None

    @property
    def standing(self) -> NDArray[np.int8]:
        """The band of each row with the pins laid over what was computed."""
        if self.pinned is None:
            return self.band
        return np.where(self.pinned == UNPINNED, self.band, self.pinned)


def points_of(metric: Metric, values: Column, rows: LiveRows) -> MetricPoints:
    """A metric's points for all rows, missing values treated by its policy."""
    points = metric.normaliser.apply_among(values, rows)
    known = ~np.isnan(points) & ~is_null(values)
    stand_in = metric.missing.points
    if stand_in is not None:
        points = np.where(known, points, stand_in)
    return MetricPoints(points, known)


def nudge_of(pulse: Pulse, judgement: Floats) -> Floats:
    """The points that a judgement adds or takes, at most `max_points`; 0 where there is none."""
    most = pulse.max_points
    points = judgement if pulse.scale == "points" else (judgement - 3.0) / 2.0 * most
    return np.asarray(np.where(np.isnan(points), 0.0, np.clip(points, -most, most)))


def score_rows(
    card: Card, metrics: Mapping[str, MetricPoints], rows: int, verdicts: Verdicts = NOTHING
) -> Scores:
    """Score every row from its points.

    Input: a card, for each of its active metrics the points, how many rows there are (a card
    whose metrics are all switched off has rows too), and which facts hold. Output: arrays of
    shape (rows,). The score is NaN where a metric refuses, where no weight is in force,
    where coverage is below the card's floor, or where the account is too young.
    """
    own = {m.id: metrics[m.id] for m in card.active}
    coverage, mean, score = np.empty(rows), np.empty(rows), np.empty(rows)
    band, capped = np.empty(rows, np.int8), np.empty(rows, np.int8)

    def score_some(some: slice) -> None:
        found = {name: one.at(some) for name, one in own.items()}
        part = _score_block(card, found, some.stop - some.start, verdicts.at(some))
        # Written where they stay: parts that are kept to the end would take the memory twice.
        coverage[some], mean[some], score[some] = part.coverage, part.mean, part.score
        band[some], capped[some] = part.band, part.capped

    by_blocks(rows, score_some)
    points = {name: one.points for name, one in own.items()}
    return Scores(points, coverage, mean, score, band, capped, verdicts)


def _score_block(
    card: Card, metrics: Mapping[str, MetricPoints], rows: int, verdicts: Verdicts
) -> Scores:
    """The same for so few rows that what is in between stays in the processor's cache."""
    known_weight, points_sum, product = np.zeros(rows), np.zeros(rows), np.empty(rows)
    weight_sum, unknown = known_weight, np.zeros(rows, dtype=np.bool_)
    for metric in card.active:
        found, weight = metrics[metric.id], metric.weight
        counts: Floats | float = weight
        earned = found.points
        if not found.known.all():
            counts = np.multiply(found.known, weight)
            earned = np.fmax(found.points, 0.0, out=product)  # no points count as 0
            if metric.missing.points is not None and weight_sum is known_weight:
                weight_sum = known_weight.copy()  # from here on they differ
            if metric.missing.policy == "refuse" and weight > 0:
                unknown |= ~found.known
        if weight_sum is not known_weight:
            weight_sum += counts if metric.missing.points is None else weight
        known_weight += counts
        points_sum += np.multiply(earned, weight, out=product)
    typed = sum(m.weight for m in card.active)
    coverage = rounded(known_weight / typed) if typed else np.full(rows, np.nan)
    unknown |= weight_sum <= 0.0
    mean = points_sum / np.where(weight_sum > 0.0, weight_sum, np.nan)
    points = {m.id: metrics[m.id].points for m in card.active}
    return settled(card, points, coverage, np.where(unknown, np.nan, mean), verdicts)


def settled(
    card: Card, points: Mapping[str, Floats], coverage: Floats, mean: Floats, verdicts: Verdicts
) -> Scores:
    """From the mean to the band: what is added, the scale's ends, caps, cuts.

    Input: the mean with NaN where there is to be no score; too little coverage and youth
    are added here.
    """
    unknown = np.isnan(coverage) | (coverage < rounded_one(card.rules.min_coverage))
    if verdicts.young is not None:
        unknown |= verdicts.young
    mean = np.where(unknown, np.nan, mean)
    score, capped = _capped(card, rounded(_adjusted(card, mean, verdicts)), verdicts)
    band = band_of(score, card)
    if verdicts.young is not None:
        band[verdicts.young] = YOUNG
    return Scores(points, coverage, rounded(mean), score, band, capped, verdicts)


def _adjusted(card: Card, mean: Floats, verdicts: Verdicts) -> Floats:
    for bonus in card.bonuses:
        mean = mean + np.where(verdicts.bonuses[bonus.id], bonus.points, 0.0)
    if verdicts.nudge is not None:
        mean = mean + verdicts.nudge
    if not card.bonuses and verdicts.nudge is None and card.kind != "points":
        return mean
    return np.asarray(np.clip(mean, 0.0, 100.0))


def _capped(card: Card, score: Floats, verdicts: Verdicts) -> tuple[Floats, NDArray[np.int8]]:
    """The lowest cap that binds; flags come the lowest first."""
    capped = np.full(len(score), UNCAPPED, dtype=np.int8)
    for position, flag in enumerate(card.flags):
        cap = rounded_one(flag.cap)
        binds = verdicts.flags[flag.id] & (score > cap) & (capped == UNCAPPED)
        score = np.where(binds, cap, score)
        capped[binds] = position
    return score, capped


def band_names(card: Card) -> NDArray[np.object_]:
    """The name for each band position, UNSCORED and YOUNG included: they count from the end."""
    return np.array([*(b.name for b in card.bands), ONBOARDING, NOT_SCORED], dtype=object)


def band_alarms(card: Card) -> Bools:
    """Whether each band position flags an account; without a score none does."""
    return np.array([*card.alarms, False, False])


def band_of(score: Floats, card: Card) -> NDArray[np.int8]:
    """The position of each score's band, best first; UNSCORED for NaN."""
    band = np.full(len(score), len(card.cuts) - 1, dtype=np.int8)
    for cut in card.cuts[:-1]:
        band -= score >= cut
    band[np.isnan(score)] = UNSCORED
    return band
