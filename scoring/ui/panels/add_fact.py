"""Add a red flag or an adjustment: say when it holds, see at once whom it would hit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from scoring.errors import CardError, in_one_sentence
from scoring.limits.writing import TYPED_NAME
from scoring.output.figures import count, money
from scoring.spec.edit_facts import Section, facts_of, with_new_fact
from scoring.spec.edit_metrics import id_for
from scoring.spec.model import Card
from scoring.ui.bound import plain
from scoring.ui.panels.condition_form import begin, condition_form
from scoring.ui.state import State
from scoring.workbench import hits


def add_fact(here: State, section: Section) -> None:
    """Open the dialog with one comparison."""
    begin()
    title = "Add a red flag" if section == "red_flags" else "Add an adjustment"
    st.dialog(title, width="medium")(_dialog)(here, section)


def _dialog(here: State, section: Section) -> None:
    label = st.text_input(
        "Name", key="new-fact-label", max_chars=TYPED_NAME.now, placeholder="in its words"
    )
    when = condition_form(here)
    number = _number(section)
    trial = None
    if when is not None:
        raw = _raw(here, section, label.strip(), when, number)
        trial = _trial(here, section, raw)
    if st.button(
        "Add to the card",
        key="add-fact-now",
        type="primary",
        disabled=trial is None,
        on_click=lambda: here.revise(trial) if trial else None,
    ):
        st.rerun()


def _number(section: Section) -> float:
    if section == "red_flags":
        return st.slider(
            "The score is then no more than", 0.0, 100.0, 40.0, 1.0, format="%g", key="new-cap"
        )
    return st.slider("Points added or taken", -25.0, 25.0, -5.0, 0.5, format="%g", key="new-points")


def _raw(
    here: State, section: Section, label: str, when: Mapping[str, Any], number: float
) -> dict[str, Any]:
    taken = [f.id for f in facts_of(here.draft, section)]
    names = "_".join(str(v) for v in list(when.values())[:1] if isinstance(v, str))
    field = "cap" if section == "red_flags" else "points"
    named = {"label": label} if label else {}
    return {"id": id_for(label or names or field, taken), **named, "when": when, field: number}


def _trial(here: State, section: Section, raw: dict[str, Any]) -> Card | None:
    """The card with it, and whom it would hit in words; None, and why, if it cannot stand."""
    try:
        card = with_new_fact(here.draft, section, raw)
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
