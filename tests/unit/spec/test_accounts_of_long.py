"""Where no file lists the accounts, a long file lists them, whatever other files there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.errors import SourceError
from scoring.spec.tables import Table
from scoring.workbench import DataSet, LookedAt, open_data, retaken, source_of
from tests.own_files import TODAY, looked_at

LONG = "account_id,month,metric,value\n" + "".join(
    f"A{i},2025-{month:02},{name},{i * month}\n"
    for i in range(1, 31)
    for month in range(1, 7)
    for name in ("logins", "seats")
)
TICKETS = "ticket_id,account_id,opened_on\n" + "".join(
    f"T{i},A{i % 30 + 1},2025-06-{i % 28 + 1:02}\n" for i in range(300)
)
LOSSES = "account_id,cancelled_on\n" + "".join(f"A{i},2025-05-1{i}\n" for i in range(1, 5))


def looked(**files: str) -> LookedAt:
    return looked_at({f"{key}.csv": text.encode() for key, text in files.items()})


def opened(seen: LookedAt, tables: list[Table]) -> DataSet:
    return open_data(source_of(tables, "Long"), seen.place, today=TODAY)


def test_events_beside_a_long_file_are_counted_for_its_accounts() -> None:
    """300 tickets in June of 30 accounts are 10 each, in the month's 30 days."""
    seen = looked(metrics=LONG, tickets=TICKETS)
    data = opened(seen, [guess.table for guess in seen.guessed])
    assert (data.catalogue.accounts, data.catalogue.rows) == (30, 180)
    counted = next(m.column for m in data.catalogue.measures if "tickets" in m.name)
    sql = f"SELECT DISTINCT {counted} FROM snapshots WHERE as_of = DATE '2025-06-30'"
    assert data.loaded.session.rows(sql) == [(10.0,)]
    assert "duplicate_ids" not in {f.kind for f in data.findings}


def test_losses_beside_a_long_file_date_the_end_of_its_accounts() -> None:
    """4 of 30 accounts left in May, once somebody says that the other file lists losses."""
    seen = looked(metrics=LONG, cancellations=LOSSES)
    tables = {guess.table.key: guess.table for guess in seen.guessed}
    metrics = retaken(seen, "metrics", tables["metrics"], "long").table
    metrics = replace(metrics, id="account_id", month="month", names="metric", values="value")
    losses = retaken(seen, "cancellations", tables["cancellations"], "losses").table
    data = opened(seen, [metrics, replace(losses, id="account_id", day="cancelled_on")])
    lost = "SELECT account_id FROM accounts WHERE churned ORDER BY 1"
    assert data.loaded.session.rows(lost) == [("A1",), ("A2",), ("A3",), ("A4",)]
    assert data.catalogue.churn == "dated"


def test_two_long_files_leave_open_which_lists_the_accounts() -> None:
    """The fault says so, and the way out of it."""
    seen = looked(metrics=LONG, more=LONG.replace("logins", "visits").replace("seats", "users"))
    long = [retaken(seen, g.table.key, g.table, "long").table for g in seen.guessed]
    said = {"id": "account_id", "month": "month", "names": "metric", "values": "value"}
    with pytest.raises(SourceError, match=r"2 files have a row a measure.*keep one"):
        source_of([replace(table, **said) for table in long], "Two")


def test_a_file_of_months_is_asked_for_the_accounts_first() -> None:
    """A survey of some of them must not decide who the accounts are."""
    months = "account_id,month,visits\n" + "".join(f"A{i},2025-06,{i}\n" for i in range(1, 91))
    seen = looked(metrics=LONG, usage=months)
    tables = {guess.table.key: guess.table for guess in seen.guessed}
    usage = retaken(seen, "usage", tables["usage"], "months").table
    usage = replace(usage, id="account_id", month="month", measures=("visits",))
    metrics = retaken(seen, "metrics", tables["metrics"], "long").table
    metrics = replace(
        metrics, id="account_id", month="month", names="metric", values="value", through=None
    )
    with pytest.raises(SourceError, match="no file lists the accounts"):
        source_of([metrics, usage], "Two")
    data = opened(seen, [metrics, replace(usage, part="accounts")])
    assert data.catalogue.accounts == 90
