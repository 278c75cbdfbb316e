"""`ratio_to_first`: the last months beside the account's own first ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
from pydantic import Field

from scoring.kinds.normaliser import Number
from scoring.kinds.transform import History, Transform


class RatioToFirst(Transform):
    """Mean of the last `months` months ÷ mean of the first `months` months with a value.

    1 means as in the beginning. Null where the beginning averages 0 or less, or below
    `min_base`.
    """

    name: ClassVar[str] = "ratio_to_first"
    kind: Literal["ratio_to_first"]
    months: Annotated[int, Field(strict=True, ge=1, le=24)]
    min_base: Number | None = None

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (
            cls(kind="ratio_to_first", months=1),
            cls(kind="ratio_to_first", months=3, min_base=2.0),
        )

    def gather(self, history: History) -> Mapping[str, ir.Value]:
        """The account's first month with a value."""
        known = history.value.notnull()
        return {"first": history.month.min(where=known).over(history.so_far())}

    def express(self, history: History) -> ir.Value:
        """Two means, the later one over the earlier one."""
        early = history.month < history.gathered["first"] + self.months
        base = history.value.mean(where=early).over(history.so_far())
        now = history.value.mean().over(history.window(self.months))
        unfit = base.isnull() | (base <= 0.0)
        if self.min_base is not None:
            unfit = unfit | (base < self.min_base)
        return ibis.cases((unfit, ibis.null("float64")), else_=now / base.nullif(0.0))

    def in_words(self) -> str:
        """What is read."""
        return f"last {self.months} months beside the first {self.months}"
