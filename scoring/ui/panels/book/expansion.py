"""Who may be asked for more, by a rule that everybody can read and change."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from scoring.errors import BellwetherError, in_one_sentence
from scoring.kinds.condition import Condition
from scoring.output.figures import money
from scoring.ui.bound import plain
from scoring.ui.panels.condition_form import begin, condition_form
from scoring.ui.state import State
from scoring.views.portfolio import Standings
from scoring.workbench import Overview
from scoring.workbench.booking import (
    BOOKED,
    NO_RULE,
    Booked,
    ready_of,
    rule_fits,
    rule_of,
    rule_text,
)

_BEGUN = "rule-begun"
"""The rule from which the form began: with another in force it begins anew."""


def expansion(here: State, seen: Overview) -> Standings:
    """The rule in words and the way to change it; whom it lists, the lowest score first."""
    found = seen.standings.at(ready_of(here.data, here.card, seen, here.booked))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(_in_words(here)), width="content")
        with st.popover("Change the rule", icon=":material/edit:", type="tertiary", key="rule"):
            _form(here, seen)
        if here.booked != replace(BOOKED, margin=here.booked.margin):
            st.button(
                "Usual rule",
                key="rule-usual",
                type="tertiary",
                on_click=lambda: _use(here, BOOKED.rise, BOOKED.over, BOOKED.when),
            )
    return found


def _in_words(here: State) -> str:
    booked, when = here.booked, rule_of(here.data, here.card, here.booked)
    best = " or ".join(
        b.name
        for b, alarm in zip(here.card.bands, here.card.alarms, strict=True)
        if b.tone == here.card.bands[0].tone and not alarm
    )
    points, months = _many(booked.rise, "point"), _many(booked.over, "month")
    rose = f"up {points} or more in {months}"
    if when is not None:
        return f"{best}, {rose}, and {when.in_words()}."
    seats = "" if booked.when == NO_RULE else " These data hold no use of seats."
    return f"{best}, {rose}.{seats}"


def _many(number: float, noun: str) -> str:
    return f"{number:g} {noun}" if number == 1 else f"{number:g} {noun}s"


def _use(here: State, rise: float, over: int, when: str) -> None:
    here.booked = replace(here.booked, rise=rise, over=over, when=when)


def _form(here: State, seen: Overview) -> None:
    """In the best band, risen by so much, and a condition or none."""
    rule = rule_of(here.data, here.card, here.booked)
    usual = here.booked.rise, here.booked.over
    if st.session_state.get(_BEGUN) != (here.data_id, usual, rule):
        st.session_state[_BEGUN] = (here.data_id, usual, rule)
        st.session_state["rule-wants"] = rule is not None
        st.session_state["rule-rise"], st.session_state["rule-over"] = usual
        begin(rule)
    left, right = st.columns(2)
    rise = left.number_input(
        "Points risen, at least", 0.0, 100.0, usual[0], 0.5, format="%g", key="rule-rise"
    )
    over = right.number_input("in so many months", 1, 24, usual[1], key="rule-over")
    wants = st.toggle("And a condition holds", rule is not None, key="rule-wants")
    when = condition_form(here) if wants else {}
    tried = None if when is None else _tried(here, rise, over, when)
    if tried is not None:
        _told(here, seen, tried)
    st.button(
        "Use this rule",
        key="rule-use",
        type="primary",
        disabled=tried is None,
        on_click=lambda: _use(here, tried.rise, tried.over, tried.when) if tried else None,
    )


def _tried(here: State, rise: float, over: int, when: dict[str, object]) -> Booked | None:
    """The settings with this rule; None, and why, if it cannot stand."""
    try:
        text = rule_text(when) if when else NO_RULE
        tried = replace(here.booked, rise=rise, over=over, when=text).checked()
    except BellwetherError as error:
        st.markdown(f":red[:material/error: {plain(in_one_sentence(error))}.]")
        return None
    if when and not rule_fits(here.data, here.card, Condition.model_validate(when)):
        st.caption("The data do not hold what this condition compares.")
        return None
    return tried


def _told(here: State, seen: Overview, tried: Booked) -> None:
    found = seen.standings.at(ready_of(here.data, here.card, seen, tried))
    arr = float(found.arr[found.arr == found.arr].sum())
    currency = here.data.catalogue.currency
    worth = f", {money(arr, currency)}" if here.data.catalogue.has_arr else ""
    st.caption(plain(f"{_many(len(found), 'account')}{worth}."))
