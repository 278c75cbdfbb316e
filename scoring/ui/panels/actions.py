"""The lines of a points card: what an account earns or loses each time that something happens."""

from __future__ import annotations

from typing import Any

import streamlit as st

from scoring.kinds.naming import spoken
from scoring.limits.writing import TYPED_NAME
from scoring.output.figures import count, money
from scoring.spec.edit_layers import (
    with_action,
    with_ends,
    with_new_action,
    without_action,
)
from scoring.spec.edit_metrics import id_for
from scoring.spec.parts import Action
from scoring.ui.bound import held, plain
from scoring.ui.slider import Slider, card_slider
from scoring.ui.state import State, attempt
from scoring.workbench import Hits, hits

_FURTHEST = 25.0


def actions(here: State) -> None:
    """One row an action, a way to add one, and the two ends of the scale."""
    found = hits(here.data, here.card, here.as_of)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown("## Points for actions", width="content")
        if st.button("Add action", key="add-action", icon=":material/add:", type="tertiary"):
            add_action(here)
    with st.container(gap="xsmall"):
        for action in here.card.actions:
            with st.container(key=f"metric-{action.id}", gap=None):
                _row(here, action)
                st.caption(plain(_said(here, action, found.get(f"action {action.id}"))))
                _rule(here, action)
    _ends(here)


def _change(here: State, action: Action, **changes: Any) -> None:
    attempt(lambda: here.change(with_action(here.card, action.id, **changes)))


def _row(here: State, action: Action) -> None:
    on, key = f"action-on-{action.id}", f"action-{action.id}"
    furthest = max(_FURTHEST, abs(action.points))

    def switched() -> None:
        _change(here, action, enabled=bool(st.session_state[on]))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.toggle(
            f"Use {plain(action.title)}",
            **held(on, action.enabled),
            on_change=switched,
            label_visibility="collapsed",
            width="content",
        )
        shown = Slider(
            action.title,
            key,
            (float(action.points),),
            -furthest,
            furthest,
            0.5,
            disabled=not action.enabled,
            help=action.about,
        )
        card_slider(here, shown, lambda n: with_action(here.draft, action.id, points=n))


def _said(here: State, action: Action, hit: Hits | None) -> str:
    """What is counted, and at how many accounts it happened."""
    if action.when is not None:
        what = f"If {action.when.in_words()}"
    else:
        what = f"Each of {spoken(action.measure or '')}"
        what += "" if action.transform.name == "level" else f", {action.transform.in_words()}"
    what += "" if action.at_most is None else f", at most {action.at_most:g}"
    if hit is None:
        return f"{what}. {'Switched off.' if not action.enabled else ''}"
    arr = money(hit.arr, here.data.catalogue.currency) if here.data.catalogue.has_arr else ""
    return f"{what}. Happened at {count(hit.accounts)} accounts{f', {arr}' if arr else ''}."


def _rule(here: State, action: Action) -> None:
    box = st.expander("How it counts", key=f"rule-{action.id}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        left, right = st.columns(2, gap="small")
        with left:
            _label(here, action)
        with right:
            _at_most(here, action)
        st.button(
            "Remove",
            key=f"remove-action-{action.id}",
            icon=":material/delete:",
            type="tertiary",
            on_click=attempt,
            args=(lambda: here.change(without_action(here.card, action.id)),),
        )


def _label(here: State, action: Action) -> None:
    key = f"label-action-{action.id}"

    def typed() -> None:
        _change(here, action, label=str(st.session_state[key]).strip() or None)

    st.text_input("Name", **held(key, action.title), max_chars=TYPED_NAME.now, on_change=typed)


def _at_most(here: State, action: Action) -> None:
    key = f"most-action-{action.id}"

    def typed() -> None:
        _change(here, action, at_most=st.session_state[key])

    st.number_input(
        "Counts at most",
        min_value=0.0,
        max_value=1e6,
        step=1.0,
        format="%g",
        **held(key, action.at_most),
        placeholder="any number of times",
        on_change=typed,
    )


def _ends(here: State) -> None:
    st.markdown("### From points to a score")
    floor, ceiling = here.card.ends
    fields = {"base": ("Everyone begins with", here.card.base), "floor": ("Score 0 at", floor)}
    fields["ceiling"] = ("Score 100 at", ceiling)

    def typed() -> None:
        values = [st.session_state[f"ends-{name}"] for name in fields]
        if None not in values:
            base, low, high = map(float, values)
            attempt(lambda: here.change(with_ends(here.card, base, low, high)))

    for column, (name, (label, value)) in zip(st.columns(3), fields.items(), strict=True):
        column.number_input(
            label,
            step=1.0,
            format="%g",
            **held(f"ends-{name}", float(value)),
            on_change=typed,
        )


@st.dialog("Add an action", width="medium")
def add_action(here: State) -> None:
    """Choose a count of the loaded data and how many points each is worth."""
    names = [m.name for m in here.data.catalogue.measures if m.reads == "number"]
    if not names:
        st.info("These data hold no numbers that could be counted.")
        return
    measure = st.selectbox("Each of", names, key="new-action", help="Type to search.")
    points = st.slider("Points each", -25.0, 25.0, 1.0, 0.5, format="%g", key="new-action-points")
    made = Action(id=id_for(measure, []), measure=measure, points=points)
    trial = with_new_action(here.card, made)
    hit = hits(here.data, trial, here.as_of).get(f"action {trial.actions[-1].id}")
    if hit is not None:
        st.caption(f"Happened at {count(hit.accounts)} accounts this month.")
    if st.button(
        "Add to the card",
        key="add-action-now",
        type="primary",
        disabled=points == 0,
        on_click=here.change,
        args=(trial,),
    ):
        st.rerun()
