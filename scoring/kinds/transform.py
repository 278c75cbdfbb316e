"""A transform reads one number from a measure's history up to the as-of month."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import ibis
import ibis.expr.types as ir

from scoring.kinds.normaliser import Part


@dataclass(frozen=True, slots=True)
class History:
    """A measure seen from each account-month backwards.

    `value` is the measure's column, `month` the month as a running number,
    `account` the column whose rows belong together; `max_age` bounds, in months,
    how old a value may be before it counts as missing. `others` holds the further
    measures that the transform names in `also`, `gathered` what its `gather` asked for.
    """

    value: ir.Column
    month: ir.Column
    account: ir.Column
    max_age: int
    others: Mapping[str, ir.Column] = field(default_factory=dict)
    gathered: Mapping[str, ir.Column] = field(default_factory=dict)

    def window(self, months: int) -> Any:
        """The account's rows of the last `months` months, this one included; never a later row."""
        return ibis.range_window(
            preceding=months - 1, following=0, group_by=self.account, order_by=self.month
        )

    def so_far(self) -> Any:
        """All the account's rows up to this month."""
        return ibis.range_window(
            preceding=None, following=0, group_by=self.account, order_by=self.month
        )

    def month_before(self, months: int) -> Any:
        """The account's single row of exactly so many months before, if there is one."""
        return ibis.range_window(
            preceding=(months, months), group_by=self.account, order_by=self.month
        )


class Transform(Part, ABC):
    """One way of reading a history; rows after the as-of month are never seen."""

    name: ClassVar[str]
    passes_text: ClassVar[bool] = False
    """Whether a measure of text comes through as it is; other kinds calculate."""

    @classmethod
    @abstractmethod
    def examples(cls) -> tuple[Self, ...]:
        """A few sound ones, typical and odd; the contract tests hold every kind to them."""

    @property
    def also(self) -> tuple[str, ...]:
        """The further measures that are read, by name."""
        return ()

    def gather(self, history: History) -> Mapping[str, ir.Value]:
        """Columns to be worked out one step earlier, for kinds that need two passes."""
        del history  # most kinds need one pass only
        return {}

    @abstractmethod
    def express(self, history: History) -> ir.Value:
        """The metric's raw value as a column expression; null where nothing is known."""

    @abstractmethod
    def in_words(self) -> str:
        """What is read, as a short noun phrase."""
