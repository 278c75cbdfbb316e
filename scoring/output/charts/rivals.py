"""The card beside what is simpler, at the same workload: is it worth having at all?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, Literal, TypeAlias

from scoring.output.charts import forest
from scoring.output.charts.chart import Chart, Datasets
from scoring.output.charts.style import finished
from scoring.output.charts.tones import ToneName

Kind: TypeAlias = Literal["this", "other", "random"]

Rival: TypeAlias = tuple[str, Kind, float | None, float | None, float | None, str]
"""Name, kind, share of losses caught 0 … 1 with its interval, text "35 of 60 · 58% [46, 70]".

Where there is no share the text says why."""

HEIGHT: Final = forest.height(5)

TONES_OF: Final[dict[Kind, ToneName]] = {"this": "accent", "other": "kept", "random": "none"}

WORDS: Final = (
    "One row for this card and for each simpler way to choose as many accounts: a dot at the share "
    "of lost accounts caught, with its interval as a line. Choosing at random is a pale band."
)


def rows(rivals: Sequence[Rival]) -> Datasets:
    """The data sets of the rivals in the given order, on an axis from 0% to 100%."""
    shares = [
        forest.Share(
            name,
            text,
            share,
            low,
            high,
            TONES_OF[kind],
            shape="band" if kind == "random" else "dot",
            strong=kind == "this",
        )
        for name, kind, share, low, high, text in rivals
    ]
    return forest.datasets(shares, top=1.0)


def examples() -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, for whoever checks every chart."""
    this: Rival = ("This card", "this", 0.58, 0.46, 0.7, "35 of 60 · 58% [46, 70]")
    pulse: Rival = ("Pulse alone", "other", None, None, None, "no pulse in these data")
    return rows([this, pulse]), rows([])


@cache
def chart() -> Chart:
    """The spec, built once."""
    import altair as alt

    return finished("rivals", alt.layer(*forest.layers()), forest.DATASETS, HEIGHT, WORDS)
