"""A plan is a list of named steps, each a small query over the one before, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

ACCOUNT, AS_OF, MONTH, IN_BOOK = "account_id", "as_of", "month_number", "in_book"
TENURE = "tenure_months"
TRAIT = "trait "
"""Before a dimension's name: its column between the steps. No measure's column has a space."""


@dataclass(frozen=True, slots=True)
class Step:
    """One query: its name, the sentence it makes true, and the query itself."""

    name: str
    sentence: str
    query: ir.Table


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in order; the last one is the answer.

    `values` and `points` give, for each metric id, its column in the steps
    `transformed` and `banded`.
    """

    steps: tuple[Step, ...]
    values: Mapping[str, str]
    points: Mapping[str, str]

    def until(self, name: str) -> Plan:
        """The plan cut off after the step of that name. Raises ValueError if there is none."""
        names = [s.name for s in self.steps]
        return Plan(self.steps[: names.index(name) + 1], self.values, self.points)


def after(step: Step) -> ir.Table:
    """A table that stands for a step's result, known by its name only."""
    return ibis.table(step.query.schema(), name=step.name)
