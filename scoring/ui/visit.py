"""One typed object holds what a visitor has on the screen, and how it changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from scoring.limits.visits import VISIT_STEPS
from scoring.live.among import EVERYONE, Among
from scoring.spec.edit import with_weight
from scoring.spec.link import LONGEST_WORD, Linked, encode
from scoring.spec.model import UNMATCHED, Card
from scoring.spec.source import Source
from scoring.spec.variants import draft_of, folded
from scoring.store import Store
from scoring.ui import data as datasets
from scoring.ui import keeping
from scoring.ui.refused import Refused
from scoring.values import Bools, Month
from scoring.workbench import USUAL, Asked, DataSet, Fresh, Job, Place, asked_in_link
from scoring.workbench.acting import ACTING, Acting, acting_in_link
from scoring.workbench.booking import BOOKED, USUAL_RULE, Booked, booked_in_link
from scoring.workbench.locking import NO_TRIES, Tries
from scoring.workbench.sides import SIDES, Sides, sides_in_link
from scoring.workbench.suggesting import AS_USUAL, Taken, Wish, wish_in_link


@dataclass
class State:
    """What one visitor sees: data set, card, the saved card beside it, month and filter.

    `variant` is the variant that is being edited, by its name; empty for the card itself.
    `account` is the id of the account looked at on its own page; empty for none.
    `split` holds the one or two dimensions that divide the book into segments, and `shade` the
    figure that colours their fields; empty for the usual ones.
    `brought` are the cards of links and files that were brought to be compared, by digest.
    `past` and `future` are the cards before and after this one in the order of changes;
    `pending` is the card of a link that waits for its file; `job` is a load that goes on,
    `tried` the sources it began with and came to, and `refused` the last one that gave no data.
    `wish` is how weights are to be suggested, `taken` the last ones that were put on the card;
    `works` are the pieces of work that parts of a page wait for, each with what it is about.
    `in_hand` is the card as it would be if the slider that is being dragged were let go here,
    `in_sight` the lines of a long list that can be seen then;
    `turns` says for the key of each slider on the page what draft its places would give.
    `tries` are the cards that were held against the losses; `boxed` says that a part of the cases
    is locked away from tuning, `opened` how often it was looked at all the same, by the version
    of the data, and `inside` for which data and card it is open now.
    """

    data_id: str
    card: Card
    saved: Card
    month: str = ""
    variant: str = ""
    account: str = ""
    filter: Among = EVERYONE
    split: tuple[str, ...] = ()
    shade: str = ""
    asked: Asked = USUAL
    acting: Acting = ACTING
    wish: Wish = AS_USUAL
    taken: Taken | None = None
    booked: Booked = BOOKED
    compared: Sides = SIDES
    keep_total: bool = False
    locked: frozenset[str] = frozenset()
    past: list[Card] = field(default_factory=list)
    future: list[Card] = field(default_factory=list)
    upload: DataSet | None = None
    pending: Card | None = None
    setting_out: tuple[str, Card | None, str] = ("", None, "")
    wishes: dict[str, tuple[str, float]] = field(default_factory=dict)
    in_hand: Card | None = None
    in_sight: tuple[str, ...] = ()
    turns: dict[str, Callable[..., Card]] = field(default_factory=dict)
    job: Job[Fresh] | None = None
    works: dict[str, tuple[Hashable, Job[Any]]] = field(default_factory=dict)
    tried: tuple[Source, Source, Place] | None = None
    refused: Refused | None = None
    notice: str = ""
    page: str = ""
    published: dict[str, float] = field(default_factory=dict)
    own: keeping.Own = field(default_factory=keeping.Own)
    tries: Tries = NO_TRIES
    boxed: bool = False
    opened: dict[str, int] = field(default_factory=dict)
    inside: tuple[str, str] | None = None
    brought: dict[str, Card] = field(default_factory=dict)

    @property
    def store(self) -> Store | None:
        """What was written down: the team's store, or the visit's own if it has begun one."""
        return keeping.team_store() or self.own.store

    @property
    def data(self) -> DataSet:
        """The data set in use, with the pulses that were given here over it."""
        loaded = datasets.open_set(self.data_id, self.upload)
        return keeping.with_given(loaded, self.store, self.own, (self.card, self.saved))

    @property
    def as_of(self) -> Month:
        """The month looked at; the latest where none was chosen."""
        months = self.data.book.frame.months
        return next((m for m in months if str(m) == self.month), months[-1])

    @property
    def within(self) -> Bools | None:
        """Which accounts are on the page; None where all are."""
        return self.filter.mask(self.data.book.frame)

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

    @property
    def shown(self) -> State:
        """The same visit as its figures show it: with the card in hand while a slider is dragged.

        Only to be read: what is changed in it is lost.
        """
        return self if self.in_hand is None else replace(self, card=self.in_hand)

    @contextmanager
    def editing(self, variant: str) -> Iterator[None]:
        """For a while the draft is that of another variant, or of the card itself for ""."""
        now, known = self.variant, [one.name for one in self.card.variants]
        self.variant = variant if variant in known else ""
        try:
            yield
        finally:
            self.variant = now

    def revise(self, draft: Card) -> None:
        """Put a changed draft on the screen: what only the variant says goes into the variant."""
        self.change(folded(self.card, self.position, draft))

    def change(self, card: Card) -> None:
        """Put a changed card on the screen; the one before can be had back."""
        if card.digest == self.card.digest:
            return
        self.past = [*self.past, self.card][-VISIT_STEPS.now :]
        self.card, self.future = card, []

    @property
    def set_out(self) -> tuple[str, Card] | None:
        """Which weight was moved last, and the draft from which it set out; None if all is new."""
        moved, start, reached = self.setting_out
        return (moved, start) if start and reached == self.draft.digest else None

    def weighed(self, metric_id: str, weight: float) -> Card:
        """The draft with one weight moved.

        While the total is kept, every step of one slider is reckoned from where it set out,
        so that the others keep their proportions however many steps it takes.
        """
        start = self._start(metric_id)
        return with_weight(start, metric_id, weight, keep_total=self.keep_total, locked=self.locked)

    def weigh(self, metric_id: str, weight: float) -> None:
        """Move one weight, as `weighed` says."""
        start = self._start(metric_id)
        self.revise(self.weighed(metric_id, weight))
        reached = self.draft.digest
        self.setting_out = (metric_id, start, reached) if self.keep_total else ("", None, "")

    def _start(self, metric_id: str) -> Card:
        out = self.set_out
        return out[1] if out and out[0] == metric_id else self.draft

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
        self.data_id, self.month, self.filter, self.asked = data_id, "", EVERYONE, USUAL
        self.account, self.refused, self.split = "", None, ()
        self.wish, self.taken = AS_USUAL, None
        self.booked = replace(self.booked, when=USUAL_RULE)
        self.acting, self.compared = self.acting.elsewhere, self.compared.elsewhere
        if card is not None and card.digest != self.card.digest:
            self.past, self.future = [], []
            self.card = self.saved = card

    @property
    def view(self) -> dict[str, str]:
        """What is looked at, in the words of a link."""
        view = {"m": self.month} if self.month else {}
        view |= self.filter.in_link()
        split = [name for name in self.split if len(name) <= LONGEST_WORD]
        view |= {f"d{number}": name for number, name in zip(("", "2"), split, strict=False)}
        if self.shade:
            view["h"] = self.shade
        if self.keep_total:
            view["k"] = "1"
        if 0 < len(self.account) <= LONGEST_WORD:
            view["a"] = self.account
        view |= asked_in_link(self.asked) | acting_in_link(self.acting)
        view |= booked_in_link(self.booked)
        view |= wish_in_link(self.wish)
        view |= sides_in_link(self.compared)
        if self.position != UNMATCHED:
            view["w"] = self.variant
        if self.locked:
            view["l"] = ",".join(sorted(self.locked))
        return view

    @property
    def token(self) -> str:
        """The state as link text."""
        saved = self.saved if self.unsaved else None
        return encode(Linked(self.card, self.data_id, self.view, saved))
