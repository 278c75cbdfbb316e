"""Each account-month has a place among all there could be: by month, and then by account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.values import Ints

Places = npt.NDArray[Any]
_SPARSE: Final = 8
"""Beyond so many places a row, sorting is less work than looking at every place."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The places from one month to another of so many accounts; months are counted from year 0."""

    first: int
    last: int
    accounts: int

    @property
    def size(self) -> int:
        """How many places there are."""
        return (self.last - self.first + 1) * self.accounts

    def places(self, session: Session, table: str) -> Places:
        """The places of a table's rows that have a month and a known account, as they stand.

        Input: a table with the columns `account_no` and `as_of`.
        """
        narrow = Sql("INTEGER" if self.size < 2**31 else "BIGINT")
        query = statement(
            "SELECT CAST((year(as_of) * 12 + month(as_of) - 1 - ?) * CAST(? AS BIGINT)"
            " + account_no AS {narrow}) AS place FROM {t}"
            " WHERE account_no IS NOT NULL AND as_of IS NOT NULL",
            narrow=narrow,
            t=table,
        )
        found: Places = session.table(query, [self.first, self.accounts])["place"].to_numpy()
        return found

    def has_twice(self, places: Places) -> bool:
        """Whether any two of these are one."""
        if self.size > _SPARSE * len(places):
            found = np.sort(places)
            return bool((found[1:] == found[:-1]).any())
        taken = np.zeros(self.size, np.bool_)
        taken[places] = True
        return int(np.count_nonzero(taken)) < len(places)

    def in_order(self, places: Places) -> tuple[Places, Ints]:
        """The order of rows by place, and their places in that order; no two are one."""
        if self.size > _SPARSE * len(places):
            order = np.argsort(places)
            return order, places[order].astype(np.int64)
        row_at = np.full(self.size, -1, np.int32)
        row_at[places] = np.arange(len(places), dtype=np.int32)
        taken = np.flatnonzero(row_at >= 0)
        return row_at[taken], taken
