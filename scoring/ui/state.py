"""A visitor's state lives in the session; the address bar is its other form."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import streamlit as st

from scoring.errors import BellwetherError, LinkError, in_one_sentence
from scoring.live.among import Among
from scoring.spec.link import Linked, decode
from scoring.ui import data as datasets
from scoring.ui import logged
from scoring.ui.bound import plain
from scoring.ui.dragging import keep_in_hand
from scoring.ui.keeping import team_store
from scoring.ui.live.address import PARAMETER, part_of, show_in_address
from scoring.ui.notices import NO_ACCOUNT, NO_DATA, NO_FILTER, NO_MONTH, NO_TRAIT, NO_UPLOAD
from scoring.ui.tab import heard, tab
from scoring.ui.uploads import let_go
from scoring.ui.visit import State
from scoring.workbench import Overview, Picture, asked_from_link, picture
from scoring.workbench import overview as overview_of
from scoring.workbench.acting import acting_from_link
from scoring.workbench.booking import booked_from_link
from scoring.workbench.looking_back import LookBack
from scoring.workbench.looking_back import looked_back as looked_back_on
from scoring.workbench.previewing import picture_in_hand
from scoring.workbench.short_links import keys_in, opened_short
from scoring.workbench.sides import sides_from_link
from scoring.workbench.suggesting import wish_from_link

_KEY: Final = "bellwether"
_JUST_NOW: Final = 3.0
"""Seconds in which an older address is taken for one that the browser has yet to replace."""


def current() -> State:
    """This visitor's state, begun from the address if there is none yet."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = _begun()
    here: State = st.session_state[_KEY]
    return here


def follow(page: str) -> None:
    """Take the state from the address where the visitor went Back or Forward to a page.

    A page opened from the menu comes without a state in its address; one from the
    browser's history brings the state with which it was left.
    """
    state = current()
    turned, state.page = state.page not in ("", page), page
    token = st.query_params.get(PARAMETER, "")
    written = state.published.get(token, 0.0)
    stays = not token or token == state.token or time.monotonic() - written < _JUST_NOW
    if turned:
        let_go()
        keep_in_hand(state)
    if not turned or stays:
        return
    before, at_it, data_id = state.token, at_work(state), state.data_id
    _apply(state, token)
    if at_it and state.data_id != data_id:
        tab().aside = before  # no step leads from one book's card to another's


def keep_to_data() -> None:
    """Let go of accounts that are looked at and not in the data any more, and say so.

    Data that were named at start are read again while visitors look at them. Raises DataError.
    """
    here = current()
    known = here.filter.known(here.data.book.frame.accounts.dimensions)
    if known != here.filter:
        here.notice = f"{NO_TRAIT} {here.filter.words}."
        here.filter = known


def publish(place: str) -> None:
    """Write the state into the address bar."""
    state = current()
    token = state.token
    state.published = dict(list(state.published.items())[-20:]) | {token: time.monotonic()}
    facts = tab().facts(place) | {"work": at_work(state), "loses": _loses(state)}
    show_in_address(token, place, state.page, facts, lambda: heard(part_of(place)))


def at_work(state: State) -> bool:
    """Whether there is something on the screen that an address that is opened would put away."""
    own = state.upload is not None and state.data_id == datasets.upload_id(state.upload)
    return own or state.unsaved or bool(state.past or state.future)


def _loses(state: State) -> bool:
    """Whether leaving loses what no address holds: a file, or what was written down here alone."""
    store = None if team_store() is not None else state.own.store
    return state.upload is not None or (store is not None and store.stamp[1] > 0)


def seen(here: State, moving: bool = False) -> Picture:
    """What the card on the screen does to the book; it counts as held against these losses.

    Input: whether a slider is moving, so that no more is reckoned than the Workbench shows.
    """
    data, of = here.data, (here.as_of, here.filter, here.asked)
    version = data.catalogue.version
    here.tries = here.tries.looked(version, here.card.digest, time.monotonic())
    show = picture_in_hand if moving else picture
    return show(data, here.card, here.saved, *of)


def looked_back(here: State) -> LookBack:
    """What the card of a cut that moves would have caught: no more than follows it."""
    return looked_back_on(here.data, here.card, here.saved, here.filter, here.asked)


