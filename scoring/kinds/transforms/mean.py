"""`mean`: the average over the last months."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import ibis.expr.types as ir
from pydantic import Field

from scoring.kinds.transform import History, Transform


class Mean(Transform):
    """The mean of the values known in the last `months` months, the as-of month included."""

    name: ClassVar[str] = "mean"
    kind: Literal["mean"]
    months: Annotated[int, Field(strict=True, ge=1, le=60)]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (cls(kind="mean", months=3), cls(kind="mean", months=1), cls(kind="mean", months=60))

    def express(self, history: History) -> ir.Value:
        """Nulls are left out; with none known in the window the mean is null."""
        return history.value.mean().over(history.window(self.months))

    def in_words(self) -> str:
        """What is read."""
        return f"mean of the last {self.months} months"
