"""A card as a coarser platform would score it: one change each, made of the card's own words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, Literal, TypeVar

import numpy as np

from scoring.kinds.normaliser import LIMIT, Normaliser
from scoring.kinds.normalisers.curve import Curve
from scoring.kinds.normalisers.linear import Linear
from scoring.kinds.normalisers.points import AsPoints
from scoring.kinds.normalisers.steps import Steps
from scoring.spec.model import Card
from scoring.spec.parts import PULSE, Metric, Override
from scoring.values import Missing

_DIGITS = 4
"""Thresholds are entered by hand: so many digits of each."""


def stepped(rule: Normaliser, levels: int) -> Normaliser:
    """A line or a curve as so many levels from 0 to 100, each value at the nearest one.

    Any other rule is one of levels already and stays what it is.
    """
    corners = _corners(rule)
    if not corners:
        return rule
    heights = [100.0 * k / (levels - 1) for k in range(levels)]
    between = [(low + high) / 2 for low, high in pairwise(heights)]
    places = sorted(_crossings(corners, between))
    edges = [-LIMIT, *places]
    middles = [(low + high) / 2 for low, high in pairwise(edges[1:])]
    ends = [(corners[0][0] + min(places)) / 2, *middles, (max(places) + corners[-1][0]) / 2]
    points = np.asarray(rule.apply(np.array(ends)), dtype=float)
    nearest = [heights[int(np.argmin(np.abs(np.array(heights) - p)))] for p in points]
    rows = list(zip(edges, nearest, strict=True))
    kept = [rows[0]] + [row for before, row in pairwise(rows) if row[1] != before[1]]
    return Steps.model_validate({"kind": "steps", "steps": [list(row) for row in kept]})


def _corners(rule: Normaliser) -> tuple[tuple[float, float], ...]:
    if isinstance(rule, Linear):
        ends = ((rule.worst, 0.0), (rule.best, 100.0))
        return ends if rule.worst < rule.best else ends[::-1]
    if isinstance(rule, AsPoints):
        return ((0.0, 0.0), (100.0, 100.0))
    if isinstance(rule, Curve) and len({points for _, points in rule.corners}) > 1:
        return rule.corners
    return ()


def _crossings(corners: tuple[tuple[float, float], ...], heights: list[float]) -> set[float]:
    """Where the line passes a height, in the digits that people will type."""
    found = set()
    for (left, low), (right, high) in pairwise(corners):
        for height in heights:
            if min(low, high) < height <= max(low, high):
                exact = left + (height - low) / (high - low) * (right - left)
                typed = float(f"{exact:.{_DIGITS}g}")
                found.add(typed if left < typed < right else exact)
    return found or {corners[0][0]}


def each_metric(card: Card, change: Callable[[Metric | Override], dict[str, Any]]) -> Card:
    """The card with every metric changed alike, in its variants, too."""
    metrics = tuple(m.model_copy(update=change(m)) for m in card.metrics)
    variants = tuple(
        v.model_copy(
            update={"metrics": {k: o.model_copy(update=change(o)) for k, o in v.metrics.items()}}
        )
        for v in card.variants
    )
    return card.model_copy(update={"metrics": metrics, "variants": variants})


def in_levels(levels: int, kinds: tuple[type[Normaliser], ...] = ()) -> Callable[[Card], Card]:
    """Every line in so many levels, or only those of some kinds."""

    def change(line: Metric | Override) -> dict[str, Any]:
        rule = line.normaliser
        if rule is None or (kinds and not isinstance(rule, kinds)):
            return {}
        return {"normaliser": stepped(rule, levels)}

    return lambda card: each_metric(card, change)


def missing_as(policy: Literal["skip", "neutral", "worst"]) -> Callable[[Card], Card]:
    """Every missing value treated alike."""

    def change(line: Metric | Override) -> dict[str, Any]:
        return {} if line.missing is None else {"missing": Missing(policy)}

    return lambda card: each_metric(card, change)


def refusals_as_gaps(card: Card) -> Card:
    """A metric without which there is no score becomes one whose weight goes to the others."""

    def change(line: Metric | Override) -> dict[str, Any]:
        refuses = line.missing is not None and line.missing.policy == "refuse"
        return {"missing": Missing("skip")} if refuses else {}

    return each_metric(card, change)


def whole_weights(card: Card) -> Card:
    """Weights as whole numbers that add up to 100, each line as near as it can be."""
    shares = entered_weights(card)
    metrics = tuple(_weighing(m, shares.get(m.id)) for m in card.metrics)
    pulse = card.pulse
    if pulse is not None and PULSE in shares:
        pulse = pulse.model_copy(update={"weight": float(shares[PULSE])})
    variants = []
    for variant, own in zip(card.variants, card.effective, strict=False):
        said = {m.id: variant.metrics.get(m.id, Override()) for m in card.metrics}
        shares = entered_weights(own)
        metrics_of = {name: _weighing(o, shares.get(name)) for name, o in said.items()}
        variants.append(variant.model_copy(update={"metrics": metrics_of}))
    changed = {"metrics": metrics, "pulse": pulse, "variants": tuple(variants)}
    return card.model_copy(update=changed)


Line = TypeVar("Line", Metric, Override)


def _weighing(line: Line, weight: int | None) -> Line:
    return line if weight is None else line.model_copy(update={"weight": float(weight)})


def whole_points(card: Card) -> Card:
    """Points of a range so that, times its metric's whole weight, they are whole numbers."""
    shares = entered_weights(card)

    def entered(weight: int, points: float) -> float:
        return 100.0 * int(weight * points / 100.0 + 0.5) / weight if weight else points

    def change(metric: Metric) -> Metric:
        rule, weight = metric.normaliser, shares.get(metric.id, 0)
        if isinstance(rule, Steps):
            steps = [s.model_copy(update={"points": entered(weight, s.points)}) for s in rule.steps]
            return metric.model_copy(
                update={"normaliser": rule.model_copy(update={"steps": tuple(steps)})}
            )
        return metric

    return card.model_copy(update={"metrics": tuple(change(m) for m in card.metrics)})


