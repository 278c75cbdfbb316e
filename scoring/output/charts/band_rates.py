"""How many of each band were lost: bands are worth their names if the rates rise to the worst."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, TypeAlias

from scoring.output.charts import forest
from scoring.output.charts.chart import Chart, Datasets
from scoring.output.charts.style import finished
from scoring.output.charts.tones import TONES, ToneName

Band: TypeAlias = tuple[str, ToneName, float | None, float | None, float | None, str]
"""Band name, tone, churn rate 0 … 1 with its interval, and text "35 of 227 · 15% [11, 21]".

Where there is no rate the text says why."""

HEIGHT: Final = forest.height(4)

WORDS: Final = (
    "One row for each band: a dot at the share of its accounts that were lost, with its interval "
    "as a line, and the counts in words. A dashed upright line marks the rate of all bands."
)


def rows(bands: Sequence[Band], average: forest.Line | None = None) -> Datasets:
    """The data sets of the bands in the given order; the average such as (0.051, "all 5.1%")."""
    shares = [
        forest.Share(name, text, share, low, high, tone, sign=TONES[tone].sign)
        for name, tone, share, low, high, text in bands
    ]
    return forest.with_line(forest.datasets(shares, line=average), average)


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    red: Band = ("Red", "bad", 0.15, 0.11, 0.21, "35 of 227 · 15% [11, 21]")
    return rows([red], (0.05, "all 5%")), rows([])


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    layers = alt.layer(*forest.line(), *forest.layers())
    return finished("band_rates", layers, (*forest.DATASETS, "line"), HEIGHT, WORDS)
