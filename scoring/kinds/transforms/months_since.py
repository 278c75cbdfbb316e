"""`months_since`: how long ago something last held."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import ibis.expr.types as ir
from pydantic import model_validator

from scoring.kinds.normaliser import Number, refusal
from scoring.kinds.transform import History, Transform

TESTS = ("at_least", "at_most", "more_than", "less_than")


class MonthsSince(Transform):
    """Months since the measure last passed the one test that is written; 0 is this month.

    Null where it never has: give the metric a missing policy that says what never means.
    """

    name: ClassVar[str] = "months_since"
    kind: Literal["months_since"]
    at_least: Number | None = None
    at_most: Number | None = None
    more_than: Number | None = None
    less_than: Number | None = None

    @model_validator(mode="after")
    def _has_one_test(self) -> Self:
        written = [t for t in TESTS if getattr(self, t) is not None]
        if len(written) != 1:
            raise refusal(
                f"one test is needed, this has {len(written)}", f"keep one of {', '.join(TESTS)}"
            )
        return self

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (cls(kind="months_since", at_least=1.0), cls(kind="months_since", less_than=0.0))

    @property
    def test(self) -> tuple[str, float]:
        """The comparison that is written, and its number."""
        return next((t, float(getattr(self, t))) for t in TESTS if getattr(self, t) is not None)

    def express(self, history: History) -> ir.Value:
        """The latest month in which the test held, counted back from this one."""
        test, limit = self.test
        value = history.value
        holds = {
            "at_least": value >= limit,
            "at_most": value <= limit,
            "more_than": value > limit,
            "less_than": value < limit,
        }[test]
        last = history.month.max(where=holds).over(history.so_far())
        return (history.month - last).cast("float64")

    def in_words(self) -> str:
        """What is read."""
        test, limit = self.test
        return f"months since it was {test.replace('_', ' ')} {limit:g}"
