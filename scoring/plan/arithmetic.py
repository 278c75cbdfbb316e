"""The score's arithmetic as column expressions, in the very order in which the kernel does it.

The same operations in the same order give the same doubles, so plan and kernel write the
same file; scoring.live.kernel is the other face.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from scoring.spec.model import Card, Metric
from scoring.spec.scale import grades_of
from scoring.values import HALF_A_DECIMAL, NOT_SCORED, ONBOARDING, rounded_one

NULL = "float64"


def _double(number: float) -> Any:
    return ibis.literal(float(number), "float64")


def rounded(value: Any) -> Any:
    """Nine decimals, halves up, by the same three operations as scoring.values.rounded."""
    return (value * 1e9 + 0.5).floor() / _double(1e9)


def _total(parts: Sequence[Any]) -> Any:
    """A left-to-right sum that begins with a double, so that no engine adds decimals instead."""
    zero = ibis.literal(0, "int8").cast("float64")
    return reduce(lambda left, right: left + right, parts, zero)


def filled(table: ir.Table, metrics: Sequence[Metric]) -> dict[str, Any]:
    """Points after the missing policy, the weight that is really known, and refusals."""
    columns: dict[str, Any] = {}
    known: list[Any] = []
    refused: list[Any] = []
    for metric in metrics:
        points = table[f"points_{metric.id}"]
        stand_in = metric.missing.points
        effective = points if stand_in is None else points.coalesce(_double(stand_in))
        columns[f"points_{metric.id}"] = effective
        known.append(ibis.cases((points.isnull(), _double(0.0)), else_=_double(metric.weight)))
        if metric.missing.policy == "refuse" and metric.weight > 0:
            refused.append(points.isnull())
    refusal = reduce(lambda a, b: a | b, refused) if refused else ibis.literal(False)
    return columns | {"known_weight": _total(known), "refused": refusal}


def summed(table: ir.Table, metrics: Sequence[Metric]) -> dict[str, Any]:
    """The numerator, the weights in force, coverage, and refusals carried on."""
    sums: list[Any] = []
    weights: list[Any] = []
    for metric in metrics:
        points = table[f"points_{metric.id}"]
        sums.append((points * _double(metric.weight)).coalesce(_double(0.0)))
        weights.append(ibis.cases((points.isnull(), _double(0.0)), else_=_double(metric.weight)))
    typed = sum(m.weight for m in metrics)
    coverage = rounded(table.known_weight / _double(typed)) if typed else ibis.null(NULL)
    return {
        "points_sum": _total(sums),
        "weight_sum": _total(weights),
        "coverage": coverage,
        "refused": table.refused,
    }


def scored(table: ir.Table, card: Card) -> Any:
    """The adjusted score before any cap, or null.

    Null for no weight in force, a refusal, too little coverage, or an account too young.
    """
    floor = rounded_one(card.rules.min_coverage)  # coverage was rounded the same way
    unknown = (
        table.coverage.isnull()
        | (table.coverage < _double(floor))
        | table.refused
        | (table.weight_sum <= _double(0.0))
    )
    if card.rules.min_tenure_months:
        unknown = unknown | table["young"]
    mean = table.points_sum / table.weight_sum.nullif(_double(0.0))
    for bonus in card.bonuses:
        held = table[f"bonus_{bonus.id}"]
        mean = mean + ibis.cases((held, _double(bonus.points)), else_=_double(0.0))
    if card.bonuses:
        mean = ibis.greatest(_double(0.0), ibis.least(_double(100.0), mean))
    return ibis.cases((unknown, ibis.null(NULL)), else_=rounded(mean))


def capped(table: ir.Table, card: Card) -> dict[str, Any]:
    """The score under the lowest cap that binds, and the red flag whose cap it was."""
    binding = [
        (table[f"flag_{f.id}"] & (table.score > _double(rounded_one(f.cap))), f) for f in card.flags
    ]
    return {
        "score": ibis.cases(
            *((binds, _double(rounded_one(f.cap))) for binds, f in binding), else_=table.score
        ),
        "capped_by": ibis.cases(
            *((binds, ibis.literal(f.id)) for binds, f in binding), else_=ibis.null("string")
        ),
    }


def band_of(table: ir.Table, card: Card) -> Any:
    """The first band, from the best down, whose lower bound the score reaches."""
    rungs = [
        (table.score >= _double(cut), ibis.literal(band.name))
        for band, cut in zip(card.bands, card.cuts, strict=True)
    ]
    unscored = [(table.score.isnull(), ibis.literal(NOT_SCORED))]
    if card.rules.min_tenure_months:
        unscored.insert(0, (table["young"], ibis.literal(ONBOARDING)))
    return ibis.cases(*unscored, *rungs, else_=ibis.literal(card.bands[-1].name))


def shown_of(score: Any, card: Card) -> Any:
    """The score as people see it: truncated, so that it never contradicts its band."""
    if card.display == "grade":
        rungs = [(score >= _double(f), ibis.literal(g)) for g, f in grades_of(card).items()]
        return ibis.cases((score.isnull(), ibis.null("string")), *rungs, else_=ibis.null("string"))
    reached = score + _double(HALF_A_DECIMAL)
    ten = reached * _double(9.0) / _double(100.0) + _double(1.0)
    value = ten if card.display == "ten" else reached
    return (value * _double(10.0)).floor() / _double(10.0)
