"""One account is found and followed: where it stands, and who stands beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import UNPINNED, band_names
from scoring.spec.model import Card, Playbook
from scoring.values import Bools, Month
from scoring.views.explain import effective_card
from scoring.views.facts import value_of
from scoring.views.finding import Found, find, index_of
from scoring.views.life import Life, life_of
from scoring.views.path import Path, path_of
from scoring.views.peers import Peers, peers_of
from scoring.views.placing import Place, place_of, rows_in_book, worst
from scoring.views.reading_lines import Reading, readings_of
from scoring.workbench.checking import must_fit
from scoring.workbench.opening import DataSet

QUICK = 10
"""So many of the worst accounts are offered where none was chosen."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at the head of an account's page.

    `row` is its row in the frame at `month`, the month looked at if it has one there, else the
    last one before, else the first one after; -1 if it has no row at all. `in_book` says whether
    it was a customer then. `score`, `change` (since the month before) and `arr` are NaN where
    unknown; `tone` is that of its band, "none" without a score.
    """

    account: int
    account_id: str
    name: str
    owner: str
    traits: tuple[tuple[str, str], ...]
    arr: float
    started: Month | None
    renews: Month | None
    left: Month | None
    reason: str
    month: Month
    row: int
    in_book: bool
    band: str
    tone: str
    score: float
    change: float
    band_before: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One account that is offered: who it is and where it stands at the month looked at.

    Without a row at that month its band is empty and score and ARR are NaN.
    """

    account: int
    account_id: str
    name: str
    band: str
    tone: str
    score: float
    arr: float


def search(data: DataSet, query: str) -> Found:
    """The accounts whose id or name holds a text, 50 at most, the exact id first."""
    accounts = data.book.frame.accounts
    return find(data.book.columns.get("searched", lambda: index_of(accounts)), query)


def hits_of(data: DataSet, card: Card, month: Month, accounts: tuple[int, ...]) -> tuple[Hit, ...]:
    """Accounts as they are offered, by their positions. Raises CardError if the card misfits."""
    must_fit(card, data)
    at = np.array(accounts, dtype=np.int64)
    rows = data.book.frame.rows_of(at, np.full(len(at), month.number)).tolist()
    return tuple(_hit(data, card, a, row) for a, row in zip(accounts, rows, strict=True))


def worst_of(
    data: DataSet, card: Card, month: Month, within: Bools | None = None
) -> tuple[Hit, ...]:
    """The customers with the lowest scores of a month. Raises CardError if the card misfits."""
    must_fit(card, data)
    frame = data.book.frame
    rows = worst(frame, data.book.scored(card), rows_in_book(frame, month, within), QUICK)
    return tuple(_hit(data, card, int(frame.account[row]), row) for row in rows)


def _hit(data: DataSet, card: Card, account: int, row: int) -> Hit:
    frame, scores = data.book.frame, data.book.scored(card)
    band, tone = _band(card, int(scores.standing[row])) if row >= 0 else ("", "none")
    return Hit(
        account,
        frame.accounts.ids[account],
        frame.accounts.names[account],
        band,
        tone,
        float(scores.score[row]) if row >= 0 else math.nan,
        float(frame.arr[row]) if row >= 0 else math.nan,
    )


def position_of(data: DataSet, account_id: str) -> int | None:
    """The position of an account by its id as the data write it; None if there is none."""
    ids = data.book.frame.accounts.ids
    return ids.index(account_id) if account_id in ids else None


def standing_of(data: DataSet, card: Card, month: Month, account: int) -> Standing:
    """What stands at the head of an account's page. Raises CardError if the card misfits."""
    must_fit(card, data)
    frame, scores = data.book.frame, data.book.scored(card)
    facts = frame.accounts
    shown, row = _row(frame, account, month)
    before = _row_at(frame, account, shown.plus(-1))
    band, tone = _band(card, int(scores.standing[row])) if row >= 0 else ("", "none")
    was = _band(card, int(scores.standing[before]))[0] if min(row, before) >= 0 else ""
    score = float(scores.score[row]) if row >= 0 else math.nan
    earlier = float(scores.score[before]) if before >= 0 else math.nan
    return Standing(
        account=account,
        account_id=facts.ids[account],
        name=facts.names[account],
        owner=str(value_of(facts.owners, account) or ""),
        traits=tuple((d, str(value_of(t, account) or "")) for d, t in facts.dimensions.items()),
        arr=float(frame.arr[row]) if row >= 0 else float(facts.arr[account]),
        started=_month(facts.started[account]),
        renews=_month(facts.renewal[account]),
        left=_month(facts.ended[account]),
        reason=str(value_of(facts.reasons, account) or ""),
        month=shown,
        row=row,
        in_book=row >= 0 and bool(frame.in_book(slice(row, row + 1))[0]),
        band=band,
        tone=tone,
        score=score,
        change=score - earlier,
        band_before=was,
        pinned=row >= 0 and scores.pinned is not None and scores.pinned[row] != UNPINNED,
    )


def place_in_book(
    data: DataSet, card: Card, month: Month, row: int, within: Bools | None = None
) -> Place | None:
    """An account's place by score among the customers of a month; None if it is not of them."""
    frame = data.book.frame
    return place_of(frame, data.book.scored(card), rows_in_book(frame, month, within), row)


def _row(frame: Frame, account: int, month: Month) -> tuple[Month, int]:
    """The month nearest to one at which the account has a row, earlier ones first; its row."""
    numbers = np.array([m.number for m in frame.months])
    rows = frame.rows_of(np.full(len(numbers), account), numbers)
    known = np.flatnonzero(rows >= 0)
    if not len(known):
        return month, -1
    past = known[numbers[known] <= month.number]
    at = int(past[-1] if len(past) else known[0])
    return frame.months[at], int(rows[at])


def _row_at(frame: Frame, account: int, month: Month) -> int:
    return int(frame.rows_of(np.array([account]), np.array([month.number]))[0])


def _band(card: Card, position: int) -> tuple[str, str]:
    tones = [*(band.tone for band in card.bands), "none", "none"]
    return str(band_names(card)[position]), tones[position]


def _month(number: np.int64) -> Month | None:
    return None if int(number) == NEVER else Month(int(number))


def peers(data: DataSet, card: Card, row: int, dimension: str) -> Peers:
    """An account among the customers that are like it. Raises CardError if the card misfits."""
    must_fit(card, data)
    return peers_of(data.book, card, row, dimension)


def life(data: DataSet, card: Card, account: int, until: Month) -> Life:
    """The last 24 months of an account. Raises CardError if the card misfits."""
    must_fit(card, data)
    return life_of(data.book, card, account, until)


def readings(data: DataSet, card: Card, row: int) -> tuple[Reading, ...]:
    """What each line of the card reads of an account. Raises CardError if the card misfits."""
    must_fit(card, data)
    return readings_of(data.book, card, row)


def path(data: DataSet, card: Card, row: int) -> Path:
    """What a score needs to reach the next band. Raises CardError if the card misfits."""
    must_fit(card, data)
    found: Path = data.book.trials.get(
        ("path", card.digest, row), lambda: path_of(data.book, card, row)
    )
    return found


def playbook(data: DataSet, card: Card, row: int) -> Playbook | None:
    """What the card says is to be done with an account in its band; None if it says nothing."""
    must_fit(card, data)
    scores = data.book.scored(card)
    band = int(scores.standing[row])
    if band < 0:
        return None
    own = effective_card(card, scores, row).bands[band]
    return card.playbooks.get(own.playbook) if own.playbook else None
