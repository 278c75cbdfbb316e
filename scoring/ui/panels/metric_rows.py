"""One row a metric: on or off, weight, effective share, lock, and its rule under it."""

from __future__ import annotations

import streamlit as st

from scoring.spec.edit import with_metric
from scoring.spec.model import Metric
from scoring.ui.bound import held, plain
from scoring.ui.panels.add_metric import add_metric
from scoring.ui.panels.metric_rule import metric_rule
from scoring.ui.slider import Slider
from scoring.ui.state import State, attempt
from scoring.ui.weight_slider import weight_slider


def metric_rows(here: State) -> None:
    """All metrics of the card, and whether their weights keep adding up to 100."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown("**Metrics and weights**", width="content")
        _keep_total(here)
    with st.container(gap="xsmall"):
        for metric in here.draft.metrics:
            with st.container(key=f"metric-{metric.id}", gap=None):
                _row(here, metric)
                metric_rule(here, metric)
    if st.button("Add metric", key="add-metric", icon=":material/add:", type="tertiary"):
        add_metric(here)
    if not any(m.weight for m in here.draft.active):
        st.warning("All weights are 0, so no account gets a score. Move one slider up.")


def _keep_total(here: State) -> None:
    def toggled() -> None:
        here.keep_total = bool(st.session_state["keep-total"])

    st.toggle(
        "Keep total at 100",
        **held("keep-total", here.keep_total),
        on_change=toggled,
        width="content",
        help="Moving one weight lets the others share the difference in proportion;"
        " locked ones stay. Off, every number stays as it is typed.",
    )


def _row(here: State, metric: Metric) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _switch(here, metric)
        _weight(here, metric)
        if metric.guess:
            why = metric.about or "Guessed from the data."
            st.badge("guess", color="gray", help=plain(why))
        _lock(here, metric)


def _switch(here: State, metric: Metric) -> None:
    key = f"on-{metric.id}"

    def toggled() -> None:
        enabled = bool(st.session_state[key])
        attempt(lambda: here.revise(with_metric(here.draft, metric.id, enabled=enabled)))

    st.toggle(
        f"Use {plain(metric.title)}",
        **held(key, metric.enabled),
        on_change=toggled,
        label_visibility="collapsed",
        width="content",
    )


def _weight(here: State, metric: Metric) -> None:
    """The slider, with what share the weight has of all."""
    locked = here.keep_total and metric.id in here.locked
    shown = Slider(
        metric.title,
        f"weight-{metric.id}",
        (float(metric.weight),),
        0.0,
        _highest(here, metric),
        1.0,
        disabled=not metric.enabled or locked,
        help=metric.about,
    )
    weight_slider(here, metric.id, shown)


def _highest(here: State, metric: Metric) -> float:
    """The slider's end: it must not move with the weight, or the browser starts it anew."""
    saved = [m.weight for m in here.saved.metrics if m.id == metric.id]
    return max(100.0, metric.weight, *saved)


def _lock(here: State, metric: Metric) -> None:
    locked = metric.id in here.locked

    def turned() -> None:
        here.locked = here.locked ^ {metric.id}

    st.button(
        f"{'Unlock' if locked else 'Lock'} {plain(metric.title)}",
        key=f"lock-{metric.id}",
        icon=":material/lock:" if locked else ":material/lock_open_right:",
        on_click=turned,
        type="tertiary",
        help=f"{'Locked' if locked else 'Lock'}: other sliders leave this weight alone"
        " while the total is kept at 100",
    )
