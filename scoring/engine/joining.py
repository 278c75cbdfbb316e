"""A file of months is joined with its accounts while it is read, where all is as it mostly is.

The rows are then written once, into the table that cards read, and not first into one of the
file. Whatever is out of the way raises `Unusual`, upon which all is loaded step by step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scoring.engine.accounts import dimension_names, revenue_of
from scoring.engine.beside import Beside, Unusual
from scoring.engine.cells import scaled
from scoring.engine.columns import id_columns
from scoring.engine.copying import stored
from scoring.engine.opened import Opened
from scoring.engine.parts import MonthlyPart
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.engine.whole_ids import all_end_in_zero
from scoring.spec.source import SnapshotTable, Source

_EXTRA: Final = ("_month", "_revenue")


def joinable(source: Source, opened: Mapping[str, Opened]) -> SnapshotTable | None:
    """The one file of months, if it may be joined while it is read; else None.

    Input: a checked source, and its files, which have all columns that it names. It is a CSV file
    with a row an account and month that serves as nothing else, of which each measure is a column
    of its own, and it is the only file of measures.
    """
    if len(source.snapshots) != 1 or source.events or source.long:
        return None
    part, files = source.snapshots[0], source.files
    if not part.month or part.via or part.repeated != "refuse" or part.file in _others(source):
        return None
    if opened[part.file].kind != "csv" or files[part.file].repeats == "drop":
        return None
    if any(wanted.plus or wanted.bounded for wanted in part.measures):
        return None
    own = [part.id or source.account.id, part.month, *(m.column for m in part.measures)]
    return part if len(set(own)) == len(own) else None


def _others(source: Source) -> Iterator[str]:
    """The files that serve as anything but measures by month."""
    churn, touches = source.account.churn, source.touches
    yield source.account.file
    for told in (churn, touches):
        if told:
            yield from (told.file or "", told.via.file if told.via else "")


def beside_accounts(
    source: Source, part: SnapshotTable, opened: Opened, names: Mapping[str, str]
) -> Beside:
    """How the rows of that file become the table that cards read, but for what is dropped.

    Input: a checked source, its file of months as it was opened, and the internal names of the
    measures.
    """
    own = {label: f"c{i}" for i, label in enumerate(opened.columns)}
    key, month = own[part.id or source.account.id], own[part.month or ""]
    measures = {own[m.column]: names[m.title] for m in part.measures}
    kept, kinds = {key: "account_id", **measures, month: "_month"}, {key: "text", month: "date"}
    revenue, arr = revenue_of(source, part), Sql("accounts.arr")
    if revenue:
        cell = own[revenue.column]
        kept.setdefault(cell, "_revenue")  # it may be a measure as well
        kinds[cell] = "number"
        of_month = scaled(statement("{c}", c=cell), revenue.times)
        arr = statement("coalesce({x}, accounts.arr)", x=of_month)
    as_of = statement("last_day({c})", c=month)
    life = "coalesce(last_day(accounts.churned_on) > {m}, true)"
    cells = {
        "as_of": as_of,
        "arr": arr,
        "in_book": statement(life, m=as_of),
        "tenure_months": statement("datediff('month', accounts.start_on, {m})", m=as_of),
        **{d: statement("accounts.{d}", d=d) for d in dimension_names(source).values()},
        "account_no": Sql("accounts.account_no"),
    }
    return Beside("accounts", key, kept, cells, kinds, _silent(opened, own))


def _silent(opened: Opened, own: Mapping[str, str]) -> frozenset[str]:
    """The columns with words for no value, which are to be emptied if they are texts."""
    return frozenset(own[label] for label in opened.no_values)


def stop_at_whole_ids(session: Session, source: Source, files: Mapping[str, StagedFile]) -> None:
    """Raise Unusual if any ids of these files are written as 1.0: others may write them as 1."""
    pairs = [pair for pair in id_columns(source) if pair[0] in files]
    if any(all_end_in_zero(session, files[key], label) for key, label in pairs):
        raise Unusual


def settle(session: Session, part: MonthlyPart, file: StagedFile, *, whole: bool) -> None:
    """Make the copied rows the table `snapshots`; unless all stay, take away those that do not.

    Nothing can be asked of the part any more.
    """
    session.run(statement("DROP VIEW {p}", p=part.table))
    session.run(statement("DROP VIEW {v}", v=file.table))
    table = stored(file.table)
    session.run(statement("ALTER TABLE {t} RENAME TO snapshots", t=table))
    if not whole:
        session.run(
            "DELETE FROM snapshots WHERE account_no IS NULL OR as_of IS NULL"
            " OR as_of NOT IN (SELECT as_of FROM book_months)"
        )
    for column in _EXTRA:
        session.run(statement("ALTER TABLE snapshots DROP COLUMN IF EXISTS {c}", c=column))
