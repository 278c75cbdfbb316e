"""Three changes worth a try: a click makes one, and says in numbers what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from scoring.spec.model import Card
from scoring.ui.bound import plain
from scoring.ui.data import STANDARD
from scoring.ui.state import State, attempt
from scoring.workbench.first_tries import Try, effect, in_words, tries

_KEY: Final = "first-tries"


@dataclass
class _Strip:
    """Whether the strip was put away, and the last change that was made with it."""

    hidden: bool = False
    kind: str = ""
    before: Card | None = None
    after: Card | None = None


def _strip() -> _Strip:
    found: _Strip = st.session_state.setdefault(_KEY, _Strip())
    return found


def bring_back() -> None:
    """Show the strip again."""
    _strip().hidden = False


def first_tries(here: State) -> None:
    """The offer to look at data of one's own, where the book is made up, and the changes."""
    lost = int(here.data.book.frame.accounts.lost.sum())
    now, offered = _strip(), tries(here.saved, lost)
    shown = bool(offered) and not now.hidden
    demo = here.data_id == STANDARD
    if not shown and not demo:
        return
    with st.container(gap="xsmall", key="first-tries"):
        _offer(demo, shown)
        if shown:
            for column, one in zip(st.columns(len(offered)), offered, strict=True):
                with column, st.container(gap=None):
                    _one(here, now, one)


def _offer(demo: bool, shown: bool) -> None:
    """The line above the changes."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="offer"):
        if shown:
            st.markdown("**Try this**", width="content")
        if demo:
            st.caption("This book is made up and already scored.", width="content")
            st.page_link(
                "pages/data.py",
                label="Drop your own file",
                icon=":material/upload_file:",
                width="content",
            )
        if shown:
            st.button(
                "Hide",
                key="tries-hide",
                type="tertiary",
                icon=":material/close:",
                on_click=_hide,
                help="Put these three away. “Take the tour” in the side bar brings them back.",
            )


def _hide() -> None:
    _strip().hidden = True


def _one(here: State, now: _Strip, one: Try) -> None:
    """A change with the question that it answers, or with the answer and the way back."""
    before, after = now.before, now.after
    made = now.kind == one.kind and after is not None and after.digest == here.card.digest
    if made and before is not None:
        _button(f"Undo: {one.label}", one, ":material/undo:", here.undo, not here.past)
        done = effect(here.data, before, here.card, here.as_of, here.filter, here.asked)
        st.caption(plain(in_words(done, one.kind)))
        return

    def tried() -> None:
        start = here.card
        here.revise(one.on(here.draft, keep_total=here.keep_total, locked=here.locked))
        now.kind, now.before, now.after = one.kind, start, here.card

    changed = one.on(here.draft, keep_total=here.keep_total, locked=here.locked)
    spent = changed.digest == here.draft.digest
    _button(one.label, one, ":material/touch_app:", lambda: attempt(tried), spent)
    st.caption(one.asks)


def _button(label: str, one: Try, icon: str, action: Callable[[], None], disabled: bool) -> None:
    st.button(
        plain(label),
        key=f"try-{one.kind}",
        icon=icon,
        width="stretch",
        on_click=action,
        disabled=disabled,
    )
