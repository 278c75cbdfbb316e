"""`steps`: a lookup table; each step holds from its lower bound, inclusive, to the next."""

from __future__ import annotations

import itertools
from typing import Annotated, ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from scoring.kinds.normaliser import (
    Knob,
    Normaliser,
    Number,
    Part,
    Points,
    pairs_to_rows,
    plain,
    refusal,
)
from scoring.values import Column, Floats


class Step(Part):
    """From this value on, so many points."""

    start: Number = Field(alias="from")
    points: Points


class Steps(Normaliser):
    """Points by lookup; a value below the lowest step gets the lowest step's points."""

    name: ClassVar[str] = "steps"
    kind: Literal["steps"]
    steps: Annotated[
        tuple[Step, ...],
        BeforeValidator(
            lambda raw: pairs_to_rows(raw, "from", "points"),
            json_schema_input_type=Annotated[
                list[Step | tuple[Number, Points]], Field(min_length=2, max_length=50)
            ],
        ),
        Field(min_length=2, max_length=50),
    ]

    @model_validator(mode="after")
    def _rises(self) -> Self:
        starts = [s.start for s in self.steps]
        for lower, upper in itertools.pairwise(starts):
            if upper <= lower:
                raise refusal(
                    f"step {plain(upper)} stands after step {plain(lower)}",
                    "list them from the lowest value up, each value once",
                )
        return self

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return tuple(
            cls.model_validate({"kind": "steps", "steps": rows})
            for rows in (
                [[1, 0], [2, 25], [3, 50], [4, 75], [5, 100]],
                [[0, 60], [1, 100], [4, 40], [10, 0]],
                [[-1e12, 12.5], [0.1, 12.5]],
            )
        )

    def express(self, value: ir.Value) -> ir.Value:
        """A CASE from the highest step down."""
        rungs = [(value >= s.start, ibis.literal(s.points, "float64")) for s in self.steps[:0:-1]]
        return ibis.cases(
            (value.isnull(), ibis.null("float64")), *rungs, else_=float(self.steps[0].points)
        )

    def apply(self, values: Column) -> Floats:
        """The points of the highest step that is not above the value."""
        numbers = np.asarray(values)
        starts = np.array([s.start for s in self.steps])
        points = np.array([s.points for s in self.steps], dtype=np.float64)
        found = np.clip(np.searchsorted(starts, numbers, side="right") - 1, 0, None)
        return np.asarray(np.where(np.isnan(numbers), np.nan, points[found]))

    def knobs(self) -> tuple[Knob, ...]:
        """Each step's lower bound but the first's, and each step's points."""
        knobs: list[Knob] = []
        for i, step in enumerate(self.steps):
            if i:
                knobs.append(Knob(f"steps.{i}.from", f"Step {i + 1} from", step.start, "value"))
            knobs.append(Knob(f"steps.{i}.points", f"Step {i + 1} points", step.points, "points"))
        return tuple(knobs)

    def in_words(self) -> str:
        """For instance: 0 points from 1, 25 points from 2."""
        return ", ".join(f"{plain(s.points)} points from {plain(s.start)}" for s in self.steps)
