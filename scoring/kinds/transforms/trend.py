"""`trend`: the slope of the straight line through the last months."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
from pydantic import Field

from scoring.kinds.transform import History, Transform


class Trend(Transform):
    """Least-squares slope a month over the last `months` months; needs three values or more."""

    name: ClassVar[str] = "trend"
    kind: Literal["trend"]
    months: Annotated[int, Field(strict=True, ge=3, le=60)]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (cls(kind="trend", months=6), cls(kind="trend", months=3))

    def express(self, history: History) -> ir.Value:
        """Covariance over variance, both of the months that have a value."""
        window = history.window(self.months)
        known = history.value.notnull()
        count = history.value.count().over(window)
        together = history.month.cov(history.value, where=known, how="pop").over(window)
        spread = history.month.var(where=known, how="pop").over(window)
        return ibis.cases((count < 3, ibis.null("float64")), else_=together / spread.nullif(0.0))

    def in_words(self) -> str:
        """What is read."""
        return f"trend a month over {self.months} months"
