"""The table `accounts`: one row an account, with its facts and dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.engine.cells import (
    Reading,
    as_date,
    as_number,
    as_text,
    numbers_among,
    scaled,
    spellings,
)
from scoring.engine.no_days import known
from scoring.engine.odd_accounts import changing, check_ids, flag_spellings, nobody_lost
from scoring.engine.quoting import Sql, safe_names, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding, Severity
from scoring.spec.source import Repeated, Scaled, SnapshotTable, Source

_NULLS: Mapping[str, str] = {
    "name": "VARCHAR",
    "owner": "VARCHAR",
    "churn_reason": "VARCHAR",
    "start_on": "DATE",
    "renewal_on": "DATE",
    "notice_on": "DATE",
    "churned_on": "DATE",
    "churned": "BOOLEAN",
    "arr": "DOUBLE",
}
_ENDS = frozenset({"renewal_on", "notice_on", "churned_on"})


def build_accounts(session: Session, source: Source, file: StagedFile) -> Iterator[Finding]:
    """Create the table. Yields what could not be read; raises DataError for an unknown column.

    Where the file has a row an account and month, each account's facts are those of its
    latest month. Where it is the long file, or one of events, an id that stands in many rows is as
    it should be. The rows are in order of the ids and numbered so, from 0, in `account_no`.
    """
    table, month = source.account, month_within(source)
    if month is None and not (_of_rows(source) and table.repeated != "refuse"):
        yield from check_ids(session, file, table.id, table.repeated)
    readings = _readings(source, file)
    for fact, reading in [*readings.items()]:
        severity: Severity = "error" if fact == "churned_on" else "warning"
        readings[fact], told = known(session, reading, severity, may_be_open=fact in _ENDS)
        yield from told
    key = as_text(file, table.id, "the account id")
    cells: dict[str, Sql] = {"account_id": key.sql}
    for fact, sql_type in _NULLS.items():
        null = statement(f"CAST(NULL AS {sql_type})")
        cells[fact] = readings[fact].sql if fact in readings else null
    values = _flag_values(source, file)
    if values:
        cells["churned"] = _flagged(file, str(table.churn and table.churn.flag))
    elif "churned_on" in readings:
        cells["churned"] = statement("({x}) IS NOT NULL", x=readings["churned_on"].sql)
    if table.arr:
        cells["arr"] = scaled(readings["arr"].sql, table.arr.times)
    for label, name in dimension_names(source).items():
        cells[name] = as_text(file, label, "a dimension").sql
    session.run(
        statement(
            "CREATE TABLE accounts AS SELECT {cells}, CAST(NULL AS INTEGER) AS account_no"
            " FROM {t} WHERE {id} IS NOT NULL{latest} ORDER BY account_id",
            cells=[statement("{x} AS {n}", x=x, n=n) for n, x in cells.items()],
            t=file.table,
            id=key.sql,
            latest=_latest(file, key, month, table.repeated),
        ),
        [values, numbers_among(values)] if values else [],
    )
    session.run("UPDATE accounts SET account_no = rowid")
    if month is not None:
        yield from changing(session, source, file, key)
    yield from flag_spellings(session, source, file)
    yield from nobody_lost(session, source, file)


def _of_rows(source: Source) -> bool:
    """Whether the accounts' own file has a row for each of their measures or events."""
    files = {event.file for event in source.events} | {source.long.file if source.long else ""}
    return source.account.file in files


def month_within(source: Source) -> str | None:
    """The month column of the accounts' own file, if it has a row an account and month."""
    table = source.account
    monthly = (
        part.month
        for part in source.snapshots
        if part.file == table.file and part.id in (None, table.id) and part.month
    )
    return next(monthly, None)


def revenue_of(source: Source, part: SnapshotTable) -> Scaled | None:
    """The revenue that a file tells with its measures.

    Of the accounts' own file of months it is the accounts' revenue, if no file is said to tell
    any: each month has its own then, and not that of the latest.
    """
    table = source.account
    own = part.month and part.file == table.file and part.id in (None, table.id)
    if own and not any(one.arr for one in source.snapshots):
        return table.arr
    return part.arr


def _latest(file: StagedFile, key: Reading, month: str | None, repeated: Repeated) -> Sql:
    if month is None and repeated == "refuse":
        return Sql("")
    if month is None:
        down = Sql(" DESC" if repeated == "last" else "")
        one = " QUALIFY row_number() OVER (PARTITION BY {id} ORDER BY row_no{down}) = 1"
        return statement(one, id=key.sql, down=down)
    return statement(
        " QUALIFY row_number() OVER (PARTITION BY {id} ORDER BY {m} DESC, row_no DESC) = 1",
        id=key.sql,
        m=as_date(file, month, "the month").sql,
    )


def dimension_names(source: Source) -> dict[str, str]:
    """The internal column of each dimension."""
    names = safe_names(source.account.dimensions)
    return {label: f"dim_{name}" for label, name in names.items()}


def _readings(source: Source, file: StagedFile) -> dict[str, Reading]:
    table = source.account
    labels: dict[str, str | None] = {
        "name": table.name,
        "owner": table.owner,
        "churn_reason": table.churn_reason,
        "start_on": table.start_on,
        "renewal_on": table.renewal_on,
        "notice_on": table.notice_on,
        "churned_on": table.churn.churned_on if table.churn else None,
        "arr": table.arr.column if table.arr else None,
    }
    readers = {"DATE": as_date, "DOUBLE": as_number, "VARCHAR": as_text}
    return {
        fact: readers[_NULLS[fact]](file, label, fact.replace("_", " "))
        for fact, label in labels.items()
        if label is not None
    }


def _flag_values(source: Source, file: StagedFile) -> list[str]:
    churn = source.account.churn
    return spellings(file, churn.flag, churn.values) if churn and churn.flag else []


def _flagged(file: StagedFile, label: str) -> Sql:
    """Whether a flag is one of the words, or one of the numbers, that are given to it.

    Null where the cell is empty.
    """
    return statement(
        "CASE WHEN {x} IS NOT NULL THEN list_contains(CAST(? AS VARCHAR[]), {x})"
        " OR coalesce(list_contains(CAST(? AS DOUBLE[]), {n}), false) END",
        x=as_text(file, label, "the churn flag").sql,
        n=as_number(file, label, "the churn flag").sql,
    )
