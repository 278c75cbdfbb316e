"""How many accounts, and how much revenue, stand in each band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.live.frame import Frame
from scoring.live.kernel import UNSCORED, YOUNG, Scores
from scoring.spec.model import Card
from scoring.values import NOT_SCORED, ONBOARDING, Bools, Month


@dataclass(frozen=True, slots=True)
class BandShare:
    """One band of the book: its accounts, their ARR, and whether it flags an account.

    `tone` is good, watch, bad or, for accounts without a score, none.
    """

    name: str
    tone: str
    alarm: bool
    accounts: int
    arr: float


def band_shares(
    frame: Frame, scores: Scores, card: Card, month: Month, within: Bools | None = None
) -> tuple[BandShare, ...]:
    """The book at a month by band, best first, accounts without a score last.

    Input: `within` narrows to some accounts (a mask over accounts). Output: one entry a
    band, and one for Onboarding and for Not scored only if any account is.
    """
    rows, arr = frame.customers_at(month), frame.revenue_at(month)
    if within is not None:
        counted = within[frame.account[rows]]
        rows, arr = rows[counted], arr[counted]
    band = scores.standing[rows]
    shares = [
        BandShare(b.name, b.tone, alarm, int((band == i).sum()), float(arr[band == i].sum()))
        for i, (b, alarm) in enumerate(zip(card.bands, card.alarms, strict=True))
    ]
    for position, name in ((YOUNG, ONBOARDING), (UNSCORED, NOT_SCORED)):
        here = band == position
        if here.any():
            shares.append(BandShare(name, "none", False, int(here.sum()), float(arr[here].sum())))
    return tuple(shares)


def flagged(shares: Sequence[BandShare]) -> tuple[int, float]:
    """Accounts and ARR in the bands that flag."""
    alarmed = [s for s in shares if s.alarm]
    return sum(s.accounts for s in alarmed), sum(s.arr for s in alarmed)


def total(shares: Sequence[BandShare]) -> tuple[int, float]:
    """Accounts and ARR of the whole book."""
    return sum(s.accounts for s in shares), sum(s.arr for s in shares)
