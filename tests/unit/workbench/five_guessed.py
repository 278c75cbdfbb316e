"""The five exports of one company, looked at and opened once."""

from __future__ import annotations

import datetime as dt
from functools import cache

from scoring.spec.tables import Table
from scoring.workbench import (
    DataSet,
    LookedAt,
    open_data,
    source_of,
)
from tests.own_files import looked_at
from tests.unit.workbench import five_exports

TODAY = dt.date(2026, 1, 10)


@cache
def looked() -> LookedAt:
    return looked_at(five_exports.five())


def tables() -> dict[str, Table]:
    return {guessed.table.key: guessed.table for guessed in looked().guessed}


@cache
def book() -> DataSet:
    return open_data(source_of(list(tables().values()), "Five"), looked().place, today=TODAY)
