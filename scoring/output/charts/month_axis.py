"""The axis of months under a chart that has a column or a point for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import altair as alt


def month_axis(gutter: int, gap: float) -> alt.X:
    """The field `month`, a text YYYY-MM, in the order of the rows; written as Oct 26.

    Input: the pixels that stay free at the right, and the part of a month that lies between two.
    """
    import altair as alt

    axis = alt.Axis(
        title=None,
        labelAngle=0,
        labelPadding=6,
        labelOverlap="greedy",
        labelSeparation=14,
        labelExpr="utcFormat(toDate(datum.value + '-01'), '%b %y')",
    )
    scale = alt.Scale(
        paddingInner=gap, paddingOuter=0, rangeMin=0, rangeMax=alt.expr(f"width - {gutter}")
    )
    return alt.X("month", type="ordinal", sort=None, axis=axis, scale=scale)
