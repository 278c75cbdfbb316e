"""Which cases can be locked away from tuning, to be looked at once when a card is done."""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np

from scoring.values import Bools, Ints

ENOUGH: Final = 20
"""From so many lost accounts in the last period, and as many before, the period is locked."""

PART: Final = 0.25
"""Else so much of the accounts, drawn by the version of the data."""


def last_period(as_of: Ints, account: Ints, lost: Bools, horizon: int) -> Bools | None:
    """The cases of the last period, a horizon of looks; None where it cannot be locked.

    Input: one entry a case. It must hold 20 lost accounts or more, and leave as many.
    """
    if not len(as_of):
        return None
    late = as_of > int(as_of.max()) - horizon
    inside, before = (len(np.unique(account[lost & side])) for side in (late, ~late))
    return np.asarray(late) if min(inside, before) >= ENOUGH else None


def drawn_accounts(version: str, accounts: int) -> Bools:
    """A quarter of so many accounts; the same for the same version of the data, whoever asks."""
    seed = int.from_bytes(hashlib.sha256(version.encode()).digest()[:8], "big")
    drawn = np.zeros(accounts, np.bool_)
    order = np.random.default_rng(seed).permutation(accounts)
    drawn[order[: round(PART * accounts)]] = True
    return drawn
