"""The steps of a weighted card, from the values of its metrics to the score before any cap."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis
import ibis.expr.types as ir

from scoring.kinds.normaliser import Normaliser, PlanRows
from scoring.plan.arithmetic import by_variant, filled, line_of, scored, summed
from scoring.plan.steps import ACCOUNT, AS_OF, IN_BOOK, TRAIT
from scoring.plan.verdicts import verdict_names
from scoring.spec.model import Card, Metric

Build = tuple[str, str, Callable[[ir.Table], ir.Table]]
"""A step to be built: its name, its sentence, and how it follows from the step before."""


def weighted_steps(card: Card) -> list[Build]:
    """The steps `pointed`, `filled`, `summed` and `scored`."""
    carried = (ACCOUNT, AS_OF, *verdict_names(card))
    points = [f"points_{m.id}" for m in card.used]
    return [
        (
            "pointed",
            "Each value as points from 0 to 100; what is missing stays missing.",
            lambda t: t.select(
                *carried, **{f"points_{m.id}": _pointed(card, m, t) for m in card.used}
            ),
        ),
        (
            "filled",
            "Points that stand in for missing ones; known_weight still counts real values only.",
            lambda t: t.select(*carried, **filled(t, card)),
        ),
        (
            "summed",
            "Weights times points, and the weights in force.",
            lambda t: t.select(*carried, *points, **summed(t, card)),
        ),
        (
            "scored",
            "The weighted mean, adjusted, rounded once; no number where too little is known.",
            lambda t: t.select(*carried, *points, "coverage", score=scored(t, card)),
        ),
    ]


def _pointed(card: Card, metric: Metric, table: ir.Table) -> Any:
    value = table[f"value_{metric.id}"]

    def said(effective: Card) -> Normaliser | None:
        line = line_of(effective, metric.id)
        return line.normaliser if line else None

    def express(rule: Normaliser | None) -> Any:
        if rule is None:
            return ibis.null("float64")
        if not rule.looks_around:
            return rule.express(value)
        dimensions = {name: table[TRAIT + name] for name in rule.dimensions}
        return rule.express_among(value, PlanRows(table[AS_OF], table[IN_BOOK], dimensions))

    return by_variant(table, card, said, express)
