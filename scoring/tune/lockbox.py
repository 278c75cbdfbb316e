"""Some cases are locked away from tuning, to be looked at once when the card is done."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from scoring.backtest.cases import LOST, Cases
from scoring.values import Bools, Month

ENOUGH: Final = 20
"""From so many lost accounts in the last period, and as many before, the period is locked."""

PART: Final = 0.25
"""Else so much of the accounts, drawn by the version of the data."""

Kind = Literal["period", "accounts"]


@dataclass(frozen=True, slots=True)
class Lockbox:
    """Which cases are locked; `locked` has one entry a case, `losses` are lost accounts in it.

    `since` is the first look of a locked period, None where accounts were drawn.
    """

    kind: Kind
    since: Month | None
    locked: Bools
    losses: int

    @property
    def cases(self) -> int:
        """How many cases are locked."""
        return int(self.locked.sum())

    @property
    def words(self) -> str:
        """What is locked, as a sentence."""
        held = f"{self.cases:,} cases with {_counted(self.losses)}"
        if self.since is not None:
            return f"Locked: every look from {self.since} on, {held}."
        return f"Locked: a quarter of the accounts, drawn at random, {held}."


def _counted(losses: int) -> str:
    return "1 lost account" if losses == 1 else f"{losses:,} lost accounts"


def lockbox_of(cases: Cases, version: str, accounts: int) -> Lockbox:
    """The lockbox of a table of cases: the same for the same data and question.

    Input: the cases, the version of the data, and how many accounts there are. The last
    period, a horizon of looks, is locked if 20 lost accounts or more are in it and as many
    before; else a quarter of all accounts.
    """
    lost = np.asarray(cases.outcome == LOST)
    if len(cases) and cases.clock.cohort != "current":
        since = int(cases.as_of.max()) - cases.clock.question.horizon + 1
        late = cases.as_of >= since
        inside, before = _accounts(cases, lost & late), _accounts(cases, lost & ~late)
        if min(inside, before) >= ENOUGH:
            first = int(cases.as_of[late].min())
            return Lockbox("period", Month(first), late, inside)
    drawn = _drawn(version, accounts)[cases.account]
    return Lockbox("accounts", None, drawn, _accounts(cases, lost & drawn))


def _accounts(cases: Cases, which: Bools) -> int:
    return len(np.unique(cases.account[which]))


def _drawn(version: str, accounts: int) -> Bools:
    """A quarter of the accounts; the same for the same data, whoever asks."""
    seed = int.from_bytes(hashlib.sha256(version.encode()).digest()[:8], "big")
    drawn = np.zeros(accounts, np.bool_)
    order = np.random.default_rng(seed).permutation(accounts)
    drawn[order[: round(PART * accounts)]] = True
    return drawn


def outside(cases: Cases, box: Lockbox) -> Cases:
    """The cases that tuning may look at."""
    return cases.at(~box.locked)


def inside(cases: Cases, box: Lockbox) -> Cases:
    """The cases that were locked away."""
    return cases.at(box.locked)
