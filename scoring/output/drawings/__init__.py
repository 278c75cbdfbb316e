"""Charts of few marks are also drawn as plain shapes, which a browser draws without a library.

A drawing is made from the same data sets as the chart of its name, and says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from scoring.output.charts.chart import Datasets
from scoring.output.drawings import (
    band_bar,
    band_trend,
    migration,
    segment_bands,
    segment_heat,
    shares,
)
from scoring.output.drawings.shape import Drawing

DRAWINGS: Final[Mapping[str, Callable[[Datasets], Drawing]]] = {
    "band_bar": band_bar.drawing,
    "band_matrix": segment_heat.drawing,
    "band_rates": shares.drawing,
    "band_trend": band_trend.drawing,
    "migration": migration.drawing,
    "segment_bands": segment_bands.drawing,
    "segment_heat": segment_heat.drawing,
    "segments_caught": shares.drawing,
}
"""Name of a chart → what makes its drawing of the chart's data sets."""