def overview(here: State) -> Overview:
    """The book under the card on the screen."""
    return overview_of(here.data, here.card, here.as_of, here.filter)


def attempt(action: Callable[[], None]) -> None:
    """Carry out a change; if it cannot be, say why and leave everything as it was.

    What a control calls runs outside of any page, so here is the last place for a word of ours.
    """
    try:
        action()
    except BellwetherError as error:
        st.toast(plain(in_one_sentence(error)), icon=":material/info:")
    except Exception as fault:  # nobody foresaw it: its words may hold anything, and stay here
        st.toast(logged.in_words(fault), icon=":material/error:", duration="infinite")


def open_link(token: str) -> None:
    """Open a link as far as it can be opened; a notice says what could not."""
    _apply(current(), token)


def _begun() -> State:
    data_id, card, notice = datasets.first_visit()
    state = State(data_id, card, card, notice=notice)
    here, asked = tab(), st.query_params.to_dict()
    here.came = asked.get(PARAMETER, "")
    is_open = False
    try:
        if here.came:
            is_open = take(state, decode(here.came))
        elif keys := keys_in(asked):
            here.drop = keys
            is_open = take(state, opened_short(team_store(), asked, data_id))
    except LinkError as error:
        state.notice = _refused(error)
    here.failed = state.notice if state.notice != notice and not is_open else ""
    here.aside = here.came if state.pending is not None else ""
    state.past = []
    return state


def _refused(error: LinkError) -> str:
    fix = error.fix[:1].upper() + error.fix[1:]
    return f"This link could not be opened: {error.problem}. {fix}."


def _apply(state: State, token: str) -> None:
    """Open a link as far as it can be opened, and say what could not."""
    try:
        take(state, decode(token))
    except LinkError as error:
        state.notice = _refused(error)


def take(state: State, linked: Linked) -> bool:
    """Put what a link holds on the screen, as one step; say what could not be and why.

    Output: whether the link is open. Steps go back only as long as the data are the same: a card
    for other data is not one to which a step could lead.
    """
    own = state.upload is not None and linked.data == datasets.upload_id(state.upload)
    if linked.data.startswith("upload-") and not own:
        state.pending = linked.card
        state.notice = NO_UPLOAD
        return False
    if not own and linked.data not in datasets.names():
        state.notice = NO_DATA
        return False
    if misfit := datasets.misfit(linked.card, linked.data, state.upload):
        state.notice = misfit
        return False
    other, state.data_id = linked.data != state.data_id, linked.data
    state.change(linked.card)
    if other:
        state.past, state.future = [], []
    state.saved = linked.saved or linked.card
    _view(state, dict(linked.view))
    return True


def _view(state: State, view: dict[str, str]) -> None:
    months = {str(month) for month in state.data.book.frame.months}
    state.month = view["m"] if view.get("m") in months else ""
    state.keep_total = view.get("k") == "1"
    state.variant = view.get("w", "")
    state.asked = asked_from_link(view)
    state.acting = acting_from_link(view)
    state.wish = wish_from_link(view)
    state.booked = booked_from_link(view)
    state.compared = sides_from_link(view)
    ids = {m.id for m in state.card.metrics}
    state.locked = frozenset(view.get("l", "").split(",")) & ids
    account = view.get("a", "")
    state.account = account if account in state.data.book.frame.accounts.ids else ""
    dimensions = state.data.book.frame.accounts.dimensions
    state.filter = Among.from_link(view).known(dimensions)
    state.notice = _left_out(state, view) or state.notice
    split = dict.fromkeys(view.get(key, "") for key in ("d", "d2"))
    state.split = tuple(name for name in split if name in dimensions)
    state.shade = view.get("h", "")


def _left_out(state: State, view: dict[str, str]) -> str:
    """What a link looks at and these data do not have, in words; empty where all is there."""
    wanted = Among.from_link(view)
    gone = Among(tuple(one for one in wanted.traits if one not in state.filter.traits))
    said = [NO_MONTH] if view.get("m", "") != state.month else []
    said += [f"{NO_FILTER} {gone.words}."] if gone else []
    said += [NO_ACCOUNT] if view.get("a", "") != state.account else []
    return " ".join(said)


__all__ = [
    "State",
    "at_work",
    "attempt",
    "current",
    "follow",
    "keep_to_data",
    "overview",
    "publish",
    "seen",
    "take",
]
