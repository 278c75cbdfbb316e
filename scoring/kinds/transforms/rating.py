"""`rating`: the last single answer on a declared scale, if it is not too old."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
from pydantic import model_validator

from scoring.kinds.normaliser import Number, plain, refusal
from scoring.kinds.transform import History, Transform


class Rating(Transform):
    """The latest answer from `low` to `high` within the metric's maximum age.

    A value off the scale counts as missing, so an NPS from −100 to 100 or a share in percent
    cannot pass for an answer. Carried forward as `level` is.
    """

    name: ClassVar[str] = "rating"
    kind: Literal["rating"]
    low: Number = 0.0
    high: Number = 10.0

    @model_validator(mode="after")
    def _is_a_scale(self) -> Self:
        if self.low >= self.high:
            raise refusal("the scale ends where it begins or below", "write low below high")
        return self

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (cls(kind="rating"), cls(kind="rating", low=1.0, high=5.0))

    def express(self, history: History) -> ir.Value:
        """The answers that are on the scale, then a backward look as for `level`."""
        answer = history.value
        fits = (answer >= float(self.low)) & (answer <= float(self.high))
        answer = ibis.cases((fits, answer), else_=ibis.null("float64"))
        if history.max_age == 0:
            return answer
        return answer.last().over(history.window(history.max_age + 1))

    def in_words(self) -> str:
        """What is read."""
        return f"latest answer from {plain(self.low)} to {plain(self.high)}"
