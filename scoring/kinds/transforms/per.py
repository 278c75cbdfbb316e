"""`per`: a measure divided by another, such as logins per seat or breaches per ticket."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import ibis.expr.types as ir
from pydantic import Field

from scoring.kinds.naming import spoken
from scoring.kinds.normaliser import Number
from scoring.kinds.transform import History, Transform


class Per(Transform):
    """The mean of the last `months` months ÷ the other measure's mean of the same, × `times`.

    Null where either is missing or the other one averages 0.
    """

    name: ClassVar[str] = "per"
    kind: Literal["per"]
    by: Annotated[str, Field(min_length=1, max_length=200)]
    months: Annotated[int, Field(strict=True, ge=1, le=60)] = 1
    times: Number = 1.0

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones; `other` stands for any second measure."""
        return (cls(kind="per", by="other"), cls(kind="per", by="other", months=3, times=100.0))

    @property
    def also(self) -> tuple[str, ...]:
        """The measure that divides."""
        return (self.by,)

    def express(self, history: History) -> ir.Value:
        """One division."""
        window = history.window(self.months)
        above = history.value.mean().over(window)
        below = history.others[self.by].mean().over(window)
        return above / below.nullif(0.0) * self.times

    def in_words(self) -> str:
        """What is read."""
        return f"per {spoken(self.by)}" + (
            f", mean of {self.months} months" if self.months > 1 else ""
        )
