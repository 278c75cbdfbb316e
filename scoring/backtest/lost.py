"""Each lost customer beside the band it had while there was still time to act.

The customer is looked at a lead before the month of notice, or before the end where no
notice is known; nothing dated later than that month enters its score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import UNSCORED, Scores
from scoring.spec.model import Card
from scoring.values import Bools, Ints, Month

LEAD = 3
"""Months between the look and the notice."""

Verdict = Literal["caught", "missed", "not scored"]


@dataclass(frozen=True, slots=True)
class Lost:
    """One lost customer: who, when it gave notice, and how the card saw it before.

    `row` is its account-month in the frame (-1 if it had none at that month: too young
    or not recorded), `band` the position of the band then, `score` NaN where none.
    """

    account: int
    left: Month | None
    row: int
    score: float
    band: int
    arr: float
    verdict: Verdict


def lost_rows(frame: Frame, lead: int = LEAD) -> tuple[Ints, Ints]:
    """The lost accounts, and for each the row at which it is looked at (-1: none).

    Accounts that left before the data reach back far enough are not among them. Where
    losses carry no date the row is the account's only snapshot: that shows how it stood,
    it is no test of a warning.
    """
    accounts = np.flatnonzero(frame.accounts.lost)
    left = frame.accounts.left[accounts]
    first, last = frame.months[0].number, frame.months[-1].number
    looked = np.where(left == NEVER, last, np.minimum(left, last + lead) - lead)
    inside = (left == NEVER) | ((looked >= first) & (left <= last + lead))
    return accounts[inside], frame.rows_of(accounts[inside], looked[inside])


def lost_customers(
    frame: Frame,
    scores: Scores,
    card: Card,
    looked: tuple[Ints, Ints],
    within: Bools | None = None,
) -> tuple[Lost, ...]:
    """The lost customers, missed ones first, the largest first among equals.

    Input: the answer of `lost_rows`; `within` narrows to some accounts. An account without
    a score counts as not caught.
    """
    found = [
        _one(frame, scores, card, account, row)
        for account, row in zip(*(side.tolist() for side in looked), strict=True)
        if within is None or within[account]
    ]
    order = {"missed": 0, "not scored": 1, "caught": 2}
    return tuple(sorted(found, key=lambda one: (order[one.verdict], -_known(one.arr))))


def _known(arr: float) -> float:
    """The revenue, 0 where it is not known: NaN has no place in an order."""
    return 0.0 if arr != arr else arr


def _one(frame: Frame, scores: Scores, card: Card, account: int, row: int) -> Lost:
    left = int(frame.accounts.left[account])
    band = UNSCORED if row < 0 else int(scores.band[row])
    verdict: Verdict = "not scored"
    if band >= 0:
        verdict = "caught" if card.alarms[band] else "missed"
    return Lost(
        account=account,
        left=None if left == NEVER else Month(left),
        row=row,
        score=float("nan") if row < 0 else float(scores.score[row]),
        band=band,
        arr=float(frame.accounts.arr[account] if row < 0 else frame.arr[row]),
        verdict=verdict,
    )
