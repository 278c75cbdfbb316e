"""The rows that every live figure is counted over: account-months with the facts about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.live.shelf import Shelf
from scoring.spec.catalogue import Catalogue
from scoring.values import Bools, Floats, Ints, Month, Texts

NEVER = np.iinfo(np.int64).max
"""The month number of something that has not happened."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """The facts of each account, one row an account, ordered by id.

    Month numbers count as `scoring.values.Month` does; NEVER where there is no date.
    `left` is the month of notice where known, else of the end; `lost` says whether the
    account was lost at all, dated or not.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    owners: Texts
    arr: Floats
    started: Ints
    renewal: Ints
    ended: Ints
    left: Ints
    lost: Bools
    reasons: Texts
    dimensions: Mapping[str, Texts]


@dataclass(frozen=True, slots=True)
class Spells:
    """Each time that an account was a customer, ordered by account and then by `number`.

    `began`, `ended` and `notice` are month numbers (NEVER where unknown or not yet); `notice`
    lies within the spell; `last` marks the spell that the facts of the account speak of.
    """

    account: Ints
    number: Ints
    began: Ints
    ended: Ints
    notice: Ints
    last: Bools


@dataclass(frozen=True, slots=True)
class Touches:
    """Each time that somebody worked an account: its position and the month number, (times,)."""

    account: Ints
    month: Ints


@dataclass(frozen=True)
class Frame:
    """Account-months, ordered by month and then by account id.

    `account` is the row's position in `accounts`, `month` its month number, `arr` the
    revenue a year at that month (NaN where unknown). Without `told`, the spells as they
    were read, each account has one spell. `touches` is None where the data do not say who was
    worked.
    """

    accounts: Accounts
    account: Ints
    month: Ints
    arr: Floats
    catalogue: Catalogue
    told: Spells | None = None
    touches: Touches | None = None

    @cached_property
    def spells(self) -> Spells:
        """Each time that an account was a customer."""
        if self.told is not None:
            return self.told
        facts = self.accounts
        count = len(facts.ids)
        one, every = np.ones(count, dtype=np.int64), np.ones(count, dtype=np.bool_)
        notice = np.where(facts.left < facts.ended, facts.left, NEVER)
        return Spells(np.arange(count), one, facts.started, facts.ended, notice, every)

    @property
    def last_complete(self) -> Month:
        """The last month that is over: beyond it no outcome is known."""
        over = self.catalogue.over
        return Month.of(over) if over else self.months[-1]

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The as-of months in order."""
        return tuple(Month(int(n)) for n in np.unique(self.month))

    def rows_at(self, month: Month) -> slice:
        """The rows of one month; empty if there are none."""
        return self._spans.get(month.number, slice(0, 0))

    @cached_property
    def _spans(self) -> Mapping[int, slice]:
        numbers = [month.number for month in self.months]
        starts = [*np.searchsorted(self.month, numbers).tolist(), len(self.month)]
        return {n: slice(a, b) for n, a, b in zip(numbers, starts, starts[1:], strict=False)}

    def in_book(self, rows: slice) -> Bools:
        """Which of these rows belong to customers of that day: those that had not left yet.

        Who came back is none between the loss and the return. Where losses carry no date the
        snapshot itself is the book, lost accounts included.
        """
        return self._customers[rows].copy()  # the caller may narrow it

    def customers_at(self, month: Month) -> Ints:
        """The rows of a month's customers, in the order of their accounts; nobody may write there.

        The last few months that were asked for are kept, as pages look at one again and again.
        """
        rows = self.rows_at(month)

        def find() -> Ints:
            found: Ints = rows.start + np.flatnonzero(self._customers[rows])
            found.flags.writeable = False
            return found

        return self._kept.get(("customers", month.number), find)

    def revenue_at(self, month: Month) -> Floats:
        """The revenue of the same customers, 0 where it is unknown; kept alike."""

        def find() -> Floats:
            found: Floats = np.nan_to_num(self.arr[self.customers_at(month)])
            found.flags.writeable = False
            return found

        return self._kept.get(("revenue", month.number), find)

    @cached_property
    def _kept(self) -> Shelf:
        return Shelf(8)

    @cached_property
    def _customers(self) -> Bools:
        if self.catalogue.churn != "dated":
            return np.ones(len(self.month), dtype=np.bool_)
        stays = self.accounts.ended[self.account] > self.month
        return np.asarray(stays & ~self._away)

    @cached_property
    def _away(self) -> Bools:
        """Which rows lie between a loss and the return after it, the month of the loss included."""
        spells, away = self.spells, np.zeros(len(self.month), dtype=np.bool_)
        left = np.flatnonzero(~spells.last)
        since, until = spells.ended[left], spells.began[left + 1]
        length = np.maximum(until - since, 0)
        nth = np.arange(length.sum()) - np.repeat(length.cumsum() - length, length)
        found = self.rows_of(
            np.repeat(spells.account[left], length), np.repeat(since, length) + nth
        )
        away[found[found >= 0]] = True
        return away

    @cached_property
    def _keys(self) -> Ints:
        return np.asarray(self.month * len(self.accounts.ids) + self.account)

    def rows_of(self, accounts: Ints, months: Ints) -> Ints:
        """The row of each account at its month, -1 where there is none; shape of the input."""
        wanted = months * len(self.accounts.ids) + accounts
        at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        return np.where(self._keys[at] == wanted, at, -1)

    def younger_than(self, months: int) -> Bools:
        """Which rows lie less than so many months after their account's start, if it is known."""
        started = self.accounts.started[self.account]
        return np.asarray((started != NEVER) & (self.month - started < months))

    def trait_of_rows(self, dimension: str) -> Texts:
        """A dimension's value for every row. Raises KeyError if there is no such dimension."""
        texts = self.accounts.dimensions[dimension]
        return Texts(texts.codes[self.account], texts.labels)

    def members(self, dimension: str, value: str | None) -> Bools:
        """Which accounts have this value of a dimension, None for no value; over accounts."""
        texts = self.accounts.dimensions[dimension]
        if value is None:
            return np.asarray(texts.codes < 0)
        code = texts.labels.index(value)
        return np.asarray(texts.codes == code)
