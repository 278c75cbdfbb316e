"""Who writes gives a name once a visit, and what is removed can be had back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import streamlit as st

from scoring.limits.showing import RECORDS_SHOWN
from scoring.limits.writing import TYPED_NAME
from scoring.spec.records import MOST_WORDS
from scoring.store import Kept
from scoring.ui.bound import bind
from scoring.ui.records import store_of
from scoring.ui.state import State, attempt

MOST_IN_NAME: Final = TYPED_NAME.now
SHOWN: Final = 10
"""So many of a list stand open."""
_MOST: Final = RECORDS_SHOWN.now
_AUTHOR: Final = "written-by"

Written = TypeVar("Written")


def author_field(key: str) -> None:
    """A field for the name under what is written; it knows the one that was typed last."""
    st.text_input(
        "Your name",
        key=bind(key, st.session_state.get(key) or st.session_state.get(_AUTHOR, "")),
        max_chars=MOST_IN_NAME,
        placeholder="Who writes this",
    )


def author_in(key: str) -> str:
    """The name that was typed, remembered for the visit."""
    name = str(st.session_state.get(key, "")).strip()
    if name:
        st.session_state[_AUTHOR] = name
    return name


def text_field(label: str, key: str, placeholder: str, help_text: str | None = None) -> None:
    """A field for some sentences."""
    st.text_area(
        label,
        key=key,
        max_chars=MOST_WORDS,
        height=80,
        placeholder=placeholder,
        help=help_text,
    )


def day_words(day: dt.date) -> str:
    """For instance: 1 Oct 2026."""
    return f"{day.day} {day:%b %Y}"


def signed_by(author: str, day: dt.date) -> str:
    """For instance: Dana, 1 Oct 2026."""
    return f"{author}, {day_words(day)}" if author else day_words(day)


def closed(here: State) -> bool:
    """Whether nothing can be written down."""
    return store_of(here).read_only is not None


def older(own: Sequence[Kept[Written]], key: str, line: Callable[[Written], None]) -> None:
    """What is older than the newest few, in a fold: a line for each, of a hundred in all."""
    if len(own) <= SHOWN:
        return
    words = f"{min(len(own), _MOST) - SHOWN} older" + (" ones" if len(own) > _MOST else "")
    with st.expander(words, key=key, type="compact"):
        for one in own[SHOWN:_MOST]:
            line(one.record)


def remove_button(key: str, removed_key: str, number: int, remove: Callable[[int], None]) -> None:
    """A button that removes what is written; `removed_line` has it back."""

    def removed() -> None:
        remove(number)
        st.session_state[removed_key] = number

    st.button(
        "Remove",
        key=key,
        icon=":material/close:",
        type="tertiary",
        on_click=lambda: attempt(removed),
    )


def removed_line(key: str, words: str, restore: Callable[[int], None]) -> None:
    """What was removed last, and the way to have it back."""
    if key not in st.session_state:
        return

    def undone() -> None:
        attempt(lambda: restore(int(st.session_state.pop(key))))

    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words)
        st.button("Undo", key=f"{key}-undo", icon=":material/undo:", on_click=undone)
