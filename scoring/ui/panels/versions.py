"""The saved versions of cards: what changed from one to the next, and the way back to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from scoring.errors import BellwetherError
from scoring.limits.showing import VERSIONS_SHOWN
from scoring.spec.diff import changes
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.store import CardVersion
from scoring.ui import keeping
from scoring.ui.bound import chosen, plain
from scoring.ui.panels.account.written import closed, signed_by
from scoring.ui.panels.link import qr_picture
from scoring.ui.records import store_of, where_kept
from scoring.ui.short import short_address
from scoring.ui.state import State, attempt
from scoring.workbench.sides import SCREEN, version_key

MOST: Final = VERSIONS_SHOWN.now
"""So many versions of a card are listed, the newest first."""

_LINES: Final = 4
"""So many lines of a difference are told of each version."""

_REMOVED: Final = "version-removed"
_LINKED: Final = "version-linked"


def versions(here: State) -> None:
    """A list behind a button, read only while it is open."""
    box = st.popover("Versions", icon=":material/history:", key="versions", on_change="rerun")
    if not box.open:
        return
    with box:
        st.caption(where_kept(here))
        _list(here)


def version_on_screen(here: State) -> int:
    """The number of the newest version that is the card on the screen; 0 where none is."""
    found = here.store.versions(here.card.name) if here.store is not None else ()
    return max((v.number for v in found if v.digest == here.card.digest), default=0)


def saved_in(here: State) -> list[tuple[str, str]]:
    """When versions of the card on the screen were saved (YYYY-MM), and what is told of them."""
    found = here.store.versions(here.card.name) if here.store is not None else ()
    return [(f"{v.written:%Y-%m}", _titled(v)) for v in found]


def _titled(version: CardVersion) -> str:
    return f"version {version.number}" + (f", {version.note[:80]}" if version.note else "")


def _list(here: State) -> None:
    known = [card.name for card in store_of(here).cards()]
    _deleted(here, known)
    if not known:
        st.info("No version is saved yet. Save keeps one, with a note on what it is for.")
        return
    usual = here.card.name if here.card.name in known else known[0]
    held = st.session_state.get("version-card")
    name = held if held in known else usual
    name = st.selectbox("Saved card", known, **chosen("version-card", name, known))
    if name not in known:
        return
    found = store_of(here).versions(name)[-MOST - 1 :]
    for version, before in zip(found[::-1], [*found[-2::-1], None], strict=True):
        if before is not None or version.number == 1:
            _version(here, version, before)
    _delete(here, name)


def _version(here: State, version: CardVersion, before: CardVersion | None) -> None:
    """One version: when, by whom, why, what changed, and what can be done with it."""
    card = _card(version)
    key = f"version-{version.number}"
    with st.container(border=True, key=key):
        who = signed_by(version.author, version.written.date())
        st.markdown(f"**{version.number}** · {plain(who)}")
        if version.note:
            st.markdown(plain(version.note))
        if card is None:
            st.caption("This version cannot be read any more.")
            return
        st.caption(plain(_told(card, before)))
        with st.container(horizontal=True, gap="small"):
            on_screen = card.digest == here.card.digest
            st.button(
                "On the screen" if on_screen else "Open",
                key=f"{key}-open",
                icon=":material/visibility:" if on_screen else ":material/restore:",
                disabled=on_screen,
                on_click=here.change,
                args=(card,),
                help="It becomes the card on the screen; Undo brings this one back.",
            )
            if st.button("Compare", key=f"{key}-compare", icon=":material/compare_arrows:"):
                side = version_key(version.name, version.number)
                here.compared = replace(here.compared, before=side, after=SCREEN)
                st.switch_page("pages/compare.py")
            if keeping.team_store() is not None:
                _link_button(version, f"{key}-link")
        if keeping.team_store() is not None and st.session_state.get(_LINKED) == version.code:
            address = short_address(here, version, {})
            st.code(address, language=None, wrap_lines=True)
            qr_picture(address)


def _link_button(version: CardVersion, key: str) -> None:
    """Shows the short link of a version, or puts it away again."""

    def turned() -> None:
        shown = st.session_state.get(_LINKED) == version.code
        st.session_state[_LINKED] = "" if shown else version.code

    st.button(
        "Link",
        key=key,
        icon=":material/link:",
        on_click=turned,
        help="A short link to this version, for whoever may open this server.",
    )


def _card(version: CardVersion) -> Card | None:
    try:
        return parse_card(version.text)
    except BellwetherError:  # of a later edition of Bellwether
        return None


def _told(card: Card, before: CardVersion | None) -> str:
    """What changed since the version before."""
    if before is None:
        return f"The first version, {card.digest}"
    earlier = _card(before)
    if earlier is None:
        return f"The version before cannot be read any more. {card.digest}"
    return f"{in_short(changes(earlier, card))} · {card.digest}"


def in_short(lines: Sequence[str]) -> str:
    """The first lines of a difference in one, and how many more there are."""
    if not lines:
        return "Nothing changed"
    more = f"; and {len(lines) - _LINES} more" if len(lines) > _LINES else ""
    return "; ".join(lines[:_LINES]) + more


def _deleted(here: State, known: Sequence[str]) -> None:
    """What was deleted last, and the way to have it back; nothing once it is there again."""
    name = st.session_state.get(_REMOVED, "")
    if not name or name in known:
        return

    def undone() -> None:
        attempt(lambda: store_of(here).restore_card(st.session_state.pop(_REMOVED)))

    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(f"'{name}' was removed."))
        st.button("Undo", key="version-undelete", icon=":material/undo:", on_click=undone)


def _delete(here: State, name: str) -> None:
    def deleted() -> None:
        store_of(here).remove_card(name)
        st.session_state[_REMOVED] = name

    st.button(
        "Remove this card",
        key="version-delete",
        icon=":material/delete:",
        type="tertiary",
        disabled=closed(here),
        on_click=lambda: attempt(deleted),
        help="With all its versions; Undo brings it back.",
    )
