"""Two sides are chosen, each a card and a month; what cannot be compared is said in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import streamlit as st

from scoring.errors import errors_among
from scoring.spec.model import Card
from scoring.ui.bound import chosen, plain
from scoring.ui.panels.comparing.choices import Choice, card_of, choices
from scoring.ui.state import State
from scoring.values import Month
from scoring.workbench.checking import check_against
from scoring.workbench.sides import SIDES
from scoring.workbench.two_cards import Side, TwoCards, two_cards

Which = Literal["before", "after"]
_USUAL = ""


def asked(here: State) -> TwoCards | None:
    """The choices, and what they say; words and None where there is nothing to compare."""
    offered = choices(here)
    left, middle, right = st.columns([10, 1, 10], vertical_alignment="bottom", gap="small")
    cards = {
        which: _card(here, which, getattr(here.compared, which)) for which in ("before", "after")
    }
    same = cards["before"].digest == cards["after"].digest
    months = here.data.book.frame.months
    with left:
        one = _side(here, "before", "Before", offered, _month_before(here, months, same))
    with middle:
        st.button(
            ":material/swap_horiz:",
            key="compare-swap",
            help="Swap the sides",
            type="tertiary",
            on_click=_swap,
            args=(here,),
        )
    with right:
        other = _side(
            here, "after", "After", offered, _month(here.compared.month_after, months) or here.as_of
        )
    sides = Side(one[0], cards["before"], one[1]), Side(other[0], cards["after"], other[1])
    fit = [_fits(here, side) for side in sides]  # each says for itself what it lacks
    if not all(fit):
        return None
    found = two_cards(here.data, *sides, here.filter)
    if not found.same:
        return found
    st.info("Both sides are the same card at the same month. Choose another card or month.")
    return None


def _swap(here: State) -> None:
    here.compared = here.compared.swapped


def _card(here: State, which: Which, key: str) -> Card:
    """The card that was chosen; the usual one where it is not there any more, which is said."""
    found = card_of(here, key)
    if found is None:
        st.warning(
            "A card that was chosen here is not there any more: it was removed, or was brought in"
            " another visit. The usual one stands in its place.",
            icon=":material/info:",
        )
        here.compared = replace(here.compared, **{which: getattr(SIDES, which)})
        found = here.saved if which == "before" else here.card
    return found


def _month(text: str, months: tuple[Month, ...]) -> Month | None:
    return next((m for m in months if str(m) == text), None)


def _month_before(here: State, months: tuple[Month, ...], same: bool) -> Month:
    """The month of the first side; where both cards are the same, the month before by itself."""
    named = _month(here.compared.month_before, months)
    if named is not None or not same:
        return named or here.as_of
    after = _month(here.compared.month_after, months) or here.as_of
    earlier = [m for m in months if m < after]
    return earlier[-1] if earlier else after


def _side(
    here: State, which: Which, title: str, found: list[Choice], month: Month
) -> tuple[str, Month]:
    """The two choices of a side; what it is called, and its month."""
    keys, labels = [c.key for c in found], {c.key: c.label for c in found}
    key = getattr(here.compared, which)
    if key not in keys:
        keys, labels = [key, *keys], {key: key, **labels}
    months = [str(m) for m in reversed(here.data.book.frame.months)]

    def picked() -> None:
        pick = st.session_state[f"compare-{which}"]
        if pick in keys:
            here.compared = replace(here.compared, **{which: pick})

    def dated() -> None:
        pick = st.session_state[f"compare-month-{which}"]
        if pick in months:
            here.compared = replace(here.compared, **{f"month_{which}": pick})

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            title, keys, **chosen(f"compare-{which}", key, keys), width="stretch",
            format_func=lambda k: labels.get(k, k), on_change=picked,
        )  # fmt: skip
        st.selectbox(
            "Month", months, **chosen(f"compare-month-{which}", str(month), months), width=120,
            on_change=dated,
        )  # fmt: skip
    return labels[key], month


def _fits(here: State, side: Side) -> bool:
    """Whether a side's card can score these data; which measures are missing is said."""
    faults = errors_among(check_against(side.card, here.data))
    if faults:
        st.error(
            plain(f"'{side.name}' does not fit these data. Choose another card, or data with:"),
            icon=":material/error:",
        )
    for fault in faults[:12]:
        st.caption(plain(fault.as_text()))
    return not faults
