"""The score's arithmetic as column expressions, in the very order in which the kernel does it.

The same operations in the same order give the same doubles, so plan and kernel write the
same file; scoring.live.kernel is the other face.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, TypeVar

import ibis
import ibis.expr.types as ir

from scoring.plan.verdicts import NUDGE, VARIANT, YOUNG
from scoring.spec.model import Card, Metric
from scoring.spec.scale import decimals, grades_of
from scoring.values import HALF_A_DECIMAL, NOT_SCORED, ONBOARDING, rounded_one

NULL = "float64"

Said = TypeVar("Said")


def double(number: float) -> Any:
    """A number as a double, whatever an engine would have made of it."""
    return ibis.literal(float(number), "float64")


def rounded(value: Any) -> Any:
    """Nine decimals, halves up, by the same three operations as scoring.values.rounded."""
    return (value * 1e9 + 0.5).floor() / double(1e9)


def _total(parts: Sequence[Any]) -> Any:
    """A left-to-right sum that begins with a double, so that no engine adds decimals instead."""
    zero = ibis.literal(0, "int8").cast("float64")
    return reduce(lambda left, right: left + right, parts, zero)


def by_variant(
    table: ir.Table, card: Card, said: Callable[[Card], Said], express: Callable[[Said], Any]
) -> Any:
    """An expression that depends on what the effective card says; one CASE if they differ."""
    own = [said(effective) for effective in card.effective]
    if all(one == own[-1] for one in own):
        return express(own[-1])
    rungs = [
        (table[VARIANT] == variant.name, express(one))
        for variant, one in zip(card.variants, own, strict=False)
    ]
    return ibis.cases(*rungs, else_=express(own[-1]))


def line_of(card: Card, metric_id: str) -> Metric | None:
    """A metric as an effective card has it; None where it is switched off."""
    return next((m for m in card.active if m.id == metric_id), None)


def _weight(table: ir.Table, card: Card, metric: Metric) -> Any:
    def said(effective: Card) -> float:
        line = line_of(effective, metric.id)
        return float(line.weight) if line else 0.0

    return by_variant(table, card, said, double)


def filled(table: ir.Table, card: Card) -> dict[str, Any]:
    """Points after the missing policy, the weight that is really known, and refusals."""
    columns: dict[str, Any] = {}
    known: list[Any] = []
    refused: list[Any] = []
    for metric in card.used:
        points = table[f"points_{metric.id}"]

        def stand_in(effective: Card, name: str = metric.id) -> float | None:
            line = line_of(effective, name)
            return line.missing.points if line else None

        def refuses(effective: Card, name: str = metric.id) -> bool:
            line = line_of(effective, name)
            return line is not None and line.missing.policy == "refuse" and line.weight > 0

        def or_else(number: float | None, points: Any = points) -> Any:
            return points if number is None else points.coalesce(double(number))

        columns[f"points_{metric.id}"] = by_variant(table, card, stand_in, or_else)
        weight = _weight(table, card, metric)
        known.append(ibis.cases((points.isnull(), double(0.0)), else_=weight))
        if any(refuses(effective) for effective in card.effective):
            applies = by_variant(table, card, refuses, ibis.literal)
            always = all(refuses(effective) for effective in card.effective)
            refused.append(points.isnull() if always else points.isnull() & applies)
    refusal = reduce(lambda a, b: a | b, refused) if refused else ibis.literal(False)
    return columns | {"known_weight": _total(known), "refused": refusal}


def summed(table: ir.Table, card: Card) -> dict[str, Any]:
    """The numerator, the weights in force, coverage, and refusals carried on."""
    sums: list[Any] = []
    weights: list[Any] = []
    for metric in card.used:
        points, weight = table[f"points_{metric.id}"], _weight(table, card, metric)
        sums.append((points * weight).coalesce(double(0.0)))
        weights.append(ibis.cases((points.isnull(), double(0.0)), else_=weight))

    def covered(typed: float) -> Any:
        return rounded(table.known_weight / double(typed)) if typed else ibis.null(NULL)

    return {
        "points_sum": _total(sums),
        "weight_sum": _total(weights),
        "coverage": by_variant(table, card, lambda c: sum(m.weight for m in c.active), covered),
        "refused": table.refused,
    }


def scored(table: ir.Table, card: Card) -> Any:
    """The adjusted score before any cap, or null.

    Null for no weight in force, a refusal, too little coverage, or an account too young.
    """
    unknown = [table.refused, table.weight_sum <= double(0.0)]
    mean = table.points_sum / table.weight_sum.nullif(double(0.0))
    return settled(table, card, mean, unknown)


def settled(table: ir.Table, card: Card, mean: Any, unsure: Sequence[Any] = ()) -> Any:
    """A mean with what is added to it, on the scale, rounded once; null where too unsure."""
    floor = rounded_one(card.rules.min_coverage)  # coverage was rounded the same way
    too_little = table.coverage.isnull() | (table.coverage < double(floor))
    unknown = reduce(lambda a, b: a | b, unsure, too_little)
    if card.rules.min_tenure_months:
        unknown = unknown | table[YOUNG]
    for bonus in card.bonuses:
        held = table[f"bonus_{bonus.id}"]
        mean = mean + ibis.cases((held, double(bonus.points)), else_=double(0.0))
    nudged = card.pushes is not None and card.pushes.mode == "nudge"
    if nudged:
        mean = mean + table[NUDGE]
    if card.bonuses or nudged or card.kind == "points":
        mean = ibis.greatest(double(0.0), ibis.least(double(100.0), mean))
    return ibis.cases((unknown, ibis.null(NULL)), else_=rounded(mean))


def capped(table: ir.Table, card: Card) -> dict[str, Any]:
    """The score under the lowest cap that binds, and the red flag whose cap it was."""
    binding = [
        (table[f"flag_{f.id}"] & (table.score > double(rounded_one(f.cap))), f) for f in card.flags
    ]
    return {
        "score": ibis.cases(
            *((binds, double(rounded_one(f.cap))) for binds, f in binding), else_=table.score
        ),
        "capped_by": ibis.cases(
            *((binds, ibis.literal(f.id)) for binds, f in binding), else_=ibis.null("string")
        ),
    }


def band_of(table: ir.Table, card: Card) -> Any:
    """The first band, from the best down, whose lower bound the score reaches."""
    rungs = []
    for i, band in enumerate(card.bands):

        def cut(effective: Card, position: int = i) -> float:
            return effective.cuts[position]

        reached = table.score >= by_variant(table, card, cut, double)
        rungs.append((reached, ibis.literal(band.name)))
    unscored = [(table.score.isnull(), ibis.literal(NOT_SCORED))]
    if card.rules.min_tenure_months:
        unscored.insert(0, (table[YOUNG], ibis.literal(ONBOARDING)))
    return ibis.cases(*unscored, *rungs, else_=ibis.literal(card.bands[-1].name))


def shown_of(score: Any, card: Card) -> Any:
    """The score as people see it: truncated, so that it never contradicts its band."""
    if card.display == "grade":
        rungs = [(score >= double(f), ibis.literal(g)) for g, f in grades_of(card).items()]
        return ibis.cases((score.isnull(), ibis.null("string")), *rungs, else_=ibis.null("string"))
    reached = score + double(HALF_A_DECIMAL)
    ten = reached * double(9.0) / double(100.0) + double(1.0)
    value = ten if card.display == "ten" else reached
    unit = double(10.0 ** decimals(card))
    return (value * unit).floor() / unit
