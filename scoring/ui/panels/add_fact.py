"""Add a red flag or an adjustment: say when it holds, see at once whom it would hit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from scoring.errors import CardError, in_one_sentence
from scoring.kinds.condition import LIMITS, Subject
from scoring.kinds.normalisers.linear import Linear
from scoring.output.figures import count, money
from scoring.spec.edit_facts import Section, facts_of, with_new_fact
from scoring.spec.edit_metrics import id_for
from scoring.spec.model import Card
from scoring.ui.bound import plain
from scoring.ui.state import State
from scoring.ui.words import TEST_WORDS
from scoring.workbench import guess_metric, hits, metric_range

_COUNT = "new-comparisons"
_MOST = 6
_OF_TEXT = ("is", "is_not", "missing", "present")
_OF_NUMBER = (*LIMITS, "missing", "present")


def add_fact(here: State, section: Section) -> None:
    """Open the dialog with one comparison."""
    st.session_state[_COUNT] = 1
    title = "Add a red flag" if section == "red_flags" else "Add an adjustment"
    st.dialog(title, width="medium")(_dialog)(here, section)


def _dialog(here: State, section: Section) -> None:
    label = st.text_input("Name", key="new-fact-label", max_chars=120, placeholder="in its words")
    whens = [_comparison(here, i) for i in range(st.session_state.get(_COUNT, 1))]
    joint = _joint(len(whens))
    number = _number(section)
    whole = [w for w in whens if w is not None]
    when = {joint: whole} if len(whole) > 1 else whole[0] if whole else {}
    trial = None
    if len(whole) < len(whens):
        st.caption("Say what is compared with what.")
    else:
        raw = _raw(here, section, label.strip(), when, number)
        trial = _trial(here, section, raw)
    if st.button(
        "Add to the card",
        key="add-fact-now",
        type="primary",
        disabled=trial is None,
        on_click=lambda: here.change(trial) if trial else None,
    ):
        st.rerun()


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


def _number(section: Section) -> float:
    if section == "red_flags":
        return st.slider(
            "The score is then no more than", 0.0, 100.0, 40.0, 1.0, format="%g", key="new-cap"
        )
    return st.slider("Points added or taken", -25.0, 25.0, -5.0, 0.5, format="%g", key="new-points")


def _subjects(here: State) -> list[Subject]:
    catalogue = here.data.catalogue
    subjects: list[Subject] = [("measure", m.name) for m in catalogue.measures]
    subjects += [("metric", m.id) for m in here.card.active]
    return subjects + [("dimension", d.name) for d in catalogue.dimensions]


def _called(here: State, subject: Subject) -> str:
    sort, name = subject
    if sort == "metric":
        return f"{here.card.metric(name).title} (as the card reads it)"
    return f"{name} (of the account)" if sort == "dimension" else name


def _comparison(here: State, place: int) -> Mapping[str, Any] | None:
    """One row: what, how, with what; None while the value is not given."""
    what, how, value = st.columns([5, 3, 4], gap="small", vertical_alignment="bottom")
    subject = what.selectbox(
        "What",
        _subjects(here),
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
    held = here.card.metric(name) if sort == "metric" else None
    if held is not None and held.transform.name != "level":
        return None
    measure = here.data.catalogue.measure(held.measure if held else name)
    return measure.labels if measure is not None and measure.reads == "text" else None


def _likely(here: State, subject: Subject) -> tuple[str, float]:
    """A test and a number to start from: the bad end of the values."""
    sort, name = subject
    if sort == "metric":
        metric = here.card.metric(name)
        low, high = metric_range(here.data, metric)
        rule = metric.normaliser
    else:
        guess = guess_metric(here.data, name)
        low, high = 0.0, 1.0
        rule = guess.metric.normaliser if guess else Linear(kind="linear", worst=low, best=high)
    if isinstance(rule, Linear):
        return "at_least" if rule.worst > rule.best else "at_most", rule.worst
    return "at_most", float(f"{low:.2g}")


def _raw(
    here: State, section: Section, label: str, when: Mapping[str, Any], number: float
) -> dict[str, Any]:
    taken = [f.id for f in facts_of(here.card, section)]
    names = "_".join(str(v) for v in list(when.values())[:1] if isinstance(v, str))
    field = "cap" if section == "red_flags" else "points"
    named = {"label": label} if label else {}
    return {"id": id_for(label or names or field, taken), **named, "when": when, field: number}


def _trial(here: State, section: Section, raw: dict[str, Any]) -> Card | None:
    """The card with it, and whom it would hit in words; None, and why, if it cannot stand."""
    try:
        card = with_new_fact(here.card, section, raw)
    except CardError as error:
        st.markdown(f":red[:material/error: {plain(in_one_sentence(error))}.]")
        return None
    fact = facts_of(card, section)[-1]
    sort = "flag" if section == "red_flags" else "bonus"
    hit = hits(here.data, card, here.as_of).get(f"{sort} {fact.id}")
    if hit is None:
        st.caption("The card does not fit these data as it stands.")
        return card
    catalogue = here.data.catalogue
    said = f"{fact.when.in_words()}: would hold for {count(hit.accounts)} accounts"
    said += f", {money(hit.arr, catalogue.currency)}" if catalogue.has_arr else ""
    said += f"; would cap {count(hit.bites)}." if sort == "flag" else "."
    st.caption(plain(said))
    return card
