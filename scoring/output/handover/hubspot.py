"""HubSpot: a health score of property rules whose points are added up, in the success workspace."""

from __future__ import annotations

from scoring.kinds.normaliser import plain
from scoring.output.handover import told
from scoring.output.handover.likeness import entered_weights, whole_points, whole_weights
from scoring.output.handover.platform import Loss, Part, Platform
from scoring.spec.model import Card
from scoring.spec.parts import Metric

_LEVELS = 5
_STATUSES = 3


def _enter(card: Card) -> tuple[Part, ...]:
    return (
        told.fields(card),
        *told.weights(
            card,
            (
                "Service, Customer Success, settings, Health scores: create a score for companies."
                " Make a property group for each metric, with its whole points as the limit; the"
                " limits add up to 100.",
                *_variants(card),
            ),
            lambda own, metric: f"group limit {entered_weights(own)[metric.id]}",
        ),
        *told.ranges(
            card,
            _LEVELS,
            (
                "One property rule a line, which adds so many points; leave out those that add 0."
                " Check how 'is between' treats both ends in your edition: each range here begins"
                " with its lower end and stops before its upper one.",
            ),
            _adds,
        ),
        *told.bands(
            card,
            ("Set the points at which the status changes: Healthy, Neutral, At-risk.",),
            lambda cut, _top: f"from {plain(float(-(-cut // 1)))} points",
        ),
        Part(
            "When it runs",
            (
                "HubSpot works the score out anew whenever a property changes. Load the properties"
                " once a month, after its end, so that nothing is half counted.",
                "Check how many scores your edition may have: as documented one with Professional,"
                " ten with Enterprise.",
            ),
        ),
    )


def _variants(card: Card) -> tuple[str, ...]:
    if not card.variants:
        return ()
    return ("Each variant is a score of its own, applied to the list of its condition.",)


def _adds(card: Card, metric: Metric, points: float) -> str:
    return f"add {_whole_points(entered_weights(card)[metric.id] * points / 100)}"


def _whole_points(points: float) -> int:
    return int(points + 0.5)


def _losses(card: Card) -> tuple[Loss, ...]:
    statuses = []
    if len(card.bands) > _STATUSES:
        statuses = [
            Loss(
                f"{len(card.bands)} bands become {_STATUSES} statuses.",
                "Join the bands in the middle, or keep the band as a property of its own.",
            )
        ]
    return (
        Loss("Points are whole numbers: the weights.", "Enter them as above.", whole_weights),
        *told.levels_lost(card, _LEVELS, "Add more rules to the group."),
        Loss(
            "Points are whole numbers: those of each range, too.",
            "A heavier metric loses less; nothing is to be done.",
            whole_points,
        ),
        *told.gaps_lost(
            card,
            "worst",
            "A property without a value adds nothing; its weight does not go to the others.",
            "Add a rule 'is unknown' with the points that the card gives, or half of the limit.",
        ),
        *told.ranks_lost(card),
        *told.facts_lost(
            card,
            "Subtract points by a rule, which is no cap: the best accounts stay above it.",
            "Add or subtract them by a rule in a group of its own.",
        ),
        *told.rules_lost(card),
        *statuses,
    )


HUBSPOT = Platform(
    "hubspot",
    "HubSpot",
    (
        "Create a health score in the customer success workspace",
        "Customize a health score in the customer success workspace",
    ),
    _enter,
    _losses,
)
