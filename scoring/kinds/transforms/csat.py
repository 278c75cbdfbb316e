"""`csat`: the share of satisfied answers in the last months."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

from scoring.kinds.normaliser import Number, plain, refusal
from scoring.kinds.transform import History, Transform


class Csat(Transform):
    """Percentage of answers from `satisfied_from` up, of those from 1 to `of`; 0 to 100.

    The measure holds single answers, one a month; those outside 1 to `of` do not count. Null
    with fewer than `min_answers` in the last `months` months.
    """

    name: ClassVar[str] = "csat"
    kind: Literal["csat"]
    months: Annotated[int, Field(strict=True, ge=1, le=60)]
    satisfied_from: Number = 4.0
    of: Number = 5.0
    min_answers: Annotated[int, Field(strict=True, ge=1, le=60)] = 1

    @model_validator(mode="after")
    def _is_on_the_scale(self) -> Self:
        if self.of <= 1:
            raise refusal("the scale begins at 1 and ends no higher", "write 'of: 5'")
        if not 1 < self.satisfied_from <= self.of:
            problem = f"{plain(self.satisfied_from)} parts no answers from 1 to {plain(self.of)}"
            fix = f"write 'satisfied_from' above 1 and at most {plain(self.of)}"
            raise refusal(problem, fix)
        return self

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (
            cls(kind="csat", months=6),
            cls(kind="csat", months=3, satisfied_from=6.0, of=7.0, min_answers=2),
        )

    def express(self, history: History) -> ir.Value:
        """One count over another."""
        window, answer = history.window(self.months), history.value
        fits = (answer >= 1.0) & (answer <= float(self.of))
        answers = answer.count(where=fits).over(window)
        satisfied = answer.count(where=fits & (answer >= float(self.satisfied_from))).over(window)
        share = satisfied.cast("float64") * 100.0 / answers.nullif(0)
        return ibis.cases((answers < self.min_answers, ibis.null("float64")), else_=share)

    def in_words(self) -> str:
        """What is read."""
        return f"satisfied answers in percent, last {self.months} months"
