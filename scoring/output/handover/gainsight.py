"""Gainsight: measures with scores from 0 to 100, set by rules, weighted in a scorecard."""

from __future__ import annotations

import math

from scoring.kinds.normaliser import plain
from scoring.output.handover import told
from scoring.output.handover.platform import Loss, Part, Platform
from scoring.spec.model import Card
from scoring.spec.parts import Metric

_LEVELS = 5
_RUNS = (
    "Schedule the rules after the nightly load. This card looks at ends of months: a daily rule"
    " scores a month that is not over, whose counts are still small."
)


def _enter(card: Card) -> tuple[Part, ...]:
    return (
        told.fields(card),
        *told.weights(
            card,
            (
                "Administration, Health Scoring, Scorecard: make a measure for each metric and a"
                " scorecard of them, in the numeric scheme (0 to 100). Enter the share as the"
                " measure's contribution to the overall score, without measure groups.",
                *_variants(card),
            ),
            _weight,
        ),
        *told.ranges(
            card,
            _LEVELS,
            (
                "In the Rules Engine write one rule a measure, with one criterion and one score"
                " for each line below. Check whether your edition's rule can take the score from a"
                " number field: then bring in the column points_… and the scale stays a line.",
                "Where the card gives points for a missing value, add a criterion for an empty"
                " field; for the others set no score. A measure without one (NA) stays out of the"
                " overall score; check under Enable Group Weights that its share goes to the rest.",
            ),
            _score,
        ),
        *told.bands(
            card,
            (
                "In the scheme's settings, one range a band. Except for the lowest range, the"
                " 'From' value does not belong to a range there, so enter the whole number below"
                " the cut.",
            ),
            _range,
        ),
        Part("When it runs", (_RUNS,)),
    )


def _variants(card: Card) -> tuple[str, ...]:
    if not card.variants:
        return ()
    return (
        "Each variant is a scorecard of its own, assigned to companies by its condition; the last"
        " one is the default.",
    )


def _weight(card: Card, metric: Metric) -> str:
    return f"{100 * card.effective_weight(metric.id):.4g}%"


def _score(_card: Card, _metric: Metric, points: float) -> str:
    return f"score {plain(points)}"


def _range(cut: float, top: float) -> str:
    return f"{_below(cut)} to {_below(top) if top < 100 else '100'}"


def _below(cut: float) -> str:
    return "0" if cut <= 0 else plain(_whole(cut) - 1)


def _whole(cut: float) -> float:
    """The lowest whole number that reaches a cut."""
    return float(math.ceil(cut))


def _losses(card: Card) -> tuple[Loss, ...]:
    return (
        *told.levels_lost(card, _LEVELS, "Use more criteria, or scores from a field."),
        *told.refusals_lost(card),
        *told.ranks_lost(card),
        *told.facts_lost(
            card,
            "Check whether scorecard exceptions are on in your edition: one sets the overall score"
            " where a measure has a given score.",
            "Add them to the field of a measure before it is scored.",
        ),
        *told.rules_lost(card),
        *told.whole_scores_lost(
            "Scores are compared with cuts as whole numbers.",
            "Nothing is to be done; accounts within half a point of a cut may change sides.",
            lambda cut: _whole(cut) - 0.5,
        ),
    )


GAINSIGHT = Platform(
    "gainsight",
    "Gainsight",
    (
        "Configure Scorecard Schemes",
        "Create Scorecards",
        "Measure Weights in Scorecards",
        "Scorecard FAQs",
    ),
    _enter,
    _losses,
)
