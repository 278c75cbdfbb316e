"""The months in which accounts were customers: what no card changes of them is counted once.

A cut that moves changes which months are alarms. So alarms are told by their places, and only
these are walked; every figure is that of `scoring.backtest.alarms`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from scoring.backtest.alarms import GAP, NOTHING_OBSERVED, YEAR, Episodes, followed, per_100
from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.proportions import by_account, proportion, share_by_account
from scoring.values import Bools, Floats, Ints


@dataclass(frozen=True)
class Watched:
    """The rows of customers of their day, by account and month; shape (rows,) each.

    `life` is the spell that a month lies in, in the order of the accounts, and `first` the first
    month of its own; `left` the month of its loss, `unsure` that from which nobody can say
    whether it was lost, NEVER for none; `kept` who has neither.
    """

    rows: Ints
    life: Ints
    account: Ints
    month: Ints
    first: Ints
    left: Ints
    unsure: Ints
    kept: Bools

    def of(self, accounts: Bools) -> Watched:
        """The rows of some accounts. Input: shape (accounts of the book,)."""
        some = accounts[self.account]
        return Watched(**{one.name: getattr(self, one.name)[some] for one in fields(self)})

    def months(self, alarms: Ints) -> Figure:
        """As `false_alarm_months`. Input: the rising places of the rows that are flagged."""
        rows = self._kept_rows
        hits = self._counted(alarms[self.kept[alarms]])[: len(rows)]
        return share_by_account(hits, rows, "No account was kept.")

    def accounts(self, alarms: Ints) -> Figure:
        """As `false_alarm_accounts`."""
        nothing = f"No kept account was watched for {YEAR} months in a row."
        if not self.kept.any():
            return no_figure(nothing)
        recent, whole = self._recent
        ever = self._counted(alarms[recent[alarms]]) > 0.0
        return proportion(int(np.sum(ever & whole)), int(np.sum(whole)), nothing)

    def begun(self, alarms: Ints) -> Ints:
        """The places where an episode of alarm begins, as `episode_starts` finds them.

        An alarm does not run on from one spell into the next.
        """
        of, at = self.life[alarms], self.month[alarms]
        new = np.ones(len(alarms), np.bool_)
        new[1:] = (of[1:] != of[:-1]) | (at[1:] - at[:-1] > GAP + 1)
        return alarms[new]

    def episodes(self, begun: Ints) -> Figure:
        """As `episodes_per_100`. Input: the places that `begun` finds."""
        nothing = f"It takes more than {GAP + 1} months to see where an alarm begins."
        if not len(self.rows):
            return no_figure(nothing)
        rows = self._told_rows
        hits = self._counted(self._told(begun))[: len(rows)]
        return per_100(share_by_account(hits, rows, nothing))

    def followed(self, begun: Ints, last: int, lead: int, horizon: int) -> Episodes:
        """As `episode_precision`. Input: the last month that is over, and the question's months."""
        if not len(self.rows):
            return Episodes(no_figure(NOTHING_OBSERVED), 0, 0, 0)
        at = self._told(begun)
        account, month = self.account[at], self.month[at]
        return followed(account, month, self.left[at], last, lead, horizon, self.unsure[at])

    def _told(self, places: Ints) -> Ints:
        """Those after the first months, which may carry an alarm on."""
        return places[self.month[places] > self._start]

    def _counted(self, places: Ints) -> Floats:
        """How many of the places each account has."""
        return np.bincount(self.account[places], minlength=self._many).astype(np.float64)

    @cached_property
    def _many(self) -> int:
        return int(self.account.max(initial=-1)) + 1

    @cached_property
    def _start(self) -> int:
        return int(self.month.min()) + GAP

    @cached_property
    def _kept_rows(self) -> Floats:
        return _without_end(by_account(self.kept, self.account, self._many))

    @cached_property
    def _told_rows(self) -> Floats:
        return _without_end(by_account(self.month > self._start, self.account, self._many))

    @cached_property
    def _recent(self) -> tuple[Bools, Bools]:
        """Which rows lie in the last year of the kept ones, and which accounts have all of it."""
        recent = self.kept & (self.month > int(self.month[self.kept].max()) - YEAR)
        return recent, by_account(recent, self.account, self._many) == YEAR


def _without_end(rows: Floats) -> Floats:
    """Up to the last account with a row: how long a sum is decides its last digit."""
    return np.asarray(np.trim_zeros(rows, "b"))
