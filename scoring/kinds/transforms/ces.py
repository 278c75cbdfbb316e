"""`ces`: customer effort of the last months, by the one of its two readings that is written."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

from scoring.kinds.normaliser import Number, refusal
from scoring.kinds.transform import History, Transform


class Ces(Transform):
    """Customer effort: the mean answer, or the percentage of positive less negative ones.

    Both are in use, on unlike scales, so `reading` has no default. `mean` is in the unit of
    the answers; `balance` runs from −100 to 100, and an answer between `negative_to` and
    `positive_from` is neutral: unless stated 5 to 7 of 7 are positive and 1 to 3 negative.
    Null with fewer than `min_answers` in the last `months` months.
    """

    name: ClassVar[str] = "ces"
    kind: Literal["ces"]
    months: Annotated[int, Field(strict=True, ge=1, le=60)]
    reading: Literal["mean", "balance"]
    positive_from: Number = 5.0
    negative_to: Number = 3.0
    min_answers: Annotated[int, Field(strict=True, ge=1, le=60)] = 1

    @model_validator(mode="after")
    def _says_where_answers_part(self) -> Self:
        if self.negative_to >= self.positive_from:
            raise refusal(
                "an answer would be positive and negative at once",
                "let 'negative_to' lie below 'positive_from'",
            )
        return self

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (
            cls(kind="ces", months=6, reading="mean"),
            cls(kind="ces", months=6, reading="balance", positive_from=5.0, negative_to=3.0),
            cls(kind="ces", months=3, reading="mean", min_answers=2),
        )

    def express(self, history: History) -> ir.Value:
        """A mean, or two counts over a third."""
        window, answer = history.window(self.months), history.value
        answers = answer.count().over(window)
        if self.reading == "mean":
            found = answer.mean().over(window)
        else:
            positive = answer.count(where=answer >= self.positive_from).over(window)
            negative = answer.count(where=answer <= self.negative_to).over(window)
            found = (positive - negative).cast("float64") * 100.0 / answers.nullif(0)
        return ibis.cases((answers < self.min_answers, ibis.null("float64")), else_=found)

    def in_words(self) -> str:
        """What is read."""
        noun = "mean effort answer" if self.reading == "mean" else "effort balance in percent"
        return f"{noun}, last {self.months} months"
