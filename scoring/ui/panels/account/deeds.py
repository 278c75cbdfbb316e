"""Interventions: what was done for an account, by which playbook, and what came of it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Final

import streamlit as st

from scoring.limits.writing import TYPED_DEED
from scoring.spec.records import Intervention
from scoring.ui.bound import chosen, plain
from scoring.ui.panels.account.written import (
    MOST_IN_NAME,
    SHOWN,
    author_field,
    author_in,
    closed,
    older,
    remove_button,
    removed_line,
    signed_by,
)
from scoring.ui.records import book_name, store_of
from scoring.ui.state import State, attempt

_OUTCOMES: Final = ("open", "helped", "did not help")
_LONGEST: Final = TYPED_DEED.now


def deeds(here: State, name: str) -> None:
    """What was done for the account with this id."""
    store, book = store_of(here), book_name(here)
    own = [k for k in store.interventions(book) if k.record.account == name]
    own.sort(key=lambda k: (k.record.on, k.id), reverse=True)
    st.markdown("### Interventions")
    if not own:
        st.caption("Nothing is written down yet.")
    for one in own[:SHOWN]:
        _deed(here, name, one.id, one.record)
    older(own, "deeds-older", lambda deed: _old(here, deed))
    removed_line(
        _removed_key(name), "Entry removed.", lambda n: store.restore_intervention(book, n)
    )
    if not closed(here):
        _form(here, name)


def _old(here: State, deed: Intervention) -> None:
    st.markdown(plain(deed.what))
    st.caption(plain(f"{_signed(here, deed)} · {deed.outcome}"))


def _removed_key(name: str) -> str:
    return f"deed-removed-{name}"


def _signed(here: State, deed: Intervention) -> str:
    played = _titles(here).get(deed.playbook, deed.playbook)
    return signed_by(deed.author, deed.on) + (f" · {played}" if played else "")


def _titles(here: State) -> dict[str, str]:
    return {key: playbook.title for key, playbook in here.card.playbooks.items()}


def _deed(here: State, name: str, number: int, deed: Intervention) -> None:
    key = f"deed-outcome-{number}"
    with st.container(horizontal=True, vertical_alignment="top", key=f"deed-{number}"):
        with st.container(gap=None):
            st.markdown(plain(deed.what))
            st.caption(plain(_signed(here, deed)))
        st.selectbox(
            "What came of it",
            _OUTCOMES,
            **chosen(key, deed.outcome, _OUTCOMES),
            on_change=partial(_close, here, number, key),
            label_visibility="collapsed",
            disabled=closed(here),
            width=150,
        )
        if not closed(here):
            remove = partial(store_of(here).remove_intervention, book_name(here))
            remove_button(f"deed-remove-{number}", _removed_key(name), number, remove)


def _form(here: State, name: str) -> None:
    books = ["", *_titles(here)]
    with st.form("deed-form", border=True):
        st.text_input(
            "What was done",
            key=f"deed-what-{name}",
            max_chars=_LONGEST,
            placeholder="A call with the sponsor, a training, a discount",
        )
        left, middle, right = st.columns(3)
        left.selectbox(
            "Playbook",
            books,
            key="deed-playbook",
            format_func=lambda key: _titles(here).get(key, "none"),
        )
        middle.date_input("On", key="deed-on", value="today", format="YYYY-MM-DD")
        with right:
            author_field("deed-author")
        st.form_submit_button("Log it", key="deed-add", on_click=partial(_add, here, name))


def _add(here: State, name: str) -> None:
    key = f"deed-what-{name}"
    said = Intervention(
        account=name,
        what=str(st.session_state.get(key, "")).strip(),
        author=author_in("deed-author")[:MOST_IN_NAME],
        on=st.session_state.get("deed-on") or dt.date.today(),
        playbook=str(st.session_state.get("deed-playbook") or ""),
    )

    def kept() -> None:
        store_of(here).log_intervention(book_name(here), said)
        st.session_state[key] = ""

    attempt(kept)


def _close(here: State, number: int, key: str) -> None:
    outcome = st.session_state[key]
    if outcome in _OUTCOMES:
        attempt(lambda: store_of(here).close_intervention(book_name(here), number, outcome))
