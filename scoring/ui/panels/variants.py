"""Variants: which one the sliders edit, whom each speaks for, in which order they are tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from scoring.errors import BellwetherError, CardError, in_one_sentence
from scoring.kinds.condition import Condition
from scoring.limits.writing import TYPED_NAME
from scoring.output.figures import count, money
from scoring.spec.model import UNMATCHED, Card
from scoring.spec.variants import (
    with_new_variant,
    with_variant,
    with_variant_moved,
    without_variant,
)
from scoring.ui.bound import bind, held, plain
from scoring.ui.panels.condition_form import begin, condition_form
from scoring.ui.state import State, attempt
from scoring.workbench import Size, check_against, variant_sizes

_ALL: Final = ""
_DONE: Final = "variant-added"


def variants(here: State) -> None:
    """The choice of what is edited, and under it the chosen variant's own settings."""
    if here.card.kind == "points":
        return
    names = [v.name for v in here.card.variants]
    with st.container(horizontal=True, vertical_alignment="bottom", key="variants"):
        if names:
            _choice(here, names)
        if st.button("Add variant", key="add-variant", icon=":material/add:", type="tertiary"):
            add_variant(here)
    if names:
        found = variant_sizes(here.data, here.card, here.as_of)
        _about(here, found)


def _choice(here: State, names: list[str]) -> None:
    def picked() -> None:
        here.variant = st.session_state["variant"] or _ALL

    st.segmented_control(
        "The sliders below set the card for",
        [_ALL, *names],
        key=bind("variant", here.variant if here.variant in names else _ALL),
        default=here.variant if here.variant in names else _ALL,
        format_func=lambda name: plain(name) if name else "Everyone else",
        on_change=picked,
        required=True,
    )


def _about(here: State, found: dict[str, Size]) -> None:
    """Whom the chosen card speaks for, and how to change that."""
    position = here.position
    size = found.get(here.variant if position != UNMATCHED else _ALL)
    said = "" if size is None else f"{_amount(here, size)}. "
    if position == UNMATCHED:
        st.caption(plain(f"{said}A variant that matches an account scores it instead."))
        return
    variant = here.card.variants[position]
    st.caption(
        plain(
            f"{said}For {variant.when.in_words()}. Weights, points, missing values and cuts set"
            " below count for these accounts alone; everything else is shared."
        )
    )
    with st.container(horizontal=True, gap="small", key="variant-line"):
        last = position == len(here.card.variants) - 1
        _button("Earlier", "arrow_back", lambda: _move(here, -1), position == 0)
        _button("Later", "arrow_forward", lambda: _move(here, 1), last)
        _button("Remove variant", "delete", lambda: _remove(here), False)
        with st.popover("Rename", type="tertiary", key="rename-variant"):
            _name(here, variant.name)


def _amount(here: State, size: Size) -> str:
    arr = money(size.arr, here.data.catalogue.currency) if here.data.catalogue.has_arr else ""
    return f"{count(size.accounts)} accounts{f', {arr}' if arr else ''}"


def _button(label: str, icon: str, act: Callable[[], None], disabled: bool) -> None:
    st.button(
        label,
        key=f"variant-{label.split()[0].lower()}",
        icon=f":material/{icon}:",
        type="tertiary",
        on_click=attempt,
        args=(act,),
        disabled=disabled,
    )


def _move(here: State, by: int) -> None:
    here.change(with_variant_moved(here.card, here.position, by))


def _remove(here: State) -> None:
    here.change(without_variant(here.card, here.position))


def _name(here: State, name: str) -> None:
    def typed() -> None:
        new = str(st.session_state["variant-name"]).strip()

        def rename() -> None:
            here.change(with_variant(here.card, here.position, name=new))
            here.variant = new

        attempt(rename)

    st.text_input("Name", **held("variant-name", name), max_chars=TYPED_NAME.now, on_change=typed)


def add_variant(here: State) -> None:
    """Open the dialog with one comparison."""
    begin()
    st.dialog("Add a variant", width="medium")(_dialog)(here)


def _dialog(here: State) -> None:
    if st.session_state.pop(_DONE, False):
        st.rerun()  # only a run of the whole page closes a dialog
    st.caption(
        "Other weights, points or cuts for some accounts, for instance while they are being"
        " onboarded. It begins as the card itself; the sliders then change it."
    )
    name = st.text_input("Name", key="new-variant-name", max_chars=TYPED_NAME.now).strip()
    when = condition_form(here, traits_first=True)
    trial = None if when is None else _trial(here, name or "Variant", when)
    st.button(
        "Add to the card",
        key="add-variant-now",
        type="primary",
        disabled=trial is None or not name,
        on_click=_added,
        args=(here, trial, name),
    )


def _added(here: State, trial: Card, name: str) -> None:
    here.change(trial)
    here.variant = name
    st.session_state[_DONE] = True


def _trial(here: State, name: str, when: dict[str, object]) -> Card | None:
    """The card with it, and for whom it would speak; None, and why, if it cannot stand."""
    try:
        card = with_new_variant(here.card, name, Condition.model_validate(when))
    except (CardError, BellwetherError) as error:
        st.markdown(f":red[:material/error: {plain(in_one_sentence(error))}.]")
        return None
    except ValueError:
        st.caption("Say what is compared with what.")
        return None
    if check_against(card, here.data):
        st.caption("The card does not fit these data as it stands.")
        return card
    size = variant_sizes(here.data, card, here.as_of).get(name)
    if size is not None:
        st.caption(f"Would speak for {plain(_amount(here, size))}.")
    return card
