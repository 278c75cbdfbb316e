"""Which facts hold for an account-month: red flags, adjustments, and being too young."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from scoring.plan.history import Facts
from scoring.plan.steps import TENURE
from scoring.spec.model import Card

YOUNG = "young"


def judges(card: Card) -> bool:
    """Whether a card has anything to judge."""
    return bool(card.flags or card.bonuses or card.rules.min_tenure_months)


def verdict_names(card: Card) -> list[str]:
    """The columns that carry the verdicts from step to step."""
    names = [f"flag_{f.id}" for f in card.flags] + [f"bonus_{a.id}" for a in card.bonuses]
    return names + ([YOUNG] if card.rules.min_tenure_months else [])


def judged(card: Card, table: ir.Table, facts: Facts) -> dict[str, ir.Value]:
    """Each verdict as a column of true and false over the step before."""
    columns = facts.columns(table)
    verdicts: dict[str, ir.Value] = {f"flag_{f.id}": f.when.express(columns) for f in card.flags}
    verdicts |= {f"bonus_{a.id}": a.when.express(columns) for a in card.bonuses}
    if card.rules.min_tenure_months:
        known = table[TENURE].notnull() & (table[TENURE] < card.rules.min_tenure_months)
        verdicts[YOUNG] = ibis.cases((known, True), else_=False)
    return verdicts
