"""Vitally: a health score of weighted metrics, each healthy, concerning or poor."""

from __future__ import annotations

from scoring.kinds.normaliser import plain
from scoring.output.handover import told
from scoring.output.handover.platform import Loss, Part, Platform
from scoring.spec.model import Card
from scoring.spec.parts import Metric

_LEVELS = 3
_WORDS = ((75.0, "healthy"), (25.0, "concerning"), (0.0, "poor"))


def _enter(card: Card) -> tuple[Part, ...]:
    return (
        told.fields(card),
        *told.weights(
            card,
            (
                "Make a trait or a success metric of each field, then a health score that weighs"
                " them. Check whether your edition keeps several scores for several segments"
                " before you enter variants.",
            ),
            lambda own, metric: f"weight {100 * own.effective_weight(metric.id):.3g}",
        ),
        *told.ranges(
            card,
            _LEVELS,
            (
                "For each metric, what is healthy, concerning and poor. Check whether your edition"
                " lets a metric rise on a scale between them: then enter the ends of the line from"
                " the card instead.",
                "Check what your edition does with a metric without a value.",
            ),
            _word,
        ),
        *told.bands(
            card,
            ("A health score is shown from 0 to 10: cuts are a tenth of those here.",),
            lambda cut, _top: f"from {plain(cut / 10)}",
        ),
        Part(
            "When it runs",
            (
                "Scores follow the traits. Send them once a month, after its end: this card looks"
                " at whole months.",
            ),
        ),
    )


def _word(_card: Card, _metric: Metric, points: float) -> str:
    return next(word for least, word in _WORDS if points >= least)


def _losses(card: Card) -> tuple[Loss, ...]:
    return (
        *told.levels_lost(card, _LEVELS, "Check whether a scale between the three is to be had."),
        *told.gaps_lost(
            card,
            "skip",
            "A metric without a value is left out, if your edition does so.",
            "Fill such traits before they are sent where the card gives points for a gap.",
        ),
        *told.ranks_lost(card),
        *told.facts_lost(
            card,
            "Make a risk indicator of each: it stands beside the score and caps nothing.",
            "Make an opportunity or risk indicator of each, beside the score.",
        ),
        *told.rules_lost(card),
    )


VITALLY = Platform(
    "vitally",
    "Vitally",
    ("Health scores", "Success Metrics", "Traits", "Creating Opportunity & Risk Indicators"),
    _enter,
    _losses,
)
