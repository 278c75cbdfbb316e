"""Saving keeps the card as a version, with a name, a note and an author, and compares with it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from scoring.errors import CardError, CommandError
from scoring.limits.writing import TYPED_NAME
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.write import card_yaml
from scoring.ui.bound import bind
from scoring.ui.panels.account.written import author_field, author_in, closed, text_field
from scoring.ui.records import store_of, where_kept
from scoring.ui.state import State, attempt

MOST_IN_NAME: Final = TYPED_NAME.now
_BOX: Final = "card-save"
_NAME, _NOTE, _AUTHOR = "version-name", "version-note", "version-author"


def saving(here: State) -> None:
    """The button, and behind it what a version is given."""
    box = st.popover("Save", icon=":material/bookmark:", key=_BOX, on_change="rerun")
    if not box.open:
        return
    with box:
        _forget_name(here)
        st.text_input(
            "Name",
            key=bind(_NAME, st.session_state.get(_NAME, here.card.name)),
            max_chars=MOST_IN_NAME,
            help="Another name begins a card of its own; the versions of this one stay.",
        )
        text_field("Note", _NOTE, "What it is for, what was agreed")
        author_field(_AUTHOR)
        st.button(
            "Save version",
            key="version-save",
            type="primary",
            icon=":material/bookmark_added:",
            on_click=lambda: attempt(lambda: _save(here)),
        )
        st.caption(f"Tiles compare with it from now on. {where_kept(here)}")


def _forget_name(here: State) -> None:
    """A name that was typed for one card is none for another that was opened since."""
    if st.session_state.get("version-of") != here.card.name:
        st.session_state["version-of"] = here.card.name
        st.session_state[_NAME] = here.card.name


def _save(here: State) -> None:
    name = str(st.session_state.get(_NAME, "")).strip()
    if not name:
        raise CommandError("a saved card needs a name", fix="type one and save again")
    named = here.card if name == here.card.name else _renamed(here.card, name)
    note = str(st.session_state.get(_NOTE, "")).strip()
    if not closed(here):
        _keep(here, named, note, author_in(_AUTHOR))
    here.change(named)
    here.saved = here.card
    st.session_state[_NOTE], st.session_state[_BOX] = "", False


def _keep(here: State, card: Card, note: str, author: str) -> None:
    """A version that says nothing new is not kept twice."""
    store = store_of(here)
    newest = next((v for v in store.cards() if v.name == card.name), None)
    if newest is None or newest.digest != card.digest or note:
        store.save_card(card.name, card_yaml(card), note, author)


def _renamed(card: Card, name: str) -> Card:
    """The card under another name. Raises CommandError if no card can be called so."""
    try:
        return parse_card(card_yaml(card.model_copy(update={"name": name})))
    except CardError as error:
        raise CommandError(error.findings[0].problem, fix="choose another name") from None
