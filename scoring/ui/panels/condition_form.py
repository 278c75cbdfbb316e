"""A condition is put together: one row a comparison, and how several go together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from scoring.kinds.condition import LIMITS, Condition, Subject
from scoring.kinds.normalisers.linear import Linear
from scoring.ui.state import State
from scoring.ui.words import TEST_WORDS
from scoring.workbench import guess_metric, metric_range

_COUNT = "new-comparisons"
_MOST = 6
_OF_TEXT = ("is", "is_not", "missing", "present")
_OF_NUMBER = (*LIMITS, "missing", "present")


def begin(when: Condition | None = None) -> None:
    """Start over with one comparison, or with a condition; whoever opens a dialog calls this first.

    A condition of more than one level cannot be shown by the rows: then one comparison begins.
    """
    whens = (when.parts or (when,)) if when is not None and when.negated is None else ()
    plain = all(one.subject is not None for one in whens) and len(whens) <= _MOST
    st.session_state[_COUNT] = max(1, len(whens)) if plain else 1
    if when is None or not plain:
        return
    st.session_state["new-joint"] = "any" if when.any_of else "all"
    for place, one in enumerate(whens):
        test, value = _held(one)
        sort, name = one.subject or ("measure", "")
        st.session_state[f"new-subject-{place}"] = (sort, name)
        st.session_state[f"new-test-{place}-{sort}-{name}"] = test
        if value is not None:
            st.session_state[f"new-value-{place}-{sort}-{name}"] = value


def _held(one: Condition) -> tuple[str, float | list[str] | None]:
    """The test of a comparison and what it compares with."""
    if one.limit is not None:
        return one.limit
    if one.missing or one.present:
        return ("missing" if one.missing else "present"), None
    return ("is" if one.among else "is_not"), [*(one.among or one.not_among or ())]


def condition_form(here: State, *, traits_first: bool = False) -> dict[str, Any] | None:
    """The widgets of a condition; the condition as a card writes it, None while it is unfinished.

    Input: `traits_first` offers the dimensions of an account before the measures.
    """
    subjects = _subjects(here)
    if traits_first:
        subjects.sort(key=lambda subject: subject[0] != "dimension")
    whens = [_comparison(here, i, subjects) for i in range(st.session_state.get(_COUNT, 1))]
    joint = _joint(len(whens))
    whole = [w for w in whens if w is not None]
    if len(whole) < len(whens):
        st.caption("Say what is compared with what.")
        return None
    return {joint: whole} if len(whole) > 1 else dict(whole[0])


def _joint(comparisons: int) -> str:
    """How several comparisons go together, and the buttons that add one and take one away."""

    def step(by: int) -> None:
        st.session_state[_COUNT] = max(1, min(_MOST, comparisons + by))

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "Another comparison",
            key="more-comparisons",
            icon=":material/add:",
            type="tertiary",
            on_click=step,
            args=(1,),
            disabled=comparisons >= _MOST,
        )
        if comparisons == 1:
            return "all"
        st.button(
            "One fewer",
            key="fewer-comparisons",
            icon=":material/remove:",
            type="tertiary",
            on_click=step,
            args=(-1,),
        )
        joint = st.segmented_control(
            "Holds if",
            ["all", "any"],
            default="all",
            key="new-joint",
            format_func=lambda word: (
                f"{word} of them hold" if word == "all" else "any of them holds"
            ),
            required=True,
            label_visibility="collapsed",
        )
    return joint or "all"


def _subjects(here: State) -> list[Subject]:
    catalogue = here.data.catalogue
    subjects: list[Subject] = [("measure", m.name) for m in catalogue.measures]
    subjects += [("metric", m.id) for m in here.draft.active]
    return subjects + [("dimension", d.name) for d in catalogue.dimensions]


def _called(here: State, subject: Subject) -> str:
    sort, name = subject
    if sort == "metric":
        return f"{here.draft.metric(name).title} (as the card reads it)"
    return f"{name} (of the account)" if sort == "dimension" else name


def _comparison(here: State, place: int, subjects: Sequence[Subject]) -> Mapping[str, Any] | None:
    """One row: what, how, with what; None while the value is not given."""
    what, how, value = st.columns([5, 3, 4], gap="small", vertical_alignment="bottom")
    subject = what.selectbox(
        "What",
        subjects,
        index=min(place, len(subjects) - 1),
        key=f"new-subject-{place}",
        format_func=lambda s: _called(here, s),
    )
    sort, name = subject
    labels = _labels(here, subject)
    tests = _OF_NUMBER if labels is None else _OF_TEXT
    first, number = _likely(here, subject) if labels is None else ("is", 0.0)
    key = f"{place}-{sort}-{name}"
    test = how.selectbox(
        "How",
        tests,
        index=tests.index(first),
        key=f"new-test-{key}",
        format_func=TEST_WORDS.__getitem__,
        filter_mode=None,
    )
    if test in ("missing", "present"):
        return {sort: name, test: True}
    with value:
        held = _value(f"new-value-{key}", number, labels)
    return None if held in (None, []) else {sort: name, test: held}


def _value(key: str, number: float, labels: Sequence[str] | None) -> Any:
    if labels is None:
        return st.number_input("Number", value=number, format="%g", key=key)
    return st.multiselect(
        "Any of", labels, key=key, accept_new_options=True, placeholder="choose or type"
    )


def _labels(here: State, subject: Subject) -> Sequence[str] | None:
    """The words that a subject may be; None where it is a number."""
    sort, name = subject
    if sort == "dimension":
        return sorted(here.data.book.frame.accounts.dimensions[name].labels)
    held = here.draft.metric(name) if sort == "metric" else None
    if held is not None and held.transform.name != "level":
        return None
    measure = here.data.catalogue.measure(held.measure if held else name)
    return measure.labels if measure is not None and measure.reads == "text" else None


def _likely(here: State, subject: Subject) -> tuple[str, float]:
    """A test and a number to start from: the bad end of the values."""
    sort, name = subject
    if sort == "metric":
        metric = here.draft.metric(name)
        low, high = metric_range(here.data, metric)
        rule = metric.normaliser
    else:
        guess = guess_metric(here.data, name)
        low, high = 0.0, 1.0
        rule = guess.metric.normaliser if guess else Linear(kind="linear", worst=low, best=high)
    if isinstance(rule, Linear):
        return "at_least" if rule.worst > rule.best else "at_most", rule.worst
    return "at_most", float(f"{low:.2g}")
