"""`linear`: a straight line from the worst value (0 points) to the best (100), clipped."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
import numpy as np
from pydantic import model_validator

from scoring.kinds.normaliser import Knob, Normaliser, Number, plain, refusal
from scoring.values import Column, Floats


class Linear(Normaliser):
    """Points on a straight line; `worst` above `best` means that less is better.

    With `outside: missing` a value beyond both ends counts as missing instead of clipped.
    """

    name: ClassVar[str] = "linear"
    kind: Literal["linear"]
    worst: Number
    best: Number
    outside: Literal["clip", "missing"] = "clip"

    @model_validator(mode="after")
    def _has_a_span(self) -> Self:
        if self.worst == self.best:
            raise refusal(
                f"worst and best are both {plain(self.worst)}",
                "give worst and best different numbers",
            )
        return self

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (
            cls(kind="linear", worst=0.2, best=1.0),
            cls(kind="linear", worst=270.0, best=-30.0),
            cls(kind="linear", worst=-1e12, best=1e12),
            cls(kind="linear", worst=0.0, best=10.0, outside="missing"),
        )

    def express(self, value: ir.Value) -> ir.Value:
        """Null check first: DuckDB's least and greatest skip nulls."""
        share = (value - self.worst) / (self.best - self.worst)
        line = ibis.greatest(0.0, ibis.least(1.0, share)) * 100.0
        null = ibis.null("float64")
        if self.outside == "missing":
            low, high = sorted((self.worst, self.best))
            line = ibis.cases(((value < low) | (value > high), null), else_=line)
        return ibis.cases((value.isnull(), null), else_=line)

    def apply(self, values: Column) -> Floats:
        """100 · clip((v - worst) / (best - worst), 0, 1)."""
        numbers = np.asarray(values)
        with np.errstate(over="ignore"):  # beyond the largest double the line is clipped anyway
            share = (numbers - self.worst) / (self.best - self.worst)
        if self.outside == "missing":
            low, high = sorted((self.worst, self.best))
            share = np.where((numbers < low) | (numbers > high), np.nan, share)
        return np.asarray(np.clip(share, 0.0, 1.0) * 100.0)

    def knobs(self) -> tuple[Knob, ...]:
        """The two ends of the line."""
        return (
            Knob("worst", "0 points at", self.worst, "value"),
            Knob("best", "100 points at", self.best, "value"),
        )

    def in_words(self) -> str:
        """For instance: 0 points at 0.2, 100 at 1."""
        return f"0 points at {plain(self.worst)}, 100 at {plain(self.best)}"
