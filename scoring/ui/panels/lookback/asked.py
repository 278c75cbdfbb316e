"""What is asked of the past: whom to look at, how early, over which months, by which rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import partial
from typing import Any, Final

import streamlit as st

from scoring.backtest.flag_rules import FLAG_RULES
from scoring.output.asked_words import asked_words
from scoring.ui.bound import chosen, held, plain
from scoring.ui.state import State, attempt
from scoring.workbench import USUAL, Picture

_STANDS: Final = "asked-stands"
_COHORTS: Final = {"auto": "As suits the data", "calendar": "Calendar", "renewal": "Renewals"}
_LABELS: Final = {"notice": "its notice, else its end", "end": "its end"}
_RULES: Final = {rule.name: rule.label for rule in FLAG_RULES}
_NUMBERS: Final = {
    "running": ("Red months in a row", 2, 12),
    "window": ("Looking back over months", 1, 12),
    "points": ("Points fallen at least", 1, 100),
    "over": ("Within months", 1, 11),
}


def asked(here: State, seen: Picture) -> None:
    """The settings in a row, and what they mean in two sentences."""
    question, cohort = seen.trial.question, seen.trial.clock.cohort
    now = cohort == "current"
    with st.container(key="asked"):
        columns = st.columns([3, 3, 3, 3, 2], vertical_alignment="bottom")
        with columns[0]:
            _cohort(here, idle=now)
        with columns[1]:
            _months(here, "lead", "Months left to act", question.lead, 12, idle=now)
        with columns[2]:
            label = "Losses within months"
            idle = cohort != "calendar"  # a renewal is its own window
            _months(here, "horizon", label, question.horizon, 12, least=1, idle=idle)
        with columns[3]:
            _rule(here, idle=now)
        with columns[4], st.popover("More", icon=":material/settings:", width="stretch"):
            _more(here, question.min_tenure)
    first, then = asked_words(seen.trial)
    st.caption(plain(f"{first} {then}"))
    st.session_state[_STANDS] = here.asked


def keep_step(here: State) -> None:
    """Draw the page anew where the question that stands on it is not the one that is asked.

    A browser that has a setting and a cut to tell at once lets one part of the page run for both.
    """
    if st.session_state.get(_STANDS) != here.asked:
        st.rerun()


def _take(here: State, **changes: Any) -> None:
    """Take settings on if they can be asked; else say why and keep the last ones."""

    def put() -> None:
        here.asked = replace(here.asked, **changes).checked()

    attempt(put)


def _pick(
    here: State,
    name: str,
    label: str,
    words: Mapping[str, str],
    help_: str,
    *,
    idle: bool = False,
) -> None:
    key, options = f"asked-{name}", list(words)

    def picked() -> None:
        if st.session_state[key] in words:
            _take(here, **{name: st.session_state[key]})

    st.selectbox(
        label,
        options,
        **chosen(key, getattr(here.asked, name), options),
        format_func=words.__getitem__,
        on_change=picked,
        help=help_,
        disabled=idle,
    )


def _cohort(here: State, *, idle: bool) -> None:
    help_ = (
        "Calendar looks at everybody in the same months; renewals look at each renewal and each"
        " loss some months before it. Precision differs a lot between the two, so they are never"
        " mixed."
    )
    _pick(here, "cohort", "Look back from", _COHORTS, help_, idle=idle)


def _months(
    here: State,
    name: str,
    label: str,
    now: int,
    most: int,
    *,
    least: int = 0,
    idle: bool = False,
) -> None:
    key = f"asked-{name}"
    st.slider(
        label,
        min_value=least,
        max_value=max(most, now),
        step=1,
        **held(key, now),
        on_change=lambda: _take(here, **{name: int(st.session_state[key])}),
        help={
            "lead": "A loss sooner after the look is too late to act on: counted, in no rate.",
            "horizon": "How many months after that a loss counts as one that was to be warned of.",
            "min_tenure": "A customer for fewer months is no case.",
        }[name],
        disabled=idle,
    )


def _rule(here: State, *, idle: bool) -> None:
    options = list(_RULES)

    def picked() -> None:
        if st.session_state["asked-rule"] in FLAG_RULES:
            _take(here, rule=FLAG_RULES[st.session_state["asked-rule"]]())

    st.selectbox(
        "A customer is flagged that",
        options,
        **chosen("asked-rule", here.asked.rule.name, options),
        format_func=_RULES.__getitem__,
        on_change=picked,
        help="Red is any band that flags. Every rule looks back over the same months for"
        " customers lost and kept.",
        disabled=idle,
    )


def _more(here: State, tenure: int) -> None:
    """The rarer settings."""
    for field in fields(here.asked.rule):
        _rule_number(here, field.name)
    _months(here, "min_tenure", "Customers for at least months", tenure, 24)
    _pick(here, "label", "A loss is dated by", _LABELS, "Notice is when it was known.")
    labels = sorted(here.data.book.frame.accounts.reasons.labels)
    if labels:
        kept = [reason for reason in here.asked.without if reason in labels]
        st.multiselect(
            "Set losses aside for",
            labels,
            **held_list("asked-without", kept),
            on_change=lambda: _take(here, without=tuple(st.session_state["asked-without"])),
            help="Such as companies that were bought. They stay in the usual figures.",
        )
    if here.asked != USUAL:
        st.button(
            "Back to the usual",
            icon=":material/undo:",
            on_click=lambda: setattr(here, "asked", USUAL),
        )


def held_list(key: str, value: list[str]) -> dict[str, Any]:
    """The same as `held` for a choice of several."""
    return {"key": held(key, value)["key"], "default": value}


def _rule_number(here: State, name: str) -> None:
    label, least, most = _NUMBERS[name]
    key = f"asked-rule-{name}"
    now = getattr(here.asked.rule, name)
    whole = isinstance(now, int)

    def moved() -> None:
        number = st.session_state[key]
        attempt(partial(_turned, here, name, int(number) if whole else float(number)))

    st.slider(
        label,
        min_value=least if whole else float(least),
        max_value=most if whole else float(most),
        step=1 if whole else 1.0,
        **held(key, now),
        on_change=moved,
    )


def _turned(here: State, name: str, number: float) -> None:
    here.asked = replace(here.asked, rule=replace(here.asked.rule, **{name: number}))
