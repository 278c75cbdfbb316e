"""Notes about an account: the newest first, one is added, one is removed and had back."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from scoring.spec.records import Note
from scoring.ui.bound import plain
from scoring.ui.panels.account.written import (
    SHOWN,
    author_field,
    author_in,
    closed,
    older,
    remove_button,
    removed_line,
    signed_by,
    text_field,
)
from scoring.ui.records import book_name, store_of
from scoring.ui.state import State, attempt


def notes(here: State, name: str) -> None:
    """The notes about the account with this id."""
    store, book = store_of(here), book_name(here)
    own = [k for k in reversed(store.notes(book)) if k.record.account == name]
    st.markdown("### Notes")
    if not own:
        st.caption("None yet.")
    for one in own[:SHOWN]:
        _note(here, name, one.id, one.record)
    older(own, "notes-older", _said)
    removed_line(
        _removed_key(name), "Note removed.", lambda number: store.restore_note(book, number)
    )
    if not closed(here):
        _form(here, name)


def _said(note: Note) -> None:
    st.markdown(plain(note.text))
    st.caption(plain(signed_by(note.author, note.on)))


def _removed_key(name: str) -> str:
    return f"note-removed-{name}"


def _note(here: State, name: str, number: int, note: Note) -> None:
    with st.container(horizontal=True, vertical_alignment="top", key=f"note-{number}"):
        with st.container(gap=None):
            _said(note)
        if not closed(here):
            remove = partial(store_of(here).remove_note, book_name(here))
            remove_button(f"note-remove-{number}", _removed_key(name), number, remove)


def _form(here: State, name: str) -> None:
    with st.form("note-form", border=True):
        text_field("New note", f"note-text-{name}", "What the next one should know")
        author_field("note-author")
        st.form_submit_button("Add note", key="note-add", on_click=partial(_add, here, name))


def _add(here: State, name: str) -> None:
    key = f"note-text-{name}"
    text, author = str(st.session_state.get(key, "")).strip(), author_in("note-author")

    def kept() -> None:
        note = Note(name, text, author, dt.date.today())
        store_of(here).add_note(book_name(here), note)
        st.session_state[key] = ""

    attempt(kept)
