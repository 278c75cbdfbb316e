"""Add a metric: choose one of the loaded measures, see what it would be, put it on the card."""

from __future__ import annotations

import streamlit as st

from scoring.spec.edit_metrics import with_new_metric
from scoring.ui.bound import plain
from scoring.ui.panels.spread import spread
from scoring.ui.state import State, attempt
from scoring.workbench import Guess, guess_metric

_CHOICE = "new-measure"


@st.dialog("Add a metric", width="medium")
def add_metric(here: State) -> None:
    """The loaded measures, those not on the card first, and the guess for the chosen one."""
    used = {m.measure for m in here.draft.metrics}
    names = [m.name for m in here.data.catalogue.measures]
    measure = st.selectbox(
        "Measure",
        sorted(names, key=lambda name: name in used),
        key=_CHOICE,
        format_func=lambda name: f"{name} (on the card already)" if name in used else name,
        help="Type to search. These are the measures of the loaded data.",
    )
    guess = _guess(here, measure) if measure else None
    if guess is None:
        st.info("It holds no two different values, so it cannot tell accounts apart.")
    else:
        st.markdown(plain(_in_words(here, guess)))
        spread(here, guess.metric, "new-metric-spread")
        st.caption("Grey: customers kept. Purple: customers lost. All of it can be changed later.")
    if st.button(
        "Add to the card",
        key="add-metric-now",
        type="primary",
        on_click=_added,
        args=(here,),
        disabled=guess is None,
    ):
        st.rerun()


def _guess(here: State, measure: str) -> Guess | None:
    return guess_metric(here.data, measure, [m.id for m in here.draft.metrics])


def _added(here: State) -> None:
    guess = _guess(here, st.session_state[_CHOICE])
    if guess is not None:
        metric, keep, locked = guess.metric, here.keep_total, here.locked
        attempt(
            lambda: here.revise(with_new_metric(here.draft, metric, keep_total=keep, locked=locked))
        )


def _in_words(here: State, guess: Guess) -> str:
    """The guess and its reason as sentences."""
    measure = here.data.catalogue.measure(guess.metric.measure)
    filled = f" {measure.filled:.0%} of the rows have a value." if measure else ""
    return f"{guess.metric.normaliser.in_words().capitalize()}. {guess.metric.about}{filled}"
