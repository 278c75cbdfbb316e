"""The charts look alike because their marks, scales and axes come from here.

Text and lines are drawn in `currentColor`, the text colour of the page around the chart, so they
are dark on light and light on dark; the font is the page's too, by Streamlit's theme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from scoring.output.charts import tones
from scoring.output.charts.chart import Chart

if TYPE_CHECKING:
    import altair as alt

FAINT: Final = 0.72
"""Opacity of text that only accompanies."""

PAGE: Final = "currentColor"
"""The text colour of the page around the chart."""

NAME_LIMIT: Final = {"expr": "containerSize()[0] < 480 ? 104 : 160"}
"""Pixels for the names at the left of a row: fewer on a phone."""

CHARACTER: Final = 6.6
"""Pixels to reckon for one character of a label of 12 px."""

NUMBER_LABEL: Final = (
    "abs(datum.value) >= 1000"
    " ? replace(format(datum.value, '~s'), 'G', 'B') : format(datum.value, '~g')"
)
"""An axis label as people write it: 0.25, 40, 1.5k, 2M, 1B."""

CEILINGS: Final = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
"""The steps in which the end of an axis of shares moves."""


def ceiling(shares: Sequence[float]) -> float:
    """The lowest step of the axis that holds every share."""
    highest = max(shares, default=0.0)
    return next((step for step in CEILINGS if highest <= step), 1.0)


def named(dataset: str) -> alt.NamedData:
    """The data set by its name."""
    import altair as alt

    return alt.NamedData(name=dataset)


def ink(size: Any = 12, **mark: Any) -> dict[str, Any]:
    """The settings of a text mark in the theme's own text colour, in pixels."""
    plain = {"color": PAGE, "fontWeight": 400, "align": "left", "baseline": "middle"}
    return {"fontSize": size, "tooltip": None, **plain, **mark}


def tone_fill(field: str = "tone") -> alt.Color:
    """Fill by a field of tone names, without a legend."""
    import altair as alt

    scale = alt.Scale(domain=tones.names(), range=tones.colours())
    return alt.Color(field, type="nominal", scale=scale, legend=None)


def tone_ink(field: str = "tone") -> alt.ExprRef:
    """The readable text colour upon a fill, by a field of tone names."""
    import altair as alt

    pairs = ", ".join(f"'{name}': '{look.ink}'" for name, look in tones.TONES.items())
    return alt.expr(f"({{{pairs}}})[datum.{field}]")


def position(channel: str, field: str, low: Any, high: Any, **scale: Any) -> Any:
    """A bare quantitative x or y over the fixed domain low … high, with no axis."""
    import altair as alt

    kind = {"x": alt.X, "y": alt.Y}[channel]
    fixed = alt.Scale(domain=[low, high], nice=False, zero=False, **scale)
    return kind(field, type="quantitative", scale=fixed, axis=None)


def tooltip(fields: Mapping[str, str]) -> list[alt.Tooltip]:
    """A tooltip of ready-made texts: field → the words before it."""
    import altair as alt

    return [alt.Tooltip(field, type="nominal", title=title) for field, title in fields.items()]


def finished(
    name: str,
    layers: alt.LayerChart | alt.FacetChart,
    datasets: Sequence[str],
    height: int,
    words: str,
) -> Chart:
    """The chart as a plain spec: no default sizes of Altair's, tight padding, a description."""
    spec = layers.to_dict()
    spec["config"] = {"view": {"stroke": None}, "mark": {"aria": False}}
    # Streamlit draws more than 2,000 marks on a canvas, which knows no colour of the page.
    spec["usermeta"] = {"embedOptions": {"renderer": "svg"}}
    spec["padding"] = {"left": 0, "right": 0, "top": 2, "bottom": 2}
    spec["description"] = words
    return Chart(name, spec, tuple(datasets), height, words)
