"""The frame of a table of shaded fields: its rows and columns, and the names of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.output.charts.chart import Datasets, Row
from scoring.output.charts.style import ink, named

if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True, slots=True)
class HeatTable:
    """The measures of a table, in pixels.

    `left` is an expression for the room for the names of the rows, `head` the room above the
    rows for those of the columns, `gap` the part of a row that lies between two. Where a column
    is less than `narrow` wide its name is slanted and `slanted` long.
    """

    left: str
    head: int
    gap: float
    narrow: int
    slanted: int

    def across(self) -> alt.X:
        """The columns."""
        import altair as alt

        ends = {"rangeMin": alt.expr(self.left), "rangeMax": alt.expr("width")}
        scale = alt.Scale(paddingInner=0.05, paddingOuter=0, **ends)
        return alt.X("column", type="ordinal", scale=scale, axis=None)

    def down(self) -> alt.Y:
        """The rows."""
        import altair as alt

        low, high = self.head, alt.expr("height")
        scale = alt.Scale(paddingInner=self.gap, paddingOuter=0, rangeMin=low, rangeMax=high)
        return alt.Y("row", type="ordinal", scale=scale, axis=None)

    def fields(self) -> alt.Chart:
        """Where the fields stand, from the data set `cells`."""
        import altair as alt

        return alt.Chart(named("cells")).encode(x=self.across(), y=self.down())

    def heads(self) -> list[alt.Chart]:
        """The names of the rows and of the columns, from the data sets that `names` makes."""
        import altair as alt

        lines = alt.Chart(named("lines")).encode(y=self.down())
        columns = alt.Chart(named("columns")).encode(x=self.across(), y=alt.value(self.head - 10))
        narrow = f"bandwidth('x') < {self.narrow}"
        slanted = ink(
            alt.expr("width >= 480 ? 12 : 11"),
            align=alt.expr(f"{narrow} ? 'left' : 'center'"),
            angle=alt.expr(f"{narrow} ? -40 : 0"),
            limit=alt.expr(f"{narrow} ? {self.slanted} : bandwidth('x')"),
        )
        limit = alt.expr(f"{self.left} - 10")
        return [
            lines.mark_text(**ink(limit=limit)).encode(x=alt.value(0), text="name:N"),
            columns.mark_text(**slanted).encode(text="name:N"),
        ]


def names(across: Sequence[str], down: Sequence[str]) -> Datasets:
    """The data sets with the names of the columns and of the rows."""
    lines: list[Row] = [{"row": place, "name": name} for place, name in enumerate(down)]
    columns: list[Row] = [{"column": place, "name": name} for place, name in enumerate(across)]
    return {"lines": lines, "columns": columns}
