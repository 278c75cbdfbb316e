"""A metric's rule in words, and opened: its spread, its points and the sliders that turn it."""

from __future__ import annotations

import math

import numpy as np
import streamlit as st

from scoring.kinds.normaliser import Knob
from scoring.output.charts import measure_categories, measure_histogram
from scoring.spec.edit import with_knob, with_metric
from scoring.spec.model import Metric
from scoring.ui.bound import bind, plain
from scoring.ui.draw import draw
from scoring.ui.state import State, attempt
from scoring.values import Missing, Texts
from scoring.workbench import metric_range, metric_spread

_POLICIES = {
    "skip": "is left out, the others share its weight",
    "neutral": "counts 50 points",
    "worst": "counts 0 points",
    "refuse": "gives the account no score",
}


def metric_rule(here: State, metric: Metric) -> None:
    """The rule as one line; opening it shows the values and the sliders."""
    read = "" if metric.transform.name == "level" else f", {metric.transform.in_words()}"
    name = f"{metric.measure}{read}: {metric.normaliser.name}"  # fixed: a new name shuts the box
    box = st.expander(plain(name), key=f"rule-{metric.id}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        if here.data.catalogue.measure(metric.measure) is None:
            st.info("These data do not have this measure.")
            return
        st.caption(plain(metric.normaliser.in_words()))
        _spread(here, metric)
        for knob in metric.normaliser.knobs():
            _knob(here, metric, knob)
        _missing(here, metric)


def _spread(here: State, metric: Metric) -> None:
    bins = metric_spread(here.data, metric, here.as_of)
    kept, lost = [b.kept for b in bins], [b.lost for b in bins]
    if isinstance(here.data.book.column(metric), Texts):
        labels = [b.label for b in bins]
        texts = Texts(np.arange(len(labels), dtype=np.int32), tuple(labels))
        points = [None if math.isnan(p) else p for p in metric.normaliser.apply(texts).tolist()]
        rows = measure_categories.rows(labels, kept, lost, points)
        draw("measure_categories", rows, key=f"spread-{metric.id}")
        return
    edges = [b.start for b in bins] + [bins[-1].stop]
    xs = np.linspace(edges[0], edges[-1], 61)
    ys = metric.normaliser.apply(xs)
    drawn = ~np.isnan(ys)
    rows = measure_histogram.rows(edges, kept, lost, xs[drawn].tolist(), ys[drawn].tolist())
    draw("measure_histogram", rows, key=f"spread-{metric.id}")


def _knob(here: State, metric: Metric, knob: Knob) -> None:
    key = f"knob-{metric.id}-{knob.path}"
    low, high, step = _range(here, metric, knob)

    def turned() -> None:
        number = float(st.session_state[key])
        attempt(lambda: here.change(with_knob(here.card, metric.id, knob.path, number)))

    st.slider(
        plain(knob.label),
        min_value=low,
        max_value=high,
        step=step,
        format="%g",
        key=bind(key, float(knob.value)),
        on_change=turned,
    )


def _range(here: State, metric: Metric, knob: Knob) -> tuple[float, float, float]:
    if knob.axis == "points":
        return 0.0, 100.0, 1.0
    values = [k.value for k in metric.normaliser.knobs() if k.axis == "value"]
    values += metric_range(here.data, metric)
    for saved in here.saved.metrics:  # the ends must not move with the knob
        if saved.id == metric.id and saved.normaliser.name == metric.normaliser.name:
            values += [k.value for k in saved.normaliser.knobs() if k.axis == "value"]
    low, high = min(values), max(values)
    span = (high - low) or abs(high) or 1.0
    step = 10.0 ** math.floor(math.log10(span / 50))
    ends = math.floor(low / step) * step, math.ceil(high / step) * step
    return float(f"{ends[0]:.12g}"), float(f"{ends[1]:.12g}"), step


def _missing(here: State, metric: Metric) -> None:
    key = f"missing-{metric.id}"
    options = dict(_POLICIES)
    if metric.missing.policy == "points":
        options["points"] = f"counts {metric.missing.points:g} points"

    def picked() -> None:
        policy = st.session_state[key]
        if policy in _POLICIES:
            changed = with_metric(here.card, metric.id, missing=Missing(policy))
            attempt(lambda: here.change(changed))

    st.selectbox(
        "A missing value",
        list(options),
        key=bind(key, metric.missing.policy),
        format_func=options.__getitem__,
        on_change=picked,
    )
