"""One typed object holds what a visitor has on the screen; the address bar is its other form."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from scoring.errors import BellwetherError, LinkError, in_one_sentence
from scoring.spec.edit import with_weight
from scoring.spec.link import Linked, decode, encode
from scoring.spec.model import UNMATCHED, Card
from scoring.spec.variants import draft_of, folded
from scoring.ui import data as datasets
from scoring.ui.bound import plain
from scoring.ui.live.address import PARAMETER, show_in_address
from scoring.ui.notices import NO_DATA, NO_UPLOAD
from scoring.values import Month
from scoring.workbench import DataSet, Fresh, Job, Overview, Picture, picture
from scoring.workbench import overview as overview_of

_KEY: Final = "bellwether"
_STEPS: Final = 100
_JUST_NOW: Final = 3.0
"""Seconds in which an older address is taken for one that the browser has yet to replace."""


@dataclass
class State:
    """What one visitor sees: data set, card, the saved card beside it, month and filter.

    `variant` is the variant that is being edited, by its name; empty for the card itself.
    `past` and `future` are the cards before and after this one in the order of changes;
    `pending` is the card of a link that waits for its file; `job` is a load that goes on.
    """

    data_id: str
    card: Card
    saved: Card
    month: str = ""
    variant: str = ""
    filter: tuple[str, str] | None = None
    keep_total: bool = False
    locked: frozenset[str] = frozenset()
    past: list[Card] = field(default_factory=list)
    future: list[Card] = field(default_factory=list)
    upload: DataSet | None = None
    pending: Card | None = None
    setting_out: tuple[str, Card | None, str] = ("", None, "")
    wishes: dict[str, tuple[str, float]] = field(default_factory=dict)
    job: Job[Fresh] | None = None
    notice: str = ""
    page: str = ""
    published: dict[str, float] = field(default_factory=dict)

    @property
    def data(self) -> DataSet:
        """The data set in use."""
        return datasets.open_set(self.data_id, self.upload)

    @property
    def as_of(self) -> Month:
        """The month looked at; the latest where none was chosen."""
        months = self.data.book.frame.months
        return next((m for m in months if str(m) == self.month), months[-1])

    @property
    def unsaved(self) -> bool:
        """Whether the card differs from the saved one."""
        return self.card.digest != self.saved.digest

    @property
    def position(self) -> int:
        """The position of the variant that is being edited, UNMATCHED for the card itself."""
        names = [v.name for v in self.card.variants]
        return names.index(self.variant) if self.variant in names else UNMATCHED

    @property
    def draft(self) -> Card:
        """The card as the variant that is being edited has it."""
        return draft_of(self.card, self.position)

    def revise(self, draft: Card) -> None:
        """Put a changed draft on the screen: what only the variant says goes into the variant."""
        self.change(folded(self.card, self.position, draft))

    def change(self, card: Card) -> None:
        """Put a changed card on the screen; the one before can be had back."""
        if card.digest == self.card.digest:
            return
        self.past = [*self.past, self.card][-_STEPS:]
        self.card, self.future = card, []

    def weigh(self, metric_id: str, weight: float) -> None:
        """Move one weight.

        While the total is kept, every step of one slider is reckoned from where it set out,
        so that the others keep their proportions however many steps it takes.
        """
        moved, start, reached = self.setting_out
        goes_on = (moved, reached) == (metric_id, self.draft.digest)
        start = start if start and goes_on else self.draft
        card = with_weight(start, metric_id, weight, keep_total=self.keep_total, locked=self.locked)
        self.revise(card)
        reached = self.draft.digest
        self.setting_out = (metric_id, start, reached) if self.keep_total else ("", None, "")

    def undo(self) -> None:
        """Go back one change."""
        if self.past:
            self.future.append(self.card)
            self._turn(self.past.pop())

    def redo(self) -> None:
        """Take back the last going back."""
        if self.future:
            self.past.append(self.card)
            self._turn(self.future.pop())

    def _turn(self, card: Card) -> None:
        """Show another card; a variant that was renamed in between stays chosen by its place."""
        at, self.card = self.position, card
        if at != UNMATCHED and self.position == UNMATCHED and at < len(card.variants):
            self.variant = card.variants[at].name

    def open(self, card: Card) -> None:
        """Begin afresh with a card: it is also the one to compare with."""
        self.change(card)
        self.saved = card
        self.locked = frozenset()

    def use_data(self, data_id: str, upload: DataSet | None, card: Card | None) -> None:
        """Look at another data set, with a card that fits it."""
        if upload is not None:
            self.upload = upload
        self.data_id, self.month, self.filter = data_id, "", None
        if card is not None and card.digest != self.card.digest:
            self.past, self.future = [], []
            self.card = self.saved = card

    @property
    def token(self) -> str:
        """The state as link text."""
        view = {"m": self.month} if self.month else {}
        if self.filter:
            view |= {"f": self.filter[0], "g": self.filter[1]}
        if self.keep_total:
            view["k"] = "1"
        if self.position != UNMATCHED:
            view["w"] = self.variant
        if self.locked:
            view["l"] = ",".join(sorted(self.locked))
        saved = self.saved if self.unsaved else None
        return encode(Linked(self.card, self.data_id, view, saved))


def current() -> State:
    """This visitor's state, begun from the address if there is none yet."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = _begun()
    return st.session_state[_KEY]  # type: ignore[no-any-return]


