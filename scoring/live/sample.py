"""A part of a large book: every account that was ever lost, and some drawn of the others."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from scoring.live.book import Book
from scoring.live.frame import NEVER
from scoring.values import Bools, Floats

LARGE: Final = 200_000
"""With more accounts than this a slider that moves shows a sample."""

DRAWN: Final = 20_000
"""So many accounts are drawn of those that were never lost."""


@dataclass(frozen=True)
class Sample:
    """Accounts that speak for all: arrays over the accounts of the book.

    `gone` are the accounts that were ever lost, each of which is in; `drawn` some of the others,
    each of which counts `times`.
    """

    gone: Bools
    drawn: Bools
    times: float

    @cached_property
    def accounts(self) -> Bools:
        """All accounts of the sample."""
        return self.gone | self.drawn

    @cached_property
    def weights(self) -> Floats:
        """How many accounts each account of the sample stands for, 0 outside of it."""
        return self.gone + self.times * self.drawn


def sample_of(
    book: Book, within: Bools | None = None, large: int = LARGE, drawn: int = DRAWN
) -> Sample | None:
    """The sample of a book, the same for everybody; None where it is not large.

    Input: the accounts that are looked at, None for all; from how many on a book is large, and
    how many accounts are drawn. The version of the data is the seed.
    """
    accounts = book.frame.accounts
    count = len(accounts.ids) if within is None else int(np.count_nonzero(within))
    if count <= large:
        return None
    key = ("sample", large, drawn, None if within is None else within.tobytes())
    return book.cases.get(key, lambda: _drawn(book, within, drawn))


def _drawn(book: Book, within: Bools | None, drawn: int) -> Sample:
    facts, spells = book.frame.accounts, book.frame.spells
    gone = facts.lost | (facts.left != NEVER) | (facts.ended != NEVER)
    gone[spells.account[~spells.last]] = True
    stayed = ~gone if within is None else ~gone & within
    others = np.flatnonzero(stayed)
    seed = int.from_bytes(hashlib.sha256(book.frame.catalogue.version.encode()).digest()[:8], "big")
    chosen = np.random.default_rng(seed).permutation(len(others))[:drawn]
    some = np.zeros(len(gone), np.bool_)
    some[others[chosen]] = True
    gone = gone if within is None else gone & within
    return Sample(gone, some, len(others) / max(len(chosen), 1))
