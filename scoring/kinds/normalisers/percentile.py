"""`percentile`: points by rank, against the book of the month or against a frozen reference."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
import numpy as np
from pydantic import Field, model_validator

from scoring.kinds.normaliser import Knob, LiveRows, Normaliser, Number, PlanRows, refusal
from scoring.kinds.piecewise import Corner, apply_line, express_line, too_steep
from scoring.values import Bools, Column, Floats, Ints

_FIX = "give quantiles from lowest to highest with reference: frozen, and none otherwise"


class Percentile(Normaliser):
    """Mid-rank among others, 0 for the worst and 100 for the best; ties share their rank.

    `reference: current` ranks an account among the customers of the same month, within the
    same value of a dimension if `within` names one: such a score is relative, and cannot
    show that the whole book got worse. `reference: frozen` ranks against `quantiles`, the
    values at equal steps from the lowest to the highest of a reference that does not move.
    """

    name: ClassVar[str] = "percentile"
    looks_around: ClassVar[bool] = True
    kind: Literal["percentile"]
    direction: Literal["higher", "lower"] = "higher"
    within: Annotated[str, Field(min_length=1, max_length=200)] = "all"
    reference: Literal["current", "frozen"] = "current"
    quantiles: tuple[Number, ...] = Field(default=(), max_length=201)

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        frozen = self.reference == "frozen"
        if frozen and len(self.quantiles) < 2:
            raise refusal("a frozen reference needs its quantiles", _FIX)
        if not frozen and self.quantiles:
            raise refusal("quantiles belong to a frozen reference", _FIX)
        if any(b < a for a, b in pairwise(self.quantiles)):
            raise refusal("the quantiles do not rise", _FIX)
        if frozen and (self.quantiles[0] == self.quantiles[-1] or self.within != "all"):
            raise refusal("a frozen reference is one rising list for all", _FIX)
        if frozen and too_steep(self.corners):
            raise refusal("two quantiles are hardly apart", _FIX)
        return self

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (
            cls(kind="percentile"),
            cls(kind="percentile", direction="lower"),
            cls(kind="percentile", reference="frozen", quantiles=(0.0, 0.0, 1.0, 4.0, 4.0, 90.0)),
        )

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimension whose values are ranked apart, if any."""
        return () if self.within == "all" else (self.within,)

    @property
    def corners(self) -> tuple[Corner, ...]:
        """The frozen reference as a line; equal quantiles share the middle of their ranks."""
        step = 100.0 / (len(self.quantiles) - 1)
        ranks: dict[float, list[float]] = {}
        for i, quantile in enumerate(self.quantiles):
            ranks.setdefault(quantile, []).append(i * step)
        middles = [(q, (r[0] + r[-1]) / 2.0) for q, r in ranks.items()]
        if self.direction == "lower":
            middles = [(q, 100.0 - r) for q, r in middles]
        return tuple(middles)

    def express(self, value: ir.Value) -> ir.Value:
        """Against the frozen reference; a current one needs `express_among`."""
        return express_line(value, self.corners, clip=True)

    def apply(self, values: Column) -> Floats:
        """Against the frozen reference; a current one needs `apply_among`."""
        return apply_line(values, self.corners, clip=True)

    def express_among(self, value: ir.Value, rows: PlanRows) -> ir.Value:
        """Counts by window: the customers of the month below, equal, and in all."""
        if self.reference == "frozen":
            return self.express(value)
        group = [rows.as_of, *rows.dimensions.values()]
        counts = ibis.cases((rows.in_book & value.notnull(), 1), else_=0)
        up_to = counts.sum().over(ibis.range_window(following=0, group_by=group, order_by=value))
        equal = counts.sum().over(ibis.window(group_by=[*group, value]))
        whole = counts.sum().over(ibis.window(group_by=group))
        absent = 1 - counts
        below = (up_to - equal) * 1.0 + (equal + absent - 1) * 0.5
        others = (whole + absent - 1) * 1.0
        share = below / others.nullif(0.0)
        points = (share if self.direction == "higher" else 1.0 - share) * 100.0
        return ibis.cases((value.isnull(), ibis.null("float64")), else_=points.coalesce(50.0))

    def apply_among(self, values: Column, rows: LiveRows) -> Floats:
        """The same counts by sorting each month's values once."""
        if self.reference == "frozen":
            return self.apply(values)
        numbers = np.asarray(values)
        points = np.full(len(numbers), np.nan)
        group = _groups(rows)
        order = np.argsort(group, kind="stable")
        starts = np.flatnonzero(np.diff(group[order], prepend=-1))
        for members in np.split(order, starts[1:]):
            known = members[~np.isnan(numbers[members])]
            points[known] = self._ranked(numbers[known], rows.in_book[known])
        return points

    def _ranked(self, values: Floats, counted: Bools) -> Floats:
        reference = np.sort(values[counted])
        low = np.searchsorted(reference, values, side="left")
        high = np.searchsorted(reference, values, side="right")
        absent = np.where(counted, 0, 1)
        below = low * 1.0 + (high - low + absent - 1) * 0.5
        others = (len(reference) + absent - 1) * 1.0
        share = below / np.where(others == 0.0, np.nan, others)
        points = (share if self.direction == "higher" else 1.0 - share) * 100.0
        return np.asarray(np.where(np.isnan(points), 50.0, points))

    def knobs(self) -> tuple[Knob, ...]:
        """Nothing to turn."""
        return ()

    def in_words(self) -> str:
        """For instance: points by rank among the customers of the month, more is better."""
        among = "a frozen reference" if self.reference == "frozen" else "the customers of the month"
        part = "" if self.within == "all" else f" of the same {self.within}"
        return f"points by rank among {among}{part}, {self.direction} is better"


def _groups(rows: LiveRows) -> Ints:
    """One number for each month and, if asked for, each value of the dimension."""
    group = rows.month.copy()
    for texts in rows.dimensions.values():
        group = group * (len(texts.labels) + 1) + texts.codes + 1
    return group
