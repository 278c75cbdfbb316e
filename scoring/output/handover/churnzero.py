"""ChurnZero: a ChurnScore of factors whose points add up to 100, each earned by ranges."""

from __future__ import annotations

from scoring.kinds.normaliser import plain
from scoring.output.handover import told
from scoring.output.handover.likeness import entered_weights, whole_weights
from scoring.output.handover.platform import Loss, Part, Platform
from scoring.spec.model import Card
from scoring.spec.parts import Metric

_LEVELS = 5
_RUNS = (
    "Scores follow the fields: load these after the end of a month. Between loads the score stands"
    " still."
)


def _enter(card: Card) -> tuple[Part, ...]:
    return (
        told.fields(card),
        *told.weights(
            card,
            (
                "Health, ChurnScores: make a score and add a factor for each metric, on its"
                " field. The factors' total points must add up to 100.",
                *(
                    ("Each variant is a ChurnScore of its own, for the segment of its condition.",)
                    if card.variants
                    else ()
                ),
            ),
            lambda own, metric: f"{entered_weights(own)[metric.id]} total points",
        ),
        *told.ranges(
            card,
            _LEVELS,
            (
                "One line of the factor's point allocation each: the share of its total points. Of"
                " two ranges that share a border the top one wins, as in this table: the lower end"
                " belongs to a range.",
                "Check whether a factor on an empty field earns nothing in your edition, and use"
                " Calculate ChurnScore Factor on an account without a value to see it.",
            ),
            _share,
        ),
        *told.bands(
            card,
            ("Check where your edition sets the colours of a ChurnScore, and enter these.",),
            lambda cut, _top: f"from {plain(cut)}",
        ),
        Part("When it runs", (_RUNS,)),
    )


def _share(_card: Card, _metric: Metric, points: float) -> str:
    return f"{plain(points)}% of its points"


def _losses(card: Card) -> tuple[Loss, ...]:
    weights = []
    if any(not m.weight.is_integer() for m in whole_weights(card).metrics) or _rounds(card):
        weights = [Loss("Total points are whole numbers.", "Enter them as above.", whole_weights)]
    return (
        *weights,
        *told.levels_lost(card, _LEVELS, "Add more lines to the point allocation."),
        *told.gaps_lost(
            card,
            "worst",
            "A factor without a value earns none of its points; nothing goes to the others.",
            "Fill such fields before they are loaded, with a value in the middle of the ranges.",
        ),
        *told.ranks_lost(card),
        *told.facts_lost(
            card,
            "Make a segment and an alert for each, and look at them beside the score.",
            "Make a factor of each, and take its points from the others.",
        ),
        *told.rules_lost(card),
    )


def _rounds(card: Card) -> bool:
    whole = entered_weights(card)
    return any(100 * card.effective_weight(name) != points for name, points in whole.items())


CHURNZERO = Platform(
    "churnzero",
    "ChurnZero",
    ("Setting up ChurnScore Factors", "Getting Started with ChurnScores"),
    _enter,
    _losses,
)
