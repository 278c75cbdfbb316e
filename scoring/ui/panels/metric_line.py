"""A metric as a line of the card: what a gap counts, its age, its name, its place, its end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from scoring.limits.writing import TYPED_NAME
from scoring.spec.edit import with_metric
from scoring.spec.edit_metrics import with_moved, without_metric
from scoring.spec.model import Card, Metric
from scoring.ui.bound import chosen, held
from scoring.ui.slider import Slider, card_slider
from scoring.ui.state import State, attempt
from scoring.values import Missing

_POLICIES = {
    "skip": "is left out, the others share its weight",
    "neutral": "counts 50 points",
    "worst": "counts 0 points",
    "points": "counts points of your choice",
    "refuse": "gives the account no score",
}
_FIRST = 40.0
"""What a gap counts until a number is typed."""


def metric_line(here: State, metric: Metric) -> None:
    """Missing values, name, and the buttons that move the line or take it off the card."""
    _missing(here, metric)
    left, right = st.columns(2, gap="small", vertical_alignment="bottom")
    with left:
        _age(here, metric)
    with right:
        _label(here, metric)
    with st.container(horizontal=True, gap="small", key=f"line-{metric.id}"):
        ids = [m.id for m in here.draft.metrics]
        place = ids.index(metric.id)
        _button(here, metric, "Up", "arrow_upward", lambda: _move(here, metric, -1), place == 0)
        last = place == len(ids) - 1
        _button(here, metric, "Down", "arrow_downward", lambda: _move(here, metric, 1), last)
        _button(here, metric, "Remove", "delete", lambda: _remove(here, metric), len(ids) == 1)


def _missing(here: State, metric: Metric) -> None:
    key, stated = f"missing-{metric.id}", f"missing-points-{metric.id}"

    def picked() -> None:
        policy = st.session_state[key]
        held = Missing(policy, _FIRST) if policy == "points" else Missing(policy)
        attempt(lambda: here.revise(with_metric(here.draft, metric.id, missing=held)))

    st.selectbox(
        "A missing value",
        list(_POLICIES),
        **chosen(key, metric.missing.policy, list(_POLICIES)),
        format_func=_POLICIES.__getitem__,
        on_change=picked,
        filter_mode=None,
    )
    if metric.missing.policy == "points":
        points = float(metric.missing.stated or 0.0)
        shown = Slider("Points for a missing value", stated, (points,), 0.0, 100.0, 1.0)
        card_slider(here, shown, partial(_stated, here, metric))


def _stated(here: State, metric: Metric, points: float) -> Card:
    return with_metric(here.draft, metric.id, missing=Missing("points", points))


def _age(here: State, metric: Metric) -> None:
    key = f"age-{metric.id}"

    def typed() -> None:
        months = st.session_state[key]
        if months is not None:
            attempt(
                lambda: here.revise(with_metric(here.draft, metric.id, max_age_months=int(months)))
            )

    st.number_input(
        "Months a value holds",
        min_value=0,
        max_value=120,
        step=1,
        **held(key, int(metric.max_age_months)),
        on_change=typed,
        help="How old the latest value may be before it counts as missing; 0 is the month itself.",
        disabled=metric.transform.name != "level",
    )


def _label(here: State, metric: Metric) -> None:
    key = f"label-{metric.id}"

    def typed() -> None:
        label = str(st.session_state[key]).strip() or None
        attempt(lambda: here.revise(with_metric(here.draft, metric.id, label=label)))

    st.text_input(
        "Name on the card",
        **held(key, metric.label or ""),
        max_chars=TYPED_NAME.now,
        placeholder=metric.title,
        on_change=typed,
    )


def _move(here: State, metric: Metric, by: int) -> None:
    here.revise(with_moved(here.draft, metric.id, by))


def _remove(here: State, metric: Metric) -> None:
    if metric.id not in [m.id for m in here.draft.metrics]:
        return  # a second click on the way
    here.revise(
        without_metric(here.draft, metric.id, keep_total=here.keep_total, locked=here.locked)
    )


def _button(
    here: State, metric: Metric, label: str, icon: str, act: Callable[[], None], disabled: bool
) -> None:
    del here  # the action holds it
    st.button(
        label,
        key=f"{label.lower()}-{metric.id}",
        icon=f":material/{icon}:",
        type="tertiary",
        on_click=attempt,
        args=(act,),
        disabled=disabled,
    )
