"""Which accounts change their band when the card, or the month, changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.live.frame import Frame
from scoring.live.kernel import Scores, band_alarms, band_names
from scoring.live.on_demand import OnDemand
from scoring.spec.model import Card
from scoring.values import Bools, Ints, Month

Side = tuple[Scores, Card, Month]
"""What an account is compared under: the scores, their card, the month."""


@dataclass(frozen=True, slots=True)
class Move:
    """One account's change of band; scores are NaN where there is none."""

    account: int
    before: str
    after: str
    score_before: float
    score_after: float
    arr: float
    worse: bool
    enters_alarm: bool


@dataclass(frozen=True, slots=True)
class Moves:
    """The accounts that change band, the worst turn first, the largest first among equals.

    `alarmed` of them turn to a band that flags, with `alarmed_arr` of revenue a year. Where a
    sample was looked at, `about` says how many of all accounts do.
    """

    all: OnDemand[Move]
    alarmed: int
    alarmed_arr: float

    about: int | None = None

    def __len__(self) -> int:
        """How many accounts change their band, of those that were looked at."""
        return len(self.all)

    @property
    def accounts(self) -> int:
        """How many accounts of the whole book change their band, as far as that is known."""
        return len(self.all) if self.about is None else self.about


def moves(frame: Frame, before: Side, after: Side, within: Bools | None = None) -> Moves:
    """The accounts in the book at both months whose band differs, of those `within`."""
    old, new = _of_both(frame, before[2], after[2])
    if within is not None:
        counted = within[frame.account[new]]
        old, new = old[counted], new[counted]
    names = band_names(before[1]), band_names(after[1])
    was, now = before[0].standing[old], after[0].standing[new]
    differs = names[0][:, None] != names[1][None, :]  # of each pair of bands, not of each account
    turned = np.flatnonzero(differs[was, now])
    was, now, old, new = was[turned], now[turned], old[turned], new[turned]
    accounts = frame.account[new]
    scores = before[0].score[old], after[0].score[new]
    alarmed = band_alarms(after[1])[now] & ~band_alarms(before[1])[was]
    worse, arr = scores[1] < scores[0], frame.arr[new]
    known = np.nan_to_num(arr)

    def move(i: int) -> Move:
        return Move(
            account=int(accounts[i]),
            before=str(names[0][was[i]]),
            after=str(names[1][now[i]]),
            score_before=float(scores[0][i]),
            score_after=float(scores[1][i]),
            arr=float(arr[i]),
            worse=bool(worse[i]),
            enters_alarm=bool(alarmed[i]),
        )

    order = np.lexsort((-known, ~worse, ~alarmed))
    return Moves(OnDemand(order, move), int(alarmed.sum()), float(known[alarmed].sum()))


def _of_both(frame: Frame, first: Month, second: Month) -> tuple[Ints, Ints]:
    """The rows at two months of each account in the book at both, in the order of accounts."""
    old, new = frame.customers_at(first), frame.customers_at(second)
    if first == second:
        return old, new
    _, was, now = np.intersect1d(
        frame.account[old], frame.account[new], assume_unique=True, return_indices=True
    )
    return old[was], new[now]
