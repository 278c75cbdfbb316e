"""`max`: the highest value of the last months."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import ibis.expr.types as ir
from pydantic import Field

from scoring.kinds.transform import History, Transform


class Highest(Transform):
    """The largest of the values known in the last `months` months, the as-of month included."""

    name: ClassVar[str] = "max"
    kind: Literal["max"]
    months: Annotated[int, Field(strict=True, ge=1, le=60)]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (cls(kind="max", months=3), cls(kind="max", months=60))

    def express(self, history: History) -> ir.Value:
        """Nulls are left out; with none known in the window the answer is null."""
        return history.value.max().over(history.window(self.months))

    def in_words(self) -> str:
        """What is read."""
        return f"highest of the last {self.months} months"
