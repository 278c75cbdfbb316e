"""Some cases are locked away from tuning, to be looked at once when the card is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from scoring.backtest.cases import LOST, Cases, cases_of
from scoring.live.book import Book
from scoring.spec.question import Box, Question
from scoring.values import Bools, Month


@dataclass(frozen=True, slots=True)
class Lockbox:
    """What is locked: the looks of the last period, or a quarter of the accounts.

    `since` is the first look of a locked period, None where accounts were drawn; `losses` are
    lost accounts within, `left` those outside.
    """

    kind: Literal["period", "accounts"]
    since: Month | None
    cases: int
    losses: int
    left: int

    @property
    def words(self) -> str:
        """What is locked, as a sentence."""
        held = f"{self.cases:,} cases with {_counted(self.losses)}"
        if self.since is not None:
            return f"Every look from {self.since} on, {held}."
        return f"A quarter of the accounts, drawn at random, {held}."


def _counted(losses: int) -> str:
    return "1 lost account" if losses == 1 else f"{losses:,} lost accounts"


def boxed(question: Question, box: Box) -> Question:
    """The same question of the cases outside the lockbox, or inside it, or of all."""
    return replace(question, box=box)


def lockbox_of(book: Book, question: Question) -> Lockbox:
    """The lockbox of a question: the same for the same data, whoever asks."""
    held, rest = (cases_of(book, boxed(question, box)) for box in ("inside", "outside"))
    first = int(held.as_of.min()) if len(held) else 0
    by_period = len(held) > 0 and not (rest.as_of >= first).any()
    return Lockbox(
        kind="period" if by_period else "accounts",
        since=Month(first) if by_period else None,
        cases=len(held),
        losses=_lost(held),
        left=_lost(rest),
    )


def out_of_sight(book: Book, question: Question) -> Bools | None:
    """The accounts whose fate is locked away, a mask over accounts; None where nothing is.

    Those that are lost inside the box, and those that have no case outside it.
    """
    if question.box != "outside":
        return None
    inside, rest = cases_of(book, boxed(question, "inside")), cases_of(book, question)
    hidden = np.zeros(len(book.frame.accounts.ids), np.bool_)
    hidden[inside.account] = True
    hidden[rest.account] = False
    hidden[inside.account[inside.outcome == LOST]] = True
    return hidden


def _lost(cases: Cases) -> int:
    return len(np.unique(cases.account[cases.outcome == LOST]))
