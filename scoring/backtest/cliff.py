"""How much of a measure's ranking power is there only once a customer has told you.

A measure is held against losses of the next three months, notice given or not, and against
those that lie further ahead and of which nobody had told. What it gains on the eve is no
warning.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from scoring.backtest.cases import LOST, Cases, build_cases
from scoring.backtest.figure import Z95, Figure, without_interval
from scoring.backtest.order import worst_first
from scoring.backtest.ranking import ENOUGH, auc, lost_accounts, placements
from scoring.live.frame import NEVER, Frame
from scoring.spec.question import Question
from scoring.values import Bools, Floats, Ints

AHEAD: Final = 3
"""Months that part a loss on its eve from one ahead."""

MANY: Final = 50_000
"""Up to so many account-months every month is a look; with more every third one says enough."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """Cases with a row, shape (cases,): its position in the frame, lost or kept, the account."""

    row: Ints
    lost: Bools
    account: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """The cases on the eve of the end, and those at least three months ahead."""

    eve: Side
    ahead: Side


def cliff_looks(frame: Frame, question: Question) -> Looks:
    """The looks at each month, or each third one of many rows, of those whom the question asks.

    On the eve losses are dated by their end and notices are not heeded: that a measure hears
    of them is what is to be seen. Ahead, losses are dated by their end too, and whoever has
    given notice is no case. Every loss on record is so on its eve at least once.
    """
    spells = frame.spells
    deaf = replace(frame, told=replace(spells, notice=np.full_like(spells.notice, NEVER)))
    every = 1 if len(frame.month) <= MANY else AHEAD
    ahead = replace(question, lead=AHEAD, cohort="calendar", label="end", every=every, term=None)
    eve = replace(ahead, lead=0, horizon=AHEAD)
    return Looks(_side(build_cases(deaf, eve)), _side(build_cases(frame, ahead)))


def _side(cases: Cases) -> Side:
    seen = np.flatnonzero(cases.judged & (cases.row >= 0))
    return Side(cases.row[seen], np.asarray(cases.outcome[seen] == LOST), cases.account[seen])


def cliff(values: Floats, looks: Looks) -> Figure | None:
    """The AUC on the eve less that of three months ahead, in the direction of the eve.

    Input: a measure, one value a row of the frame, NaN where there is none. None where either
    side has fewer than 15 lost accounts with a value, as any comparison needs, or no kept one.
    The interval is that of two AUCs with accounts in common: the placements of both (DeLong
    and others 1988), added up by account (Obuchowski 1997). `n` counts the cases, `effective`
    the lost accounts of the eve.
    """
    parts = [_Part.of(values, side) for side in (looks.eve, looks.ahead)]
    eve, ahead = parts
    if eve is None or ahead is None:
        return None
    turned = 1.0 if eve.area >= 0.5 else -1.0
    gap, n = turned * (eve.area - ahead.area), eve.cases + ahead.cases
    spread = _variance(eve, ahead)
    if spread is None:
        return without_interval(gap, n, "All kept cases are of one account.")
    half = Z95 * math.sqrt(spread)
    return Figure(gap, gap - half, gap + half, n, eve.losses, "clustered DeLong, two AUCs")


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One side: its AUC, and each account's part in the distance from its true value."""

    area: float
    losses: int
    cases: int
    of_lost: tuple[Ints, Floats]
    of_kept: tuple[Ints, Floats]

    @classmethod
    def of(cls, values: Floats, side: Side) -> _Part | None:
        order = worst_first(values[side.row], side.lost, side.account)
        area, losses = auc(order), lost_accounts(order)
        if area is None or losses < ENOUGH:
            return None
        away, gone = placements(order) - area, order.lost
        lost = order.account[gone], away[gone] / order.losses
        kept = order.account[~gone], away[~gone] / order.kept
        return cls(area, losses, len(order.rows), lost, kept)


def _variance(eve: _Part, ahead: _Part) -> float | None:
    """The variance of the difference; None if some part is of one account alone.

    Lost and kept parts are each a mean over the accounts that have one, so that each square
    is enlarged by k / (k - 1), k being their number; products by that of all accounts.
    """
    parts = [eve.of_lost, eve.of_kept, ahead.of_lost, ahead.of_kept]
    size = 1 + max(int(account.max()) for account, _ in parts)
    total, anyone = np.zeros(size), np.zeros(size, dtype=np.bool_)
    squares = enlarged = 0.0
    for (account, away), sign in zip(parts, (1.0, 1.0, -1.0, -1.0), strict=True):
        own, has = np.bincount(account, weights=away, minlength=size), np.zeros(size, np.bool_)
        has[account] = True
        k = int(np.count_nonzero(has))
        if k < 2:
            return None
        square = float(np.sum(own**2))
        squares, enlarged = squares + square, enlarged + k / (k - 1) * square
        total += sign * own
        anyone |= has
    everyone = int(np.count_nonzero(anyone))
    products = float(np.sum(total**2)) - squares
    return max(enlarged + everyone / (everyone - 1) * products, 0.0)
