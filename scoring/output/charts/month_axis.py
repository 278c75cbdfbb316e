"""The axis of months under a chart that has a column or a point for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import altair as alt

WRITTEN: Final = 46
"""So many pixels a month's name takes, with the room to the next."""

STEPS: Final = (1, 3, 6, 12)
"""Names stand a month, a quarter, half a year or a year apart: at the same months of each year."""


def month_axis(gutter: int, gap: float) -> alt.X:
    """The field `month`, a text YYYY-MM, in the order of the rows; written as Oct 26.

    Input: the pixels that stay free at the right, and the part of a month that lies between two.
    """
    import altair as alt

    axis = alt.Axis(
        title=None,
        labelAngle=0,
        labelPadding=6,
        labelOverlap=False,
        labelExpr=_named(gutter),
    )
    scale = alt.Scale(
        paddingInner=gap, paddingOuter=0, rangeMin=0, rangeMax=alt.expr(f"width - {gutter}")
    )
    return alt.X("month", type="ordinal", sort=None, axis=axis, scale=scale)


def _named(gutter: int) -> str:
    """The month's name where it stands a step after the last one named, else nothing.

    The narrowest step whose names do not touch; years that are narrower still go by twos.
    """
    room = f"(width - {gutter}) / length(domain('x'))"
    step = "24"
    for months in reversed(STEPS):
        step = f"{months} * {room} >= {WRITTEN} ? {months} : {step}"
    number = "toNumber(slice(datum.value, 0, 4)) * 12 + toNumber(slice(datum.value, 5, 7)) - 1"
    name = "utcFormat(toDate(datum.value + '-01'), '%b %y')"
    return f"({number}) % ({step}) == 0 ? {name} : ''"
