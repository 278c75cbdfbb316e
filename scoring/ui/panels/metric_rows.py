"""One row a metric: on or off, weight, effective share, lock, and its rule under it."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from scoring.spec.edit import with_metric
from scoring.spec.glossary import meaning
from scoring.spec.model import Metric
from scoring.ui.bound import held, plain
from scoring.ui.dragging import native
from scoring.ui.panels.add_metric import add_metric
from scoring.ui.panels.metric_rule import fold_label, folded_rule, metric_rule
from scoring.ui.slider import Press, Row, Slider, live_sliders
from scoring.ui.state import State, attempt
from scoring.ui.weight_slider import weight_row, weight_slider

_UNFOLDED: Final = "rules-unfolded"
"""Under this word the session holds the ids of the metrics whose rules are open."""


def metric_rows(here: State) -> None:
    """All metrics of the card, and whether their weights keep adding up to 100."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        heading = f"{meaning('Metric')} {meaning('Weight')}"
        st.markdown("## Metrics and weights", help=heading, width="content")
        _keep_total(here)
    if native():
        _one_by_one(here)
    else:
        _in_one_piece(here)
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


def _one_by_one(here: State) -> None:
    with st.container(gap="xsmall"):
        for metric in here.draft.metrics:
            with st.container(key=f"metric-{metric.id}", gap=None):
                with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                    _switch(here, metric)
                    weight_slider(here, metric.id, _weight(here, metric))
                    if metric.guess:
                        st.badge("guess", color="gray", help=plain(_why(metric)))
                    _lock(here, metric)
                folded_rule(here, metric)


def _in_one_piece(here: State) -> None:
    """All rows in one part of the page; beneath a row whose rule is open the next part begins."""
    unfolded: set[str] = st.session_state.setdefault(_UNFOLDED, set())
    with st.container(gap="xsmall"):
        rows: list[Row] = []
        first = ""
        for metric in here.draft.metrics:
            first = first or metric.id
            is_open = metric.id in unfolded
            rows.append(weight_row(here, metric.id, _weight(here, metric)))
            if is_open or metric is here.draft.metrics[-1]:
                live_sliders(here, rows, f"rows-{first}")
                rows, first = [], ""
            if is_open:
                with st.container(key=f"rule-{metric.id}"):
                    metric_rule(here, metric)


def _unfold(metric_id: str, on: bool) -> None:
    unfolded: set[str] = st.session_state.setdefault(_UNFOLDED, set())
    (unfolded.add if on else unfolded.discard)(metric_id)


def _why(metric: Metric) -> str:
    return metric.about or "Guessed from the data."


def _use(here: State, metric: Metric, enabled: bool) -> None:
    attempt(lambda: here.revise(with_metric(here.draft, metric.id, enabled=enabled)))


def _hold(here: State, metric: Metric, locked: bool) -> None:
    here.locked = here.locked | {metric.id} if locked else here.locked - {metric.id}


def _switch(here: State, metric: Metric) -> None:
    key = f"on-{metric.id}"
    st.toggle(
        f"Use {plain(metric.title)}",
        **held(key, metric.enabled),
        on_change=lambda: _use(here, metric, bool(st.session_state[key])),
        label_visibility="collapsed",
        width="content",
    )


def _weight(here: State, metric: Metric) -> Slider:
    """The slider of a weight, with its switch, its lock and, beneath it, its rule."""
    locked = metric.id in here.locked
    unfolded = metric.id in st.session_state.get(_UNFOLDED, ())
    return Slider(
        metric.title,
        f"weight-{metric.id}",
        (float(metric.weight),),
        0.0,
        _highest(here, metric),
        1.0,
        disabled=not metric.enabled or (here.keep_total and locked),
        help=metric.about,
        switch=Press(f"Use {metric.title}", metric.enabled, partial(_use, here, metric)),
        lock=Press(
            f"{'Unlock' if locked else 'Lock'} {metric.title}",
            locked,
            partial(_hold, here, metric),
            _locking(locked),
        ),
        unfolds=Press(
            fold_label(metric),
            unfolded,
            partial(_unfold, metric.id),
            f"How it is read from the column {metric.measure} and turned into points",
        ),
        badge=("guess", _why(metric)) if metric.guess else ("", ""),
    )


def _highest(here: State, metric: Metric) -> float:
    """The slider's end: it must not move with the weight, or the browser starts it anew."""
    saved = [m.weight for m in here.saved.metrics if m.id == metric.id]
    return max(100.0, metric.weight, *saved)


def _lock(here: State, metric: Metric) -> None:
    locked = metric.id in here.locked
    st.button(
        f"{'Unlock' if locked else 'Lock'} {plain(metric.title)}",
        key=f"lock-{metric.id}",
        icon=":material/lock:" if locked else ":material/lock_open_right:",
        on_click=_hold,
        args=(here, metric, not locked),
        type="tertiary",
        help=_locking(locked),
    )


def _locking(locked: bool) -> str:
    return (
        f"{'Locked' if locked else 'Lock'}: other sliders leave this weight alone"
        " while the total is kept at 100"
    )
