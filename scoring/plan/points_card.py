"""The steps of a points card: so many points each time that something happened.

The order of every operation is that of scoring.live.deeds, so that both give the same doubles.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from scoring.plan.arithmetic import double, rounded, settled
from scoring.plan.steps import ACCOUNT, AS_OF
from scoring.plan.verdicts import happened, verdict_names
from scoring.plan.weighted import Build
from scoring.spec.model import Action, Card

RAW = "raw"


def points_steps(card: Card) -> list[Build]:
    """The steps `counted`, `summed` and `scored`."""
    carried = (ACCOUNT, AS_OF, *(v for v in verdict_names(card) if not v.startswith("did_")))
    points = [f"points_{a.id}" for a in card.deeds]
    return [
        (
            "counted",
            "Each action's points: so many for each time that it happened.",
            lambda t: t.select(*carried, **{f"points_{a.id}": _earned(a, t) for a in card.deeds}),
        ),
        (
            "summed",
            "The base and all points together; what is not known counts as not happened.",
            lambda t: t.select(*carried, *points, raw=_raw(card, t), coverage=_coverage(card, t)),
        ),
        (
            "scored",
            "The points between floor and ceiling as a score from 0 to 100, adjusted, rounded.",
            lambda t: t.select(*carried, *points, "coverage", RAW, score=_scored(card, t)),
        ),
    ]


def _earned(action: Action, table: ir.Table) -> Any:
    """Null where the count is missing: shown as not known, added as nothing."""
    if action.when is not None:
        # Whole numbers, made doubles: DuckDB would take 1.0 and 0.0 for decimals.
        times = ibis.cases((table[happened(action)], 1), else_=0).cast("float64")
    else:
        value = table[f"value_{action.id}"]
        times = ibis.cases(
            (value.isnull(), ibis.null("float64")),
            (value < 0.0, double(0.0)),
            else_=value.cast("float64"),
        )
    if action.at_most is not None:
        most = double(action.at_most)
        times = ibis.cases((times > most, most), else_=times)
    return times * double(action.points)


def _raw(card: Card, table: ir.Table) -> Any:
    earned = [table[f"points_{a.id}"].coalesce(double(0.0)) for a in card.deeds]
    base = double(card.base) + ibis.literal(0, "int8").cast("float64")
    return reduce(lambda left, right: left + right, earned, base)


def _coverage(card: Card, table: ir.Table) -> Any:
    """The share of the points at stake whose count is known."""
    zero = ibis.literal(0, "int8").cast("float64")
    parts = []
    for action in card.deeds:
        missing = table[f"points_{action.id}"].isnull()
        at_stake = double(abs(action.points))
        parts.append(ibis.cases((missing, double(0.0)), else_=at_stake))
    typed = sum(abs(a.points) for a in card.deeds)
    known = reduce(lambda left, right: left + right, parts, zero)
    return rounded(known / double(typed)) if typed else ibis.null("float64")


def _scored(card: Card, table: ir.Table) -> Any:
    floor, ceiling = card.ends
    mean = (table[RAW] - double(floor)) * double(100.0) / double(ceiling - floor)
    return settled(table, card, mean)
