"""`change`: how far the value has moved since some months ago."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
from pydantic import Field

from scoring.kinds.normaliser import Number
from scoring.kinds.transform import History, Transform


class Change(Transform):
    """The value less the one `months` months before, in its own unit or in percent of that one.

    Null where either is missing, in percent where the earlier one is not above 0, and where
    the earlier one is below `min_base`. With `or_earliest` an account that is younger is
    compared with its earliest value since then.
    """

    name: ClassVar[str] = "change"
    kind: Literal["change"]
    months: Annotated[int, Field(strict=True, ge=1, le=60)]
    unit: Literal["absolute", "percent"] = "absolute"
    min_base: Number | None = None
    or_earliest: Annotated[bool, Field(strict=True)] = False

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (
            cls(kind="change", months=3),
            cls(kind="change", months=1, unit="percent", min_base=5.0),
            cls(kind="change", months=2, unit="percent", or_earliest=True),
        )

    def express(self, history: History) -> ir.Value:
        """One look back."""
        if self.or_earliest:
            before = history.value.first().over(history.window(self.months + 1))
        else:
            before = history.value.max().over(history.month_before(self.months))
        moved = history.value - before
        unfit = before.isnull() | history.value.isnull()
        if self.min_base is not None:
            unfit = unfit | (before < self.min_base)
        if self.unit == "percent":
            unfit = unfit | (before <= 0.0)
            moved = moved / before.nullif(0.0) * 100.0
        return ibis.cases((unfit, ibis.null("float64")), else_=moved)

    def in_words(self) -> str:
        """What is read."""
        unit = " in percent" if self.unit == "percent" else ""
        return f"change over {self.months} months{unit}"