def entered_weights(card: Card) -> dict[str, int]:
    """Each active metric's weight in whole points that add up to 100, largest remainder first."""
    exact = {m.id: 100.0 * card.effective_weight(m.id) for m in card.active}
    whole = {name: int(share) for name, share in exact.items()}
    left = 100 - sum(whole.values()) if any(exact.values()) else 0
    for name in sorted(exact, key=lambda n: whole[n] - exact[n])[:left]:
        whole[name] += 1
    return whole


def cuts_moved(where: Callable[[float], float]) -> Callable[[Card], Card]:
    """Every cut but the lowest moved on the scale of 100, in the bands of variants, too."""

    def change(card: Card) -> Card:
        def bands(of: Any) -> Any:
            ten = card.display == "ten"
            moved = []
            for band in of[:-1]:
                cut = where((band.start - 1.0) / 9.0 * 100.0 if ten else band.start)
                start = 1.0 + 9.0 * cut / 100.0 if ten else cut
                moved.append(band.model_copy(update={"start": start}))
            return (*moved, of[-1])

        variants = tuple(
            v.model_copy(update={"bands": bands(v.bands)}) if v.bands else v for v in card.variants
        )
        return card.model_copy(update={"bands": bands(card.bands), "variants": variants})

    return change


def without(**parts: Any) -> Callable[[Card], Card]:
    """The card with some of its sections replaced, such as `red_flags=()`."""
    return lambda card: card.model_copy(update=parts)


def without_rules(card: Card) -> Card:
    """The card with a score for every account, however little is known and however young."""
    bare = card.rules.model_copy(update={"min_coverage": 0.0, "min_tenure_months": 0})
    return card.model_copy(update={"rules": bare})