def follow(page: str) -> None:
    """Take the state from the address where the visitor went Back or Forward to a page.

    A page opened from the menu comes without a state in its address; one from the
    browser's history brings the state with which it was left.
    """
    state = current()
    turned, state.page = state.page not in ("", page), page
    token = st.query_params.get(PARAMETER, "")
    written = state.published.get(token, 0.0)
    if not turned or not token or token == state.token or time.monotonic() - written < _JUST_NOW:
        return
    _apply(state, token)


def publish(place: str) -> None:
    """Write the state into the address bar."""
    state = current()
    token = state.token
    state.published = dict(list(state.published.items())[-20:]) | {token: time.monotonic()}
    show_in_address(token, place, state.page)


def seen(here: State) -> Picture:
    """What the card on the screen does to the book."""
    return picture(here.data, here.card, here.saved, here.as_of, here.filter)


def overview(here: State) -> Overview:
    """The book under the card on the screen."""
    return overview_of(here.data, here.card, here.as_of, here.filter)


def attempt(action: Callable[[], None]) -> None:
    """Carry out a change; if it cannot be, say why and leave everything as it was."""
    try:
        action()
    except BellwetherError as error:
        st.toast(plain(in_one_sentence(error)), icon=":material/info:")


def _begun() -> State:
    data_id, card, notice = datasets.first_visit()
    state = State(data_id, card, card, notice=notice)
    if token := st.query_params.get(PARAMETER, ""):
        _apply(state, token)
        state.past = []
    return state


def _apply(state: State, token: str) -> None:
    """Open a link as far as it can be opened, and say what could not."""
    try:
        linked = decode(token)
    except LinkError as error:
        state.notice = f"This link could not be opened: {error.problem}. {error.fix.capitalize()}."
        return
    own = state.upload is not None and linked.data == datasets.upload_id(state.upload)
    if linked.data.startswith("upload-") and not own:
        state.pending = linked.card
        state.notice = NO_UPLOAD
        return
    if not own and linked.data not in datasets.names():
        state.notice = NO_DATA
        return
    if misfit := datasets.misfit(linked.card, linked.data, state.upload):
        state.notice = misfit
        return
    state.data_id = linked.data
    state.change(linked.card)
    state.saved = linked.saved or linked.card
    _view(state, dict(linked.view))


def _view(state: State, view: dict[str, str]) -> None:
    state.month = view.get("m", "")
    state.keep_total = view.get("k") == "1"
    state.variant = view.get("w", "")
    ids = {m.id for m in state.card.metrics}
    state.locked = frozenset(view.get("l", "").split(",")) & ids
    dimension, value = view.get("f", ""), view.get("g", "")
    known = state.data.book.frame.accounts.dimensions
    fitting = dimension in known and value in known[dimension].labels
    state.filter = (dimension, value) if fitting else None
