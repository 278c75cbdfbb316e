"""Notes about an account: the newest first, one is added, one is removed and had back."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Final

import streamlit as st

from scoring.spec.records import Note
from scoring.ui.bound import plain
from scoring.ui.panels.account.written import (
    author_field,
    author_in,
    closed,
    removed_line,
    signed_by,
    text_field,
)
from scoring.ui.records import book_name, store_of
from scoring.ui.state import State, attempt

_SHOWN: Final = 10
_MOST: Final = 100


def notes(here: State, name: str) -> None:
    """The notes about the account with this id."""
    store, book = store_of(here), book_name(here)
    own = [k for k in reversed(store.notes(book)) if k.record.account == name]
    st.markdown("**Notes**")
    if not own:
        st.caption("None yet.")
    for one in own[:_SHOWN]:
        _note(here, name, one.id, one.record)
    if len(own) > _SHOWN:
        more = f"{min(len(own), _MOST) - _SHOWN} older" + (" ones" if len(own) > _MOST else "")
        with st.expander(more, key="notes-older", type="compact"):
            for one in own[_SHOWN:_MOST]:
                st.markdown(plain(one.record.text))
                st.caption(plain(signed_by(one.record.author, one.record.on)))
    removed_line(
        _removed_key(name), "Note removed.", lambda number: store.restore_note(book, number)
    )
    if not closed(here):
        _form(here, name)


def _removed_key(name: str) -> str:
    return f"note-removed-{name}"


def _note(here: State, name: str, number: int, note: Note) -> None:
    with st.container(horizontal=True, vertical_alignment="top", key=f"note-{number}"):
        with st.container(gap=None):
            st.markdown(plain(note.text))
            st.caption(plain(signed_by(note.author, note.on)))
        if not closed(here):
            st.button(
                "Remove",
                key=f"note-remove-{number}",
                icon=":material/close:",
                type="tertiary",
                on_click=partial(_remove, here, name, number),
            )


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


def _remove(here: State, name: str, number: int) -> None:
    def removed() -> None:
        store_of(here).remove_note(book_name(here), number)
        st.session_state[_removed_key(name)] = number

    attempt(removed)
