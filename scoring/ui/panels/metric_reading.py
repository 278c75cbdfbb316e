"""How a metric reads its measure: the transform and what it leaves to choose."""

from __future__ import annotations

from typing import Any

import streamlit as st

from scoring.kinds.condition import LIMITS
from scoring.spec.edit_metrics import with_transform
from scoring.spec.model import Metric
from scoring.ui.bound import chosen, held
from scoring.ui.fields import fields
from scoring.ui.state import State, attempt
from scoring.ui.words import TEST_WORDS, TRANSFORM_WORDS
from scoring.workbench import suiting_transforms, with_reading


def metric_reading(here: State, metric: Metric) -> None:
    """The transform's kind and, beneath it, one widget for each of its fields."""
    key = f"reads-{metric.id}"

    def picked() -> None:
        kind = st.session_state[key]
        if kind != metric.transform.name:
            attempt(lambda: here.revise(with_reading(here.data, here.draft, metric.id, kind)))

    kinds = _with_own(suiting_transforms(here.data, metric), metric.transform.name)
    st.selectbox(
        "Read as",
        kinds,
        **chosen(key, metric.transform.name, kinds),
        format_func=lambda kind: TRANSFORM_WORDS.get(kind, kind),
        on_change=picked,
        filter_mode=None,
    )
    _settings(here, metric)


def _with_own(kinds: tuple[str, ...], own: str) -> tuple[str, ...]:
    return kinds if own in kinds else (*kinds, own)


def _settings(here: State, metric: Metric) -> None:
    transform = metric.transform
    raw = transform.model_dump(by_alias=True, exclude_none=True)

    def changed(name: str, value: Any) -> None:
        changes = {**raw, name: value}
        attempt(lambda: here.revise(with_transform(here.draft, metric.id, changes)))

    key = f"reads-{metric.id}-{transform.name}"
    numbers = [m.name for m in here.data.catalogue.measures if m.reads == "number"]
    fields(transform, key, changed, choices={"by": [n for n in numbers if n != metric.measure]})
    test = next((t for t in LIMITS if t in raw), None)
    if test is not None:
        _test(here, metric, key, test, float(raw[test]))


def _test(here: State, metric: Metric, key: str, test: str, limit: float) -> None:
    """The one comparison of a transform that has one."""

    def changed() -> None:
        now, number = st.session_state[f"{key}-test"], st.session_state[f"{key}-limit"]
        if number is not None:
            raw = {"kind": metric.transform.name, now: float(number)}
            attempt(lambda: here.revise(with_transform(here.draft, metric.id, raw)))

    left, right = st.columns(2, gap="small")
    left.selectbox(
        "It was",
        LIMITS,
        **chosen(f"{key}-test", test, LIMITS),
        format_func=TEST_WORDS.__getitem__,
        on_change=changed,
        filter_mode=None,
    )
    right.number_input(
        "Number",
        **held(f"{key}-limit", limit),
        format="%g",
        on_change=changed,
    )
