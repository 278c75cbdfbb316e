"""Planhat: a health score from 0 to 10 that begins at 5, with factors that add and subtract."""

from __future__ import annotations

import math

from scoring.kinds.normaliser import Normaliser, plain
from scoring.kinds.normalisers.curve import Curve
from scoring.kinds.normalisers.linear import Linear
from scoring.kinds.normalisers.points import AsPoints
from scoring.output.handover import told
from scoring.output.handover.likeness import in_levels
from scoring.output.handover.platform import Loss, Part, Platform
from scoring.spec.model import Card
from scoring.spec.parts import Metric

_LEVELS = 5
_MIDDLE = 5.0
_MANY = 8


def _enter(card: Card) -> tuple[Part, ...]:
    return (
        told.fields(card),
        *told.weights(
            card,
            (
                "In the health profile every company begins at 5. A metric with a share of the"
                " weight may move it by half of that share of 10 either way: together they reach 0"
                " and 10, and the score is a tenth of the one here.",
                "Check whether a profile can be kept for some companies alone before you enter"
                " variants.",
            ),
            lambda own, metric: f"impact −{_reach(own, metric):.4g} to +{_reach(own, metric):.4g}",
        ),
        *_lines(card),
        *_conditions(card),
        *told.bands(
            card,
            ("The same cuts on the scale from 0 to 10.",),
            lambda cut, _top: f"from {plain(cut / 10)}",
        ),
        Part(
            "When it runs",
            (
                "Scores follow the fields. Load them once a month, after its end: this card looks"
                " at whole months.",
            ),
        ),
    )


def _reach(card: Card, metric: Metric) -> float:
    return _MIDDLE * card.effective_weight(metric.id)


def _is_line(rule: Normaliser) -> bool:
    return isinstance(rule, Linear | AsPoints)


def _lines(card: Card) -> list[Part]:
    parts = []
    for i, (behind, own) in enumerate(told.each(card)):
        rows = []
        for metric in own.active:
            rule = metric.normaliser
            if not _is_line(rule):
                continue
            worst, best = (rule.worst, rule.best) if isinstance(rule, Linear) else (0.0, 100.0)
            outside = isinstance(rule, Linear) and rule.outside == "missing"
            reach = _reach(own, metric)
            rows.append(
                (
                    metric.title,
                    "linear (bounded)" if outside else "linear",
                    f"{plain(worst)}: −{reach:.4g}",
                    f"{plain(best)}: +{reach:.4g}",
                )
            )
        said = ("The linear condition is the card's line, end for end: nothing is lost by it.",)
        if rows:
            columns = ("Metric", "Condition", "Worst value and impact", "Best value and impact")
            title = f"Lines{behind}"
            parts.append(Part(title, said if i == 0 else (), columns, tuple(rows)))
    return parts


def _conditions(card: Card) -> list[Part]:
    said = (
        "Every other rule as hard conditions (less than, more than, equal to), a factor each."
        " Where a range has two ends, enter the difference from the range below at its lower end.",
    )
    parts = told.ranges(card, _LEVELS, said, _impact)
    lines = {m.title for _, own in told.each(card) for m in own.active if _is_line(m.normaliser)}
    left = [
        Part(p.title, p.said, p.columns, tuple(r for r in p.rows if r[0] not in lines))
        for p in parts
    ]
    return [part for part in left if part.rows]


def _impact(card: Card, metric: Metric, points: float) -> str:
    return f"impact {_reach(card, metric) * (2 * points / 100 - 1):+.4g}"


def _losses(card: Card) -> tuple[Loss, ...]:
    many = []
    if len(card.active) > _MANY:
        many = [
            Loss(
                f"This card has {len(card.active)} metrics; 2 to {_MANY} factors are recommended.",
                "Enter them all the same, or leave out the lightest.",
            )
        ]
    return (
        *_curves_lost(card),
        *told.gaps_lost(
            card,
            "neutral",
            "A factor without a value has no impact: it counts as 50 points of 100.",
            "Check this on a company without a value. Add a condition for an empty field where the"
            " card gives other points.",
        ),
        *told.ranks_lost(card),
        *told.facts_lost(
            card,
            "Add a factor that subtracts, which is no cap: the best accounts stay above it.",
            "Add a factor of a tenth of these points.",
        ),
        *told.rules_lost(card),
        *told.whole_scores_lost(
            "If your edition compares whole numbers from 0 to 10, a cut is reached five points"
            " below the next full ten.",
            "Choose cuts that end in 5, such as 45 or 75: they stay where they are.",
            lambda cut: 10.0 * math.ceil(cut / 10.0) - 5.0,
        ),
        *many,
    )


def _curves_lost(card: Card) -> list[Loss]:
    if not any(isinstance(m.normaliser, Curve) for m in card.used):
        return []
    return [
        Loss(
            f"A curve becomes {_LEVELS} levels.",
            "Or enter each of its stretches as a linear (bounded) factor.",
            in_levels(_LEVELS, (Curve,)),
        )
    ]


PLANHAT = Platform(
    "planhat",
    "Planhat",
    ("Setting up your Health Factors", "How Health is calculated"),
    _enter,
    _losses,
)
