"""How long before its notice each lost account had been red: never, too late, or months ahead."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, TypeAlias

from scoring.output.charts import forest
from scoring.output.charts.chart import Chart, Datasets
from scoring.output.charts.style import finished
from scoring.output.charts.tones import ToneName
from scoring.output.figures import share

Column: TypeAlias = tuple[str, int, ToneName]
"""Label such as "3 to 5 months", number of losses, tone."""

HEIGHT: Final = forest.height(6)

WORDS: Final = (
    "One bar for each length of warning, from never to a year and more: how many lost accounts "
    "were red for so long up to their notice, with the count and its share of all losses."
)


def rows(columns: Sequence[Column]) -> Datasets:
    """The data sets of the bars in the given order; shares are of the sum of all counts."""
    losses = sum(count for _, count, _ in columns)
    shares = [
        forest.Share(
            label,
            f"{count:,} · {share(count, losses)}" if losses else "0",
            count / losses if losses else 0.0,
            tone=tone,
            shape="bar",
        )
        for label, count, tone in columns
    ]
    return forest.datasets(shares)


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    return rows([("never", 1, "churned"), ("3 to 5 months", 3, "accent")]), rows([])


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    return finished("lead_histogram", alt.layer(*forest.layers()), forest.DATASETS, HEIGHT, WORDS)
