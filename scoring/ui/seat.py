"""A visit knows in which room it is and as whom; its browser remembers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

import streamlit as st

from scoring.errors import CommandError, StoreError
from scoring.limits.visits import VISIT_ROOMS
from scoring.store import Room
from scoring.ui import keeping
from scoring.ui.dragging import native
from scoring.ui.live.keepsake import show_keepsake
from scoring.ui.live.part import told_by
from scoring.workbench.meeting import code_from

PARAMETER = "room"
_KEY = "seat"
_PART = "keepsake"
_BEGUN = "rooms-begun"


@dataclass
class Seat:
    """The room a visit is in, by its code, empty for none.

    `token` is that of somebody who votes, `key` that of the host; each empty where one is not.
    `asks` is a word by which the browser's answer is known, and `answered` says that it came.
    `casts` counts the votes that were sent from here, `problem` is what was wrong with the last.
    `proposed` are points that came of comparing in pairs, with how often that was done.
    """

    code: str = ""
    token: str = ""
    key: str = ""
    asks: str = field(default_factory=lambda: secrets.token_hex(8))
    answered: bool = False
    casts: int = 0
    problem: str = ""
    proposed: tuple[int, dict[str, int]] = (0, {})

    @property
    def waits(self) -> bool:
        """Whether the browser is still to say who this is."""
        known = self.token or self.key or self.answered
        return bool(self.code) and not known and not native()


def seat() -> Seat:
    """Where this visit is; in the room of its address where it has chosen none yet."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Seat(code=code_from(st.query_params.get(PARAMETER, "")))
    found: Seat = st.session_state[_KEY]
    return found


def sit(code: str, *, token: str = "", key: str = "") -> None:
    """Be in a room from now on; without a token or a key the browser is asked for them."""
    st.session_state[_KEY] = Seat(code=code, token=token, key=key, answered=bool(token or key))


def may_open() -> None:
    """Raise CommandError where this visit has begun as many rooms as it may have open."""
    store = keeping.rooms_store()
    begun = [code for code in st.session_state.get(_BEGUN, ()) if store.room(code) is not None]
    st.session_state[_BEGUN] = begun
    if len(begun) >= VISIT_ROOMS.now:
        problem = (
            f"{VISIT_ROOMS.said()} that you opened are open still, as many as a visit may have"
        )
        raise CommandError(problem, fix="end one of them first")


def opened(code: str) -> None:
    """Count a room that this visit has begun."""
    st.session_state[_BEGUN] = [*st.session_state.get(_BEGUN, ()), code]


def leave() -> None:
    """Be in no room any more; whoever comes back by its code is who they were."""
    st.session_state[_KEY] = Seat(answered=True)


def remember(here: Seat, room: Room | None) -> None:
    """Let the browser keep who this is, or tell it; nothing it says is believed unheard."""
    if native():
        return

    def told() -> None:
        said = told_by(_PART, "kept")
        if not isinstance(said, dict) or said.get("asks") != here.asks:
            return
        token, key = (str(said.get(name, ""))[:100] for name in ("token", "key"))
        store = keeping.rooms_store()
        try:
            host = bool(key) and store.hosts(here.code, key)
            voter = bool(token) and store.person(here.code, token) is not None
        except StoreError:
            return  # the top of the page says what is wrong; the browser is asked again
        here.answered = True
        if host:
            here.key = key
        if voter:
            here.token = token

    data = {
        "code": here.code,
        "token": here.token,
        "key": here.key,
        "asks": "" if here.answered else here.asks,
        "gone": room is None,
    }
    show_keepsake(data, _PART, told)
