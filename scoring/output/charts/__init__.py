"""Every chart of the product stands in one visible list.

A chart is drawn with `st.vega_lite_chart(None, CHARTS[name]().filled(rows), key=…, height=…)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from scoring.output.charts import (
    band_bar,
    band_matrix,
    band_rates,
    band_trend,
    earliness,
    fifths,
    lead_histogram,
    life,
    measure_categories,
    measure_histogram,
    migration,
    score_histogram,
    segment_bands,
    segment_heat,
    segments_caught,
    strip,
    tornado,
    votes_heat,
    waterfall,
)
from scoring.output.charts.chart import Chart

CHARTS: Final[dict[str, Callable[[], Chart]]] = {
    "band_bar": band_bar.chart,
    "score_histogram": score_histogram.chart,
    "measure_histogram": measure_histogram.chart,
    "measure_categories": measure_categories.chart,
    "band_trend": band_trend.chart,
    "waterfall": waterfall.chart,
    "strip": strip.chart,
    "band_rates": band_rates.chart,
    "lead_histogram": lead_histogram.chart,
    "segments_caught": segments_caught.chart,
    "earliness": earliness.chart,
    "migration": migration.chart,
    "tornado": tornado.chart,
    "life": life.chart,
    "segment_bands": segment_bands.chart,
    "segment_heat": segment_heat.chart,
    "fifths": fifths.chart,
    "band_matrix": band_matrix.chart,
    "votes_heat": votes_heat.chart,
}
"""Name → builder; the first call builds the chart, every later call returns the same object."""
