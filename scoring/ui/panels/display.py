"""How scores are shown, and when the data do not suffice for one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from scoring.spec.edit_layers import with_display, with_grade, with_rules
from scoring.spec.glossary import meaning
from scoring.spec.scale import grades_of
from scoring.ui.bound import bind, held
from scoring.ui.slider import Slider, card_slider
from scoring.ui.state import State, attempt

_SCALES: Final = {"percent": "0 to 100", "ten": "1 to 10", "grade": "A to F"}


def display(here: State) -> None:
    """The scale, the letters of a grade card, the coverage that is asked for, the tenure."""
    box = st.expander("Scale and rules", key="display", on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        _scale(here)
        if here.draft.display == "grade":
            _grades(here)
        _coverage(here)
        _tenure(here)


def _scale(here: State) -> None:
    def picked() -> None:
        scale = st.session_state["shown-as"]
        attempt(lambda: here.change(with_display(here.card, scale)))

    st.segmented_control(
        "Scores are shown from",
        list(_SCALES),
        key=bind("shown-as", here.card.display),
        default=here.card.display,
        format_func=_SCALES.__getitem__,
        on_change=picked,
        required=True,
        help="The score itself stays from 0 to 100; the cuts are carried over to the new scale.",
    )


def _grades(here: State) -> None:
    grades = list(grades_of(here.card).items())[:-1]
    for column, (letter, start) in zip(st.columns(len(grades)), grades, strict=True):
        key = f"grade-{letter}"

        def typed(letter: str = letter, key: str = key) -> None:
            floor = st.session_state[key]
            if floor is not None:
                attempt(lambda: here.change(with_grade(here.card, letter, float(floor))))

        column.number_input(
            f"{letter} from",
            min_value=0.0,
            max_value=100.0,
            step=1.0,
            format="%g",
            **held(key, float(start)),
            on_change=typed,
        )


def _coverage(here: State) -> None:
    shown = Slider(
        "Least coverage for a score",
        "min-coverage",
        (round(here.card.rules.min_coverage * 100.0, 6),),
        0.0,
        100.0,
        5.0,
        unit="%",
        help=f"{meaning('Coverage')} An account below it is Not scored: it is counted and shown,"
        " and looking back it counts as not caught.",
    )
    card_slider(here, shown, lambda n: with_rules(here.draft, min_coverage=n / 100.0))


def _tenure(here: State) -> None:
    def typed() -> None:
        months = st.session_state["min-tenure"]
        if months is not None:
            attempt(lambda: here.change(with_rules(here.card, min_tenure_months=int(months))))

    st.number_input(
        "Months as a customer before a score",
        min_value=0,
        max_value=120,
        step=1,
        **held("min-tenure", int(here.card.rules.min_tenure_months)),
        on_change=typed,
        help="A younger account is Onboarding, unless a variant speaks for it.",
    )
