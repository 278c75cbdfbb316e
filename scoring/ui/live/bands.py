"""The book by band and the spread of its scores, drawn in the browser from data alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scoring.output.charts import band_bar, score_histogram
from scoring.output.charts.chart import Datasets
from scoring.output.charts.tones import TONES
from scoring.ui.live.part import browser_part, standing

_bands = browser_part("bands")
_LOOKS: Final = {
    "tones": {name: [look.colour, look.ink] for name, look in TONES.items()},
    "words": [band_bar.WORDS, score_histogram.WORDS],
    "tall": band_bar.HEIGHT,
}


def bands_data(bars: Datasets, spread: Datasets) -> Mapping[str, Any]:
    """The numbers of both drawings. Input: the data sets of the two charts of these names."""
    return {"bars": bars, "spread": spread}


def show_bands(data: Mapping[str, Any], key: str) -> None:
    """Draw both. Input: what `bands_data` gave; a key that stays the same from run to run."""
    _bands(key=key, data=standing(key, {**_LOOKS, **data}))
