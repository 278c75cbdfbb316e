"""`consistency`: steady use beats bursts."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
from pydantic import Field

from scoring.kinds.transform import History, Transform


class Consistency(Transform):
    """1 less the coefficient of variation over the last `months` months, never below 0.

    1 is perfectly steady. Standard deviation of the months themselves (divided by their
    number); needs two values or more and a mean above 0, else null.
    """

    name: ClassVar[str] = "consistency"
    kind: Literal["consistency"]
    months: Annotated[int, Field(strict=True, ge=2, le=60)]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (cls(kind="consistency", months=6), cls(kind="consistency", months=2))

    def express(self, history: History) -> ir.Value:
        """One deviation over one mean."""
        window = history.window(self.months)
        count, mean = history.value.count().over(window), history.value.mean().over(window)
        spread = history.value.std(how="pop").over(window)
        unfit = (count < 2) | (mean <= 0.0) | mean.isnull()
        steady = 1.0 - spread / mean.nullif(0.0)
        return ibis.cases((unfit, ibis.null("float64")), (steady < 0.0, 0.0), else_=steady)

    def in_words(self) -> str:
        """What is read."""
        return f"steadiness over {self.months} months"
