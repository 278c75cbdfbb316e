"""`categories`: points by name, for sentiment, plans and letter grades."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any, ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
import numpy as np
from pydantic import BeforeValidator, Field

from scoring.kinds.normaliser import Knob, Label, Normaliser, Points, plain
from scoring.values import Column, Floats, Reads, Texts

_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")


def _keys_as_text(raw: object) -> object:
    """A number or a yes/no written as a key means its own spelling."""
    if not isinstance(raw, dict):
        return raw
    return {_spelled(key): points for key, points in raw.items()}


def _spelled(key: Any) -> str:
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, float) and key.is_integer():
        return str(int(key))
    return str(key)


class Categories(Normaliser):
    """Points by exact spelling; `other` for any other value, without it such a value is missing.

    On a measure of numbers a key that reads as a number stands for that number.
    """

    name: ClassVar[str] = "categories"
    reads: ClassVar[Reads] = "any"
    kind: Literal["categories"]
    map: Annotated[
        dict[Label, Points], BeforeValidator(_keys_as_text), Field(min_length=1, max_length=200)
    ]
    other: Points | None = None

    def _by_number(self) -> dict[float, float]:
        numbers: dict[float, float] = {}
        for key, points in self.map.items():
            if _NUMBER.fullmatch(key) and math.isfinite(float(key)):
                numbers.setdefault(float(key), points)
        return numbers

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (
            cls(kind="categories", map={"Yearly": 100.0, "Monthly": 0.0}),
            cls(kind="categories", map={"A": 95.0, "B'; --": 40.5, "ünï": 0.0}, other=20.0),
            cls(kind="categories", map={"0": 100.0, "1": 60.0, "2.5": 0.0}, other=10.0),
        )

    def express(self, value: ir.Value) -> ir.Value:
        """A CASE, one line a category."""
        keys: dict[Any, float] = dict(self._by_number() if value.type().is_numeric() else self.map)
        other = ibis.null("float64") if self.other is None else ibis.literal(self.other, "float64")
        return ibis.cases(
            (value.isnull(), ibis.null("float64")),
            *((value == key, ibis.literal(points, "float64")) for key, points in keys.items()),
            else_=other,
        )

    def apply(self, values: Column) -> Floats:
        """One lookup a distinct label."""
        other = np.nan if self.other is None else self.other
        if isinstance(values, Texts):
            table = np.array([self.map.get(label, other) for label in values.labels] + [np.nan])
            return np.asarray(table[values.codes])
        points = np.where(np.isnan(values), np.nan, other)
        for key, given in self._by_number().items():
            points = np.where(values == key, given, points)
        return np.asarray(points, dtype=np.float64)

    def knobs(self) -> tuple[Knob, ...]:
        """The points of each category."""
        knobs = [Knob(f"map.{key}", key, points, "points") for key, points in self.map.items()]
        if self.other is not None:
            knobs.append(Knob("other", "Any other", self.other, "points"))
        return tuple(knobs)

    def turned(self, path: str, number: float) -> Normaliser:
        """A category may hold a full stop, so its name is taken whole."""
        if path == "other":
            return Categories(kind="categories", map=self.map, other=number)
        turned = {**self.map, path.removeprefix("map."): number}
        return Categories(kind="categories", map=turned, other=self.other)

    def in_words(self) -> str:
        """For instance: Monthly 0 points, Yearly 100 points."""
        words = [f"{key} {plain(points)} points" for key, points in list(self.map.items())[:8]]
        if len(self.map) > 8:
            words.append(f"{len(self.map) - 8} more")
        if self.other is not None:
            words.append(f"any other {plain(self.other)} points")
        return ", ".join(words)
