"""For whom the card works: the share of losses caught in each segment, few losses in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from scoring.output.charts import forest
from scoring.output.charts.chart import Chart, Datasets
from scoring.output.charts.style import finished

HEIGHT: Final = forest.height(5)

WORDS: Final = (
    "One row for each segment: a dot at the share of its lost accounts that were caught, with its "
    "interval as a line. Segments with too few losses are grey. A dashed line marks all of them."
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A value of the segment, its share of losses caught 0 … 1 with the interval, and words.

    `text` such as "12 of 30 · 40% [25, 58]", or why there is no share; `grey` where the losses
    are too few to judge by; `more` such as "of its red accounts 31% were lost".
    """

    name: str
    share: float | None
    low: float | None
    high: float | None
    text: str
    grey: bool = False
    more: str = ""


def rows(segments: Sequence[Segment], everyone: forest.Line | None = None) -> Datasets:
    """The data sets of the segments in the given order, on an axis from 0% to 100%.

    `everyone` is the share of all segments together, such as (0.58, "all 58%").
    """
    shares = [
        forest.Share(
            one.name,
            one.text,
            one.share,
            one.low,
            one.high,
            "none" if one.grey else "accent",
            faint=one.grey,
            more=one.more,
        )
        for one in segments
    ]
    return forest.with_line(forest.datasets(shares, 1.0), everyone)


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    small = Segment("Small", 0.4, 0.25, 0.58, "12 of 30 · 40% [25, 58]")
    few = Segment("Large", 0.5, 0.15, 0.85, "2 of 4", grey=True)
    return rows([small, few], (0.41, "all 41%")), rows([])


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    layers = alt.layer(*forest.line(), *forest.layers())
    return finished("segments_caught", layers, (*forest.DATASETS, "line"), HEIGHT, WORDS)
