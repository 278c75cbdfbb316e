"""When contracts run out: the next time of each account, and the times that are over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.live.frame import NEVER, Accounts, Frame
from scoring.values import Bools, Ints, Month

YEARLY: Final = 12
MONTHLY: Final = 1
_FEW: Final = 8
_ODD: Final = 0.1
"""The share of surely longer contracts that may begin within a year of their renewal's month."""


@dataclass(frozen=True, slots=True)
class Past:
    """Contracts that ran out, each as it stood a lead before; arrays of shape (contracts,).

    `month` is the month number in which it ran out, `row` the account's row a lead before it,
    `term` the months it ran for, `kept` whether the account was still a customer after it.
    """

    account: Ints
    month: Ints
    row: Ints
    term: Ints
    kept: Bools

    def __len__(self) -> int:
        """How many there are."""
        return len(self.account)


def terms(facts: Accounts, last: Month) -> Ints:
    """The months for which each account's contract runs, by its dates: 12, or 1 for a monthly plan.

    Data state the next renewal only. A contract that began a whole number of years before it
    is taken for a yearly one, any other for a monthly one; but only where that tells them
    apart: of the customers whose renewal is more than a month away, who surely have no monthly
    plan, at most a tenth may look as if they had. Else, and where a date is missing, 12.
    """
    known = (facts.renewal != NEVER) & (facts.started != NEVER)
    length = np.where(known, facts.renewal - np.where(known, facts.started, 0), 0)
    odd = known & (length % YEARLY != 0)
    longer = known & (facts.ended == NEVER) & (facts.renewal - last.number > 1)
    tells = longer.sum() >= _FEW and np.mean(odd[longer]) <= _ODD
    return np.where(odd & tells, MONTHLY, YEARLY)


def due_after(frame: Frame, month: Month) -> Ints:
    """The month number in which each account's contract next runs out after a month.

    Shape (accounts,); NEVER where no renewal is known, and a month that is over where the one
    on record is. Before the last month, a renewal on record is reckoned back by its term.
    """
    renewal = frame.accounts.renewal
    if month >= frame.months[-1]:
        return renewal
    term = terms(frame.accounts, frame.months[-1])
    ahead = (renewal != NEVER) & (renewal > month.number)
    back = np.where(ahead, (np.where(ahead, renewal, 0) - month.number - 1) // term, 0)
    return np.where(ahead, renewal - back * term, renewal)


def past_contracts(frame: Frame, until: Month, lead: int, within: Bools | None = None) -> Past:
    """Every contract that ran out up to a month, of those who were customers a lead before.

    Earlier ends are reckoned back from the renewal on record by `terms`. Whoever left within
    the lead did not renew; nothing after `until` is looked at.
    """
    facts, first = frame.accounts, frame.months[0].number
    term = terms(facts, frame.months[-1])
    known = facts.renewal != NEVER
    known = known if within is None else known & within
    due = np.where(known, facts.renewal, first - 1)
    found: list[tuple[Ints, Ints]] = []
    while (open_ones := due - lead >= first).any():
        at = np.flatnonzero(open_ones & (due <= until.number))
        found.append((at, due[at]))
        due = due - term
    account = np.concatenate([at for at, _ in found] or [np.zeros(0, np.int64)])
    month = np.concatenate([at for _, at in found] or [np.zeros(0, np.int64)])
    row = frame.rows_of(account, month - lead)
    there = row >= 0
    there[there] = frame.in_book(slice(0, len(frame.month)))[row[there]]
    account, month, row = account[there], month[there], row[there]
    return Past(account, month, row, term[account], np.asarray(facts.ended[account] > month))
