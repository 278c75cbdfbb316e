"""A transform reads one number from a measure's history up to the as-of month."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import ibis
import ibis.expr.types as ir

from scoring.kinds.normaliser import Part


@dataclass(frozen=True, slots=True)
class History:
    """A measure seen from each account-month backwards.

    `value` is the measure's column, `month` the month as a running number,
    `account` the column whose rows belong together; `max_age` bounds, in months,
    how old a value may be before it counts as missing.
    """

    value: ir.Column
    month: ir.Column
    account: ir.Column
    max_age: int

    def window(self, months: int) -> Any:
        """The account's rows of the last `months` months, this one included; never a later row."""
        return ibis.range_window(
            preceding=months - 1, following=0, group_by=self.account, order_by=self.month
        )


class Transform(Part, ABC):
    """One way of reading a history; rows after the as-of month are never seen."""

    name: ClassVar[str]

    @classmethod
    @abstractmethod
    def examples(cls) -> tuple[Self, ...]:
        """A few sound ones, typical and odd; the contract tests hold every kind to them."""

    @abstractmethod
    def express(self, history: History) -> ir.Value:
        """The metric's raw value as a column expression; null where nothing is known."""

    @abstractmethod
    def in_words(self) -> str:
        """What is read, as a short noun phrase."""
