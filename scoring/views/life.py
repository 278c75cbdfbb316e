"""One account's last months: its score and band, and what happened in each."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from scoring.live.book import Book
from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import UNPINNED, Scores
from scoring.spec.model import Card
from scoring.values import Ints, Month

MONTHS: Final = 24
"""So many months are looked back on, the last one included."""

Sort: TypeAlias = Literal[
    "start", "renewal", "notice", "end", "touch", "flag", "cleared", "pulse", "card"
]


@dataclass(frozen=True, slots=True)
class Moment:
    """An account at the end of one month.

    `score` is NaN without a score; `band` is the position of what stands, pins included, None
    where the account has no row.
    """

    month: Month
    score: float
    band: int | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a month, in words."""

    month: Month
    sort: Sort
    words: str


@dataclass(frozen=True, slots=True)
class Life:
    """The months in order, each once, and the events in order of time."""

    moments: tuple[Moment, ...]
    events: tuple[Event, ...]


def life_of(book: Book, card: Card, account: int, until: Month) -> Life:
    """The last months of an account under a card that fits, up to a month, and what happened."""
    frame, scores = book.frame, book.scored(card)
    first = max(until.number - MONTHS + 1, frame.months[0].number)
    numbers = np.arange(first, until.number + 1)
    rows = frame.rows_of(np.full(len(numbers), account), numbers)
    moments = tuple(
        Moment(
            Month(n),
            float(scores.score[r]) if r >= 0 else math.nan,
            int(scores.standing[r]) if r >= 0 else None,
        )
        for n, r in zip(numbers.tolist(), rows.tolist(), strict=True)
    )
    events = [*_dates(frame, account), *_touches(frame, account)]
    events += _flags(scores, card, numbers, rows)
    events += _pulses(book, card, scores, numbers, rows)
    within = [e for e in events if first <= e.month.number <= until.number]
    return Life(moments, tuple(sorted(within, key=lambda e: e.month.number)))


def _dates(frame: Frame, account: int) -> Iterator[Event]:
    """The beginning, the notice and the end of each time it was a customer, and its renewal."""
    spells = frame.spells
    for at in np.flatnonzero(spells.account == account).tolist():
        named: tuple[tuple[Sort, np.int64, str], ...] = (
            ("start", spells.began[at], "became a customer"),
            ("notice", spells.notice[at], "gave notice"),
            ("end", spells.ended[at], "left"),
        )
        for sort, number, words in named:
            if int(number) != NEVER:
                yield Event(Month(int(number)), sort, words)
    renewal = int(frame.accounts.renewal[account])
    if renewal != NEVER:
        yield Event(Month(renewal), "renewal", "renewal due")


def _touches(frame: Frame, account: int) -> Iterator[Event]:
    """Each month in which somebody worked the account, once, with the times."""
    if frame.touches is None:
        return
    months = frame.touches.month[frame.touches.account == account]
    for number, times in zip(*np.unique(months, return_counts=True), strict=True):
        words = "worked by the team" if times == 1 else f"worked by the team {times} times"
        yield Event(Month(int(number)), "touch", words)


def _flags(scores: Scores, card: Card, numbers: Ints, rows: Ints) -> Iterator[Event]:
    """When each red flag began to hold, and when it no longer did."""
    for flag in card.flags:
        held = np.where(rows >= 0, scores.verdicts.flags[flag.id][rows], False)
        before = False
        for number, holds in zip(numbers.tolist(), held.tolist(), strict=True):
            if holds and not before:
                yield Event(Month(number), "flag", f"red flag: {flag.title}")
            if before and not holds:
                yield Event(Month(number), "cleared", f"cleared: {flag.title}")
            before = holds


def _pulses(book: Book, card: Card, scores: Scores, numbers: Ints, rows: Ints) -> Iterator[Event]:
    """When the judgement of a CSM changed, or a pin was set or ended."""
    pulse = card.pulse
    if pulse is None or not pulse.enabled:
        return
    column = np.asarray(book.column(pulse.as_metric()), dtype=np.float64)
    judged = np.where(rows >= 0, column[rows], np.nan)
    pinned = np.full(len(rows), UNPINNED) if scores.pinned is None else scores.pinned[rows]
    pinned = np.where(rows >= 0, pinned, UNPINNED)
    for at in range(1, len(rows)):
        month, now = Month(int(numbers[at])), float(judged[at])
        if not math.isnan(now) and now != judged[at - 1]:
            yield Event(month, "pulse", f"{pulse.title}: {now:g}")
        if pinned[at] != UNPINNED and pinned[at - 1] != pinned[at]:
            yield Event(month, "pulse", f"pinned to {card.bands[int(pinned[at])].name}")
        if pinned[at] == UNPINNED and pinned[at - 1] != UNPINNED:
            yield Event(month, "pulse", "pin ended")
