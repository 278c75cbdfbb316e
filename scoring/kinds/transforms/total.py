"""`sum`: the total over the last months."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import ibis.expr.types as ir
from pydantic import Field

from scoring.kinds.transform import History, Transform


class Total(Transform):
    """The sum of the values known in the last `months` months, the as-of month included."""

    name: ClassVar[str] = "sum"
    kind: Literal["sum"]
    months: Annotated[int, Field(strict=True, ge=1, le=60)]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (cls(kind="sum", months=3), cls(kind="sum", months=1))

    def express(self, history: History) -> ir.Value:
        """Nulls are left out; with none known in the window the sum is null, not 0."""
        return history.value.sum().over(history.window(self.months))

    def in_words(self) -> str:
        """What is read."""
        return f"total of the last {self.months} months"
