"""The accounts looked at get a variant of the card in one step, and what it does stands beside."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scoring.errors import CardError, in_one_sentence
from scoring.output.figures import count, share
from scoring.output.headline import calls, caught
from scoring.spec.model import Card
from scoring.spec.variants import without_variant
from scoring.tune.segments import OWN
from scoring.ui.bound import plain
from scoring.ui.panels.board import picked_row
from scoring.ui.state import State
from scoring.views.bands import total
from scoring.workbench import Picture
from scoring.workbench.own_variant import Anchors, OwnVariant, Side, own_variant, side, variant_of

_TABLE = "segments-sides"


def own_card(here: State, seen: Picture) -> None:
    """The variant that these accounts have, or the one that is suggested for them."""
    st.markdown("## A card variant of its own")
    if here.card.kind == "points":
        st.caption("A points card adds up what happened, the same for all: it has no variants.")
        return
    if not here.filter:
        st.caption("Choose a segment above, or accounts in the side bar, to give them one.")
        return
    try:
        position = variant_of(here.card, here.filter)
        if position is None:
            _suggested(here, own_variant(here.data, here.card, here.as_of, here.filter))
        else:
            _given(here, position)
    except CardError as error:
        st.info(plain(in_one_sentence(error)))
        return
    _weights(seen)


def _suggested(here: State, found: OwnVariant) -> None:
    st.caption(
        "Suggested: the weights of the card, and anchors between the 10th and 90th percentile"
        " of these accounts today. Who was lost plays no part in it."
    )
    fitted = [one for one in found.anchors if one.own is not None]
    if not fitted:
        st.info("No metric gets other anchors: the variant would begin as the card itself.")
    picked_row(pd.DataFrame([_anchor_row(one) for one in found.anchors]), "segments-anchors")
    _sides(here, side(here.data, found.card, here.as_of, here.filter, here.asked), here.card)
    if found.reached < found.accounts:
        others = count(found.accounts - found.reached)
        st.caption(
            f"{others} of {count(found.accounts)} accounts match an earlier variant and stay with"
            " it; on the Workbench this one can be tried earlier."
        )

    def give() -> None:
        here.change(found.card)
        here.variant = found.name

    st.button(
        "Give this segment its own card variant",
        key="segments-give",
        icon=":material/add:",
        type="primary",
        on_click=give,
    )


def _anchor_row(one: Anchors) -> dict[str, Any]:
    own = one.own.in_words() if one.own else f"as on the card: {one.why}"
    return {
        "Metric": one.metric.title,
        "n": one.values,
        "On the card": one.metric.normaliser.in_words(),
        "Of its own": own,
    }


def _given(here: State, position: int) -> None:
    variant = here.card.variants[position]
    changed = ", ".join(here.card.metric(name).title for name in variant.metrics)
    words = f"Other than on the card: {changed}." if changed else "It is like the card itself."
    st.caption(plain(f"These accounts have the variant {variant.name}. {words}"))
    before = without_variant(here.card, position)
    now = side(here.data, here.card, here.as_of, here.filter, here.asked)
    _sides(here, now, before)

    def edit() -> None:
        here.variant = variant.name

    with st.container(horizontal=True, vertical_alignment="center", key="segments-given"):
        if st.button(
            "Edit its weights and cuts",
            key="segments-edit",
            icon=":material/tune:",
            on_click=edit,
            help="Opens the Workbench with this variant chosen.",
        ):
            st.switch_page("pages/workbench.py")
        st.button(
            "Undo",
            key="segments-undo",
            icon=":material/undo:",
            type="tertiary",
            on_click=here.undo,
            disabled=not here.past,
            help="Go back one change of the card",
        )


def _sides(here: State, after: Side, before: Card) -> None:
    """The bands and the look back of these accounts without the variant and with it."""
    without = side(here.data, before, here.as_of, here.filter, here.asked)
    columns = {"Without": _column(without), "With it": _column(after)}
    names = list(dict.fromkeys([*columns["Without"], *columns["With it"]]))
    rows = [
        {"These accounts": name, **{k: column.get(name, "–") for k, column in columns.items()}}
        for name in names
    ]
    picked_row(pd.DataFrame(rows), _TABLE)


def _column(one: Side) -> dict[str, str]:
    whole = total(one.shares)[0]
    found = {s.name: f"{count(s.accounts)} · {share(s.accounts, whole)}" for s in one.shares}
    for tile in (caught(one.trial), calls(one.trial)):
        found[tile.label] = f"{tile.value} · {tile.note}"
    return found


def _weights(seen: Picture) -> None:
    """From how many losses on weights can be learnt from the data, and how many there are."""
    lost = seen.trial.counts.accounts
    accounts = "1 lost account" if lost == 1 else f"{count(lost)} lost accounts"
    if lost < OWN:
        words = f"Weights of its own from data take {OWN} lost accounts; here are"
        st.caption(f"{words} {accounts}. By hand they can be set on the Workbench.")
    else:
        words = "enough to learn weights of its own from data"
        st.caption(f"{accounts} here: {words} ({OWN} are needed).")
