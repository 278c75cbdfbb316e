"""`points`: the measure already is a score from 0 to 100."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
import numpy as np

from scoring.kinds.normaliser import Knob, Normaliser
from scoring.values import Column, Floats


class AsPoints(Normaliser):
    """The value itself, clipped to 0–100 so that a stray 104 cannot outweigh the card."""

    name: ClassVar[str] = "points"
    kind: Literal["points"]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (cls(kind="points"),)

    def express(self, value: ir.Value) -> ir.Value:
        """Null check first: DuckDB's least and greatest skip nulls."""
        clipped = ibis.greatest(0.0, ibis.least(100.0, value.cast("float64")))
        return ibis.cases((value.isnull(), ibis.null("float64")), else_=clipped)

    def apply(self, values: Column) -> Floats:
        """clip(v, 0, 100)."""
        return np.asarray(np.clip(np.asarray(values), 0.0, 100.0))

    def knobs(self) -> tuple[Knob, ...]:
        """Nothing to turn."""
        return ()

    def in_words(self) -> str:
        """The rule in words."""
        return "the value itself counts as points, from 0 to 100"
