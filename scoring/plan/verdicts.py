"""What holds for an account-month beside its points: flags, youth, its variant, its pulse."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from scoring.plan.history import Facts
from scoring.plan.steps import TENURE
from scoring.spec.model import Card
from scoring.spec.parts import PULSE, PULSE_REASON, Action, Pulse

YOUNG, VARIANT, NUDGE, PINNED = "young", "variant", "nudge", "pinned"


def happened(action: Action) -> str:
    """The column that says whether an action's condition holds."""
    return f"did_{action.id}"


def judges(card: Card) -> bool:
    """Whether a card has anything to judge."""
    return bool(verdict_names(card))


def verdict_names(card: Card) -> list[str]:
    """The columns that carry the verdicts from step to step."""
    names = [f"flag_{f.id}" for f in card.flags] + [f"bonus_{a.id}" for a in card.bonuses]
    names += [happened(a) for a in card.deeds if a.when]
    names += [YOUNG] if card.rules.min_tenure_months else []
    names += [VARIANT] if card.variants else []
    if card.pushes is not None:
        names += [NUDGE] if card.pushes.mode == "nudge" else [PINNED, PULSE_REASON]
    return names


def judged(card: Card, table: ir.Table, facts: Facts) -> dict[str, ir.Value]:
    """Each verdict as a column over the step before."""
    columns = facts.columns(table)
    verdicts: dict[str, ir.Value] = {f"flag_{f.id}": f.when.express(columns) for f in card.flags}
    verdicts |= {f"bonus_{a.id}": a.when.express(columns) for a in card.bonuses}
    verdicts |= {happened(a): a.when.express(columns) for a in card.deeds if a.when}
    matches = [(v.when.express(columns), ibis.literal(v.name)) for v in card.variants]
    if card.rules.min_tenure_months:
        young = table[TENURE].notnull() & (table[TENURE] < card.rules.min_tenure_months)
        spoken_for = [(holds, False) for holds, _ in matches]
        verdicts[YOUNG] = ibis.cases(*spoken_for, (young, True), else_=False)
    if matches:
        verdicts[VARIANT] = ibis.cases(*matches, else_=ibis.null("string"))
    if card.pushes is not None:
        verdicts |= _pushed(card, card.pushes, table)
    return verdicts


def _pushed(card: Card, pulse: Pulse, table: ir.Table) -> dict[str, Any]:
    value = table[f"value_{PULSE}"]
    if pulse.mode == "nudge":
        most = ibis.literal(float(pulse.max_points), "float64")
        points = value if pulse.scale == "points" else (value - 3.0) / 2.0 * most
        within = ibis.greatest(-most, ibis.least(most, points))
        return {NUDGE: ibis.cases((value.isnull(), 0.0), else_=within)}
    reason = table[f"value_{PULSE_REASON}"].cast("string")
    outermost = [
        ((value == judgement) & reason.notnull(), ibis.literal(band.name))
        for judgement, band in ((5.0, card.bands[0]), (1.0, card.bands[-1]))
    ]
    said = ibis.cases((value.isin([1.0, 5.0]), reason), else_=ibis.null("string"))
    return {PINNED: ibis.cases(*outermost, else_=ibis.null("string")), PULSE_REASON: said}
