"""A metric's rule, opened: its spread, how it is read, its points, and what a gap counts."""

from __future__ import annotations

import streamlit as st

from scoring.errors import Finding
from scoring.kinds.condition import LIMITS
from scoring.kinds.naming import titled
from scoring.kinds.normaliser import Knob
from scoring.kinds.normalisers.threshold import Threshold
from scoring.spec.edit import with_knob, with_metric
from scoring.spec.edit_metrics import TABLES, with_normaliser
from scoring.spec.model import Metric
from scoring.ui.bound import chosen, plain
from scoring.ui.fields import fields
from scoring.ui.panels.metric_line import metric_line
from scoring.ui.panels.metric_reading import metric_reading
from scoring.ui.panels.points_table import points_table
from scoring.ui.panels.spread import spread
from scoring.ui.reach import reach
from scoring.ui.slider import Slider, card_slider
from scoring.ui.state import State, attempt
from scoring.ui.words import NORMALISER_WORDS, TEST_WORDS
from scoring.workbench import (
    metric_faults,
    metric_is_whole,
    metric_range,
    suiting_kinds,
    with_kind,
    with_setting,
)

_ELSEWHERE = ("points", "steps", "map", "quantiles", "passing", "failing", "worst", "best")
"""Fields that sliders, the table or the data decide."""


def folded_rule(here: State, metric: Metric) -> None:
    """The rule behind a fixed label, as a new one would shut the box; opened, the editor."""
    box = st.expander(
        plain(fold_label(metric)), key=f"rule-{metric.id}", on_change="rerun", type="compact"
    )
    if box.open:
        with box:
            metric_rule(here, metric)


def fold_label(metric: Metric) -> str:
    """What a metric reads, in words; where its own name says that already, what the fold holds."""
    read = titled(metric.measure)
    return read if read != metric.title else "How it counts"


def metric_rule(here: State, metric: Metric) -> None:
    """The editor of a rule, or what is wrong with a metric that cannot be read."""
    faults = metric_faults(here.draft, metric.id, here.data)
    if faults:
        _unread(here, metric, faults[0])
        return
    if metric.guess:
        _guessed(here, metric)
    left, right = st.columns(2, gap="small")
    with left:
        metric_reading(here, metric)
    with right:
        _kind(here, metric)
        _settings(here, metric)
    words = f"{metric.transform.in_words()}: {metric.normaliser.in_words()}."
    read = f"Read from {metric.measure}. {words[:1].upper()}{words[1:]}"
    st.caption(plain(read))
    spread(here, metric, f"spread-{metric.id}")
    _points(here, metric)
    metric_line(here, metric)


def _guessed(here: State, metric: Metric) -> None:
    """Why it was guessed, and a way to say that it is right; any change of it says so as well."""

    def keep() -> None:
        attempt(lambda: here.revise(with_metric(here.draft, metric.id, guess=False)))

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(plain(f"A guess. {metric.about or ''}"), width="stretch")
        st.button(
            "Keep as it is",
            key=f"keep-{metric.id}",
            icon=":material/check:",
            type="tertiary",
            on_click=keep,
            help="Takes the mark off. So does any change of how it is read or turned into points.",
        )


def _unread(here: State, metric: Metric, fault: Finding) -> None:
    """What is wrong, and what can still be done about it: another reading, or off the card."""
    st.info(plain(f"{fault.problem[:1].upper()}{fault.problem[1:]}."))
    measure = here.data.catalogue.measure(metric.measure)
    if measure is not None and not (measure.reads == "text" and metric.transform.passes_text):
        metric_reading(here, metric)
    elif measure is not None:
        _kind(here, metric)
    metric_line(here, metric)


def _kind(here: State, metric: Metric) -> None:
    key = f"kind-{metric.id}"

    def picked() -> None:
        kind = st.session_state[key]
        if kind != metric.normaliser.name:
            attempt(lambda: here.revise(with_kind(here.data, here.draft, metric.id, kind)))

    kinds = suiting_kinds(here.data, metric)
    st.selectbox(
        "Turned into points by",
        kinds,
        **chosen(key, metric.normaliser.name, kinds),
        format_func=lambda kind: NORMALISER_WORDS.get(kind, kind),
        on_change=picked,
        filter_mode=None,
    )


def _settings(here: State, metric: Metric) -> None:
    """What a normaliser leaves to choose besides its numbers."""

    def changed(name: str, value: object) -> None:
        attempt(lambda: here.revise(with_setting(here.data, here.draft, metric.id, name, value)))

    if isinstance(metric.normaliser, Threshold):
        _test(here, metric, metric.normaliser)
    dimensions = ["all", *(d.name for d in here.data.catalogue.dimensions)]
    key = f"rule-{metric.id}-{metric.normaliser.name}"
    fields(metric.normaliser, key, changed, choices={"within": dimensions}, leave_out=_ELSEWHERE)


def _test(here: State, metric: Metric, rule: Threshold) -> None:
    """Which of the four comparisons decides."""
    key, (test, limit) = f"test-{metric.id}", rule.test

    def picked() -> None:
        raw = {"kind": "threshold", st.session_state[key]: limit}
        raw |= {"pass": rule.passing, "fail": rule.failing}
        attempt(lambda: here.revise(with_normaliser(here.draft, metric.id, raw)))

    st.selectbox(
        "It passes if",
        LIMITS,
        **chosen(key, test, LIMITS),
        format_func=TEST_WORDS.__getitem__,
        on_change=picked,
        filter_mode=None,
    )


def _points(here: State, metric: Metric) -> None:
    """The numbers: as a table where the rule is one, or as sliders."""
    if metric.normaliser.name in TABLES and not _as_sliders(metric):
        points_table(here, metric)
    else:
        for knob in metric.normaliser.knobs():
            _knob(here, metric, knob)
    if metric.normaliser.name not in ("points", "percentile"):  # these have no numbers
        _fit(here, metric)


def _as_sliders(metric: Metric) -> bool:
    shown = st.segmented_control(
        "Points as",
        ["Table", "Sliders"],
        default="Table",
        key=f"points-as-{metric.id}",
        label_visibility="collapsed",
        required=True,
    )
    return shown == "Sliders"


def _fit(here: State, metric: Metric) -> None:
    def fit() -> None:
        kind = metric.normaliser.name
        attempt(lambda: here.revise(with_kind(here.data, here.draft, metric.id, kind)))

    st.button(
        "Fit to the data",
        key=f"fit-{metric.id}",
        icon=":material/straighten:",
        type="tertiary",
        on_click=fit,
        help="Set the numbers anew from how the values are spread; the better end stays.",
    )


def _knob(here: State, metric: Metric, knob: Knob) -> None:
    ends = _range(here, metric, knob)
    key = f"knob-{metric.id}-{knob.path}"
    shown = Slider(knob.label, key, (float(knob.value),), *ends)
    card_slider(here, shown, lambda n: with_knob(here.draft, metric.id, knob.path, n))


def _range(here: State, metric: Metric, knob: Knob) -> tuple[float, float, float]:
    if knob.axis == "points":
        return 0.0, 100.0, 1.0
    values = [k.value for k in metric.normaliser.knobs() if k.axis == "value"]
    values += metric_range(here.data, metric)
    for saved in here.saved.metrics:  # the ends must not move with the knob
        if saved.id == metric.id and saved.normaliser.name == metric.normaliser.name:
            values += [k.value for k in saved.normaliser.knobs() if k.axis == "value"]
    return reach(values, whole=metric_is_whole(here.data, metric))
