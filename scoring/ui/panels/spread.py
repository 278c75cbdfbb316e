"""A metric's real values, kept against lost customers, under the line of its points."""

from __future__ import annotations

import math

import numpy as np

from scoring.output.charts import measure_categories, measure_histogram
from scoring.spec.model import Metric
from scoring.ui.draw import draw
from scoring.ui.state import State
from scoring.values import Texts
from scoring.workbench import metric_spread


def spread(here: State, metric: Metric, key: str) -> None:
    """The small chart of one metric, on the card or not yet on it."""
    bins = metric_spread(here.data, metric, here.as_of)
    kept, lost = [b.kept for b in bins], [b.lost for b in bins]
    if isinstance(here.data.book.column(metric), Texts):
        labels = [b.label for b in bins]
        texts = Texts(np.arange(len(labels), dtype=np.int32), tuple(labels))
        points = [None if math.isnan(p) else p for p in metric.normaliser.apply(texts).tolist()]
        draw("measure_categories", measure_categories.rows(labels, kept, lost, points), key=key)
        return
    edges = [b.start for b in bins] + [bins[-1].stop]
    xs = np.linspace(edges[0], edges[-1], 61)
    ys = np.full(61, np.nan) if _ranks(metric) else metric.normaliser.apply(xs)
    drawn = ~np.isnan(ys)
    rows = measure_histogram.rows(edges, kept, lost, xs[drawn].tolist(), ys[drawn].tolist())
    draw("measure_histogram", rows, key=key)


def _ranks(metric: Metric) -> bool:
    """Whether points come from the other accounts, so that no line can be drawn beforehand."""
    rule = metric.normaliser
    return rule.looks_around and getattr(rule, "reference", "") != "frozen"
