"""Who opens a link in a tab where they were at work is asked first; nothing is lost either way."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import streamlit as st

from scoring.errors import BellwetherError
from scoring.spec.diff import changes
from scoring.spec.link import Linked, decode
from scoring.spec.write import card_yaml
from scoring.ui import keeping
from scoring.ui.bound import plain
from scoring.ui.notices import ASIDE_UPLOAD
from scoring.ui.panels.versions import in_short
from scoring.ui.state import State, attempt, current, take
from scoring.ui.tab import Tab, tab


def settle() -> None:
    """Decide what becomes of earlier work that the tab has told of.

    Work that is on the screen anyway needs no word. Where the link could not be opened the work
    stays; where it could, the visitor is asked.
    """
    here, kept = current(), tab()
    if kept.told is None:
        return
    (work, aside), kept.told = kept.told, None
    before = _read(aside)
    if before is not None and not kept.aside:
        kept.aside = aside
        if before.data.startswith("upload-") and here.pending is None:
            here.pending, here.notice = before.card, f"{kept.failed} {ASIDE_UPLOAD}".strip()
    mine = _read(work)
    if mine is None or _same(mine, here):
        return
    if not kept.failed:
        kept.question = work
        return
    failed = f"{kept.failed.split('. ')[0].rstrip('.')}. "
    if take(here, mine):
        here.past, here.notice = [], f"{failed}What you were at work on in this tab is still here."
    else:
        kept.aside = work


def ask() -> None:
    """The question, for as long as it is open."""
    here, kept = current(), tab()
    mine = _read(kept.question)
    if mine is None:
        return
    title = "This link holds another card" if kept.came or kept.drop else "You were at work here"
    st.dialog(title, dismissible=False, icon=":material/link:")(_question)(here, kept, mine)


def _question(here: State, kept: Tab, mine: Linked) -> None:
    if not kept.question:
        st.rerun()  # it was answered: the whole page goes on with that
    linked = bool(kept.came or kept.drop)
    st.markdown(plain(f"In this tab you were at work on “{mine.card.name}”. {_unsaved(mine)}"))
    theirs = f"“{here.card.name}”{_apart(mine, Linked(here.card, here.data_id))}"
    st.markdown(plain(f"The link holds {theirs}" if linked else f"Open now is {theirs}"))
    if mine.data.startswith("upload-"):
        st.caption("Yours goes with a file that was never stored; drop it on the Data page again.")
    store = keeping.team_store()

    def opened() -> None:
        _let_go(here, kept, mine)

    def saved() -> None:
        assert store is not None
        store.save_card(mine.card.name, card_yaml(mine.card), "Kept before a link was opened")
        _let_go(here, kept, mine)

    def stayed() -> None:
        work, kept.question = kept.question, ""
        theirs = here.token
        if take(here, mine):
            kept.aside = theirs if linked else ""
        else:
            kept.aside = work  # its file is to be dropped first

    open_it = "Open the link" if linked else "Go on with what is open now"
    _button(open_it, "open", opened, main=True)
    if linked and store is not None and not store.read_only:
        _button("Save mine as a version, then open it", "save", saved)
    _button("Keep mine", "keep", stayed)
    kept_too = "the other one is put aside" if linked else "yours would be put aside"
    st.caption(f"Nothing is lost: {kept_too} and can be brought back.")


def _button(label: str, key: str, action: Callable[[], None], *, main: bool = False) -> None:
    st.button(
        plain(label),
        key=f"arrival-{key}",
        type="primary" if main else "secondary",
        width="stretch",
        on_click=lambda: attempt(action),
    )


def _apart(one: Linked, other: Linked) -> str:
    """How another card differs, as the end of a sentence; for other data that alone is said."""
    if one.data != other.data:
        return ", with other data."
    lines = changes(one.card, other.card)
    return f": {in_short(lines)}." if lines else "."


def _unsaved(mine: Linked) -> str:
    lines = changes(mine.saved or mine.card, mine.card)
    return f"Not saved: {in_short(lines)}." if lines else "Undo still knew how it came about."


def _let_go(here: State, kept: Tab, mine: Linked) -> None:
    """Go on with what the link opened; Undo leads back where the data are the same."""
    kept.aside, kept.question = kept.question, ""
    if mine.data == here.data_id and mine.card.digest != here.card.digest:
        here.past = [*here.past, mine.card]


def aside() -> None:
    """What was put aside, and the way to have it back; it takes the place of what is here."""
    here, kept, place = current(), tab(), st.empty()  # what stands below keeps its place
    other = _read(kept.aside)
    if other is None or _same(other, here):
        whole = other is None or (other.saved or other.card).digest == here.saved.digest
        kept.aside = "" if whole or here.data_id.startswith("upload-") else kept.aside
        return

    def back() -> None:
        now = here.token
        if take(here, other):
            kept.aside = now

    def forgotten() -> None:
        kept.aside = ""

    box = place.container(horizontal=True, vertical_alignment="center", gap="small", key="aside")
    with box:
        differs = _apart(Linked(here.card, here.data_id), other)
        st.caption(plain(f"Put aside: “{other.card.name}”{differs}"), width="content")
        st.button(
            "Bring it back",
            key="aside-back",
            icon=":material/swap_horiz:",
            type="tertiary",
            on_click=lambda: attempt(back),
            help="What is on the screen is put aside in its place.",
        )
        st.button(
            "Forget it", key="aside-forget", icon=":material/close:", type="tertiary",
            on_click=forgotten,
        )  # fmt: skip


def _same(linked: Linked, here: State) -> bool:
    return linked.data == here.data_id and linked.card.digest == here.card.digest


@lru_cache(maxsize=16)
def _read(token: str) -> Linked | None:
    """What a link holds; None for none, and for one that is not sound."""
    try:
        return decode(token) if token else None
    except BellwetherError:
        return None
