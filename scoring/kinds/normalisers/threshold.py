"""`threshold`: all the points or none, decided by one comparison."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
import numpy as np
from pydantic import Field, model_validator

from scoring.kinds.normaliser import Knob, Normaliser, Number, Points, plain, refusal
from scoring.values import Bools, Column, Floats

TESTS = ("at_least", "at_most", "more_than", "less_than")


class Threshold(Normaliser):
    """`pass` points where the one test that is written holds, else `fail` points."""

    name: ClassVar[str] = "threshold"
    kind: Literal["threshold"]
    at_least: Number | None = None
    at_most: Number | None = None
    more_than: Number | None = None
    less_than: Number | None = None
    passing: Points = Field(default=100.0, alias="pass")
    failing: Points = Field(default=0.0, alias="fail")

    @model_validator(mode="after")
    def _has_one_test(self) -> Self:
        written = [t for t in TESTS if getattr(self, t) is not None]
        if len(written) != 1:
            raise refusal(
                f"a threshold has one test, this has {len(written)}",
                f"keep one of {', '.join(TESTS)}",
            )
        return self

    @property
    def test(self) -> tuple[str, float]:
        """The comparison that is written, and its number."""
        return next((t, float(getattr(self, t))) for t in TESTS if getattr(self, t) is not None)

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (
            cls.model_validate({"kind": "threshold", "at_least": 3.0}),
            cls.model_validate({"kind": "threshold", "at_most": 0.3, "pass": 90.0}),
            cls.model_validate({"kind": "threshold", "more_than": 0.0, "pass": 20.0, "fail": 80.0}),
            cls.model_validate({"kind": "threshold", "less_than": -1e12}),
        )

    def express(self, value: ir.Value) -> ir.Value:
        """A CASE with the null check first."""
        test, limit = self.test
        holds = {
            "at_least": value >= limit,
            "at_most": value <= limit,
            "more_than": value > limit,
            "less_than": value < limit,
        }[test]
        return ibis.cases(
            (value.isnull(), ibis.null("float64")),
            (holds, ibis.literal(self.passing, "float64")),
            else_=ibis.literal(self.failing, "float64"),
        )

    def apply(self, values: Column) -> Floats:
        """One comparison; NaN stays NaN."""
        numbers = np.asarray(values)
        test, limit = self.test
        compare = {
            "at_least": np.greater_equal,
            "at_most": np.less_equal,
            "more_than": np.greater,
            "less_than": np.less,
        }[test]
        holds: Bools = compare(numbers, limit)
        points = np.where(holds, self.passing, self.failing)
        return np.asarray(np.where(np.isnan(numbers), np.nan, points))

    def knobs(self) -> tuple[Knob, ...]:
        """The limit and the points on its two sides."""
        test, limit = self.test
        return (
            Knob(test, test.replace("_", " ").capitalize(), limit, "value"),
            Knob("pass", "Points if so", self.passing, "points"),
            Knob("fail", "Points if not", self.failing, "points"),
        )

    def in_words(self) -> str:
        """For instance: 100 points at least 3, else 0."""
        test, limit = self.test
        return (
            f"{plain(self.passing)} points if {test.replace('_', ' ')} {plain(limit)},"
            f" else {plain(self.failing)}"
        )
