"""`curve`: a line through corners, for measures of which too little and too much are both bad."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import ibis.expr.types as ir
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
from scoring.kinds.piecewise import Corner, apply_line, express_line, too_steep
from scoring.values import Column, Floats


class CurvePoint(Part):
    """At this value, so many points."""

    value: Number
    points: Points


class Curve(Normaliser):
    """Straight lines from corner to corner; beyond the ends the points of the end.

    With `outside: missing` a value beyond the ends counts as missing instead.
    """

    name: ClassVar[str] = "curve"
    kind: Literal["curve"]
    points: Annotated[
        tuple[CurvePoint, ...],
        BeforeValidator(
            lambda raw: pairs_to_rows(raw, "value", "points"),
            json_schema_input_type=Annotated[
                list[CurvePoint | tuple[Number, Points]], Field(min_length=2, max_length=50)
            ],
        ),
        Field(min_length=2, max_length=50),
    ]
    outside: Literal["clip", "missing"] = "clip"

    @model_validator(mode="after")
    def _rises(self) -> Self:
        for lower, upper in zip(self.points, self.points[1:], strict=False):
            if upper.value <= lower.value:
                raise refusal(
                    f"corner {plain(upper.value)} stands after corner {plain(lower.value)}",
                    "list them from the lowest value up, each value once",
                )
        if too_steep(self.corners):
            raise refusal("two corners are hardly apart", "give them values that differ more")
        return self

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        humped = [{"value": v, "points": p} for v, p in ((0.0, 40.0), (3.0, 100.0), (9.0, 0.0))]
        wide = [{"value": v, "points": p} for v, p in ((-1e12, 0.0), (1e12, 100.0))]
        return (
            cls.model_validate({"kind": "curve", "points": humped}),
            cls.model_validate({"kind": "curve", "points": humped, "outside": "missing"}),
            cls.model_validate({"kind": "curve", "points": wide}),
        )

    @property
    def corners(self) -> tuple[Corner, ...]:
        """The corners as plain pairs."""
        return tuple((p.value, p.points) for p in self.points)

    def express(self, value: ir.Value) -> ir.Value:
        """A CASE, one line a stretch."""
        return express_line(value, self.corners, clip=self.outside == "clip")

    def apply(self, values: Column) -> Floats:
        """One search and one line a value."""
        return apply_line(values, self.corners, clip=self.outside == "clip")

    def knobs(self) -> tuple[Knob, ...]:
        """Each corner's value and points."""
        knobs: list[Knob] = []
        for i, corner in enumerate(self.points):
            knobs.append(Knob(f"points.{i}.value", f"Corner {i + 1} at", corner.value, "value"))
            knobs.append(
                Knob(f"points.{i}.points", f"Corner {i + 1} points", corner.points, "points")
            )
        return tuple(knobs)

    def in_words(self) -> str:
        """For instance: 40 points at 0, 100 at 3, 0 at 9, straight lines between."""
        words = [f"{plain(points)} at {plain(value)}" for value, points in self.corners[:8]]
        return f"{', '.join(words)} points{'' if len(self.corners) <= 8 else ' …'}"
