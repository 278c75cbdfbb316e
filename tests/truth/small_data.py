"""A handful of rows becomes a data set by the way that every file takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from scoring.spec.source import Source
from scoring.values import Month
from scoring.workbench import DataSet, open_data
from tests.truth.plain_places import Account, Cell, Rows


def data_set(
    folder: Path,
    rows: Rows,
    texts: tuple[str, ...] = (),
    facts: Mapping[str, Account] | None = None,
) -> DataSet:
    """Write the rows to files and load them.

    Input: an empty folder, the measures of each account-month, which of them are text, and
    the segment and first month of accounts where they matter.
    """
    measures = list(next(iter(rows.values())))
    cells: Mapping[str, list[Cell]] = {m: [row[m] for row in rows.values()] for m in measures}
    columns: dict[str, pa.Array] = {
        "id": pa.array([account for account, _ in rows]),
        "month": pa.array([Month(month).end for _, month in rows], pa.date32()),
    }
    for name, found in cells.items():
        columns[name] = pa.array(found, pa.string() if name in texts else pa.float64())
    pq.write_table(pa.table(columns), folder / "months.parquet")
    pq.write_table(_accounts(rows, facts or {}), folder / "accounts.parquet")
    source = {
        "version": 1,
        "name": "Small",
        "files": {"accounts": {"path": "accounts.parquet"}, "months": {"path": "months.parquet"}},
        "account": {
            "from": "accounts",
            "id": "id",
            **({"start_on": "start", "dimensions": ["segment"]} if facts else {}),
        },
        "snapshots": [
            {
                "from": "months",
                "id": "id",
                "month": "month",
                "measures": [
                    {"column": m, "type": "text" if m in texts else "number"} for m in measures
                ],
            }
        ],
    }
    return open_data(Source.model_validate(source), folder, today=dt.date(2026, 1, 1))


def _accounts(rows: Rows, facts: Mapping[str, Account]) -> pa.Table:
    ids = sorted({account for account, _ in rows})
    known = [facts.get(account, Account()) for account in ids]
    starts = [None if a.start is None else Month(a.start).end for a in known]
    return pa.table(
        {
            "id": ids,
            "start": pa.array(starts, pa.date32()),
            "segment": pa.array([a.segment for a in known], pa.string()),
        }
    )
