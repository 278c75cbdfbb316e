"""`level`: the last known value, if it is not too old."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import ibis.expr.types as ir

from scoring.kinds.transform import History, Transform


class Level(Transform):
    """The value of the month itself, or the last one before it within the metric's maximum age."""

    name: ClassVar[str] = "level"
    passes_text: ClassVar[bool] = True
    kind: Literal["level"]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (cls(kind="level"),)

    def express(self, history: History) -> ir.Value:
        """With a maximum age of 0 months the measure's own column, else a backward look."""
        if history.max_age == 0:
            return history.value
        return history.value.last().over(history.window(history.max_age + 1))

    def in_words(self) -> str:
        """What is read."""
        return "latest value"
