"""Each file's measures are seen as a table of their own, by account and, if dated, by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.engine.accounts import dimension_names, revenue_of
from scoring.engine.between import with_account_ids
from scoring.engine.bounds import outside, within
from scoring.engine.cells import (
    Reading,
    as_date,
    as_number,
    as_text,
    looks_numeric,
    scaled,
    so_many,
    unreadable,
)
from scoring.engine.odd_accounts import blank_ids, check_ids, taken
from scoring.engine.quoting import Sql, safe_names, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding, Severity
from scoring.spec.catalogue import Measure
from scoring.spec.source import Repeated, SnapshotTable, Source
from scoring.spec.source_parts import MeasureColumn

KEYS = ("account_id", "as_of")


@dataclass(frozen=True, slots=True)
class MonthlyPart:
    """One file's measures as a table of their own, by account and, if dated, by month.

    `zeros` are the columns that count 0 in an account-month that the table does not have.
    `is_view` says that nothing was copied: the table shows the rows of the staged file, of
    which none is to be taken away. `joined` says that these rows stand beside their accounts.
    """

    table: str
    file: str
    dated: bool
    measures: tuple[Measure, ...]
    has_arr: bool
    zeros: frozenset[str] = frozenset()
    is_view: bool = False
    joined: bool = False


def spine(parts: Sequence[MonthlyPart]) -> MonthlyPart | None:
    """The one part that is dated: its rows are the account-months; None if there are several.

    Input: the parts without those that are counted from events.
    """
    dated = [part for part in parts if part.dated]
    return dated[0] if len(dated) == 1 else None


def measure_names(source: Source) -> dict[str, str]:
    """The internal column of each measure that the source names."""
    titles = [m.title for part in source.snapshots for m in part.measures]
    titles += [event.measure for event in source.events]
    taken = (*KEYS, "arr", "in_book", "tenure_months", "row_no", *dimension_names(source).values())
    return safe_names(titles, taken=taken)


def read_parts(
    session: Session, source: Source, files: Mapping[str, StagedFile], names: Mapping[str, str]
) -> tuple[list[MonthlyPart], list[Finding]]:
    """Show each file's measures as a table of their own.

    Input: a session that holds the staged files; the internal name of each measure. Output:
    the parts, and what was found on the way; with an error among it the parts must not be
    joined. Raises DataError for a column that is not there.
    """
    findings: list[Finding] = []
    parts: list[MonthlyPart] = []
    for number, table in enumerate(source.snapshots):
        file = files[table.file]
        label = table.id or (table.via.id if table.via else source.account.id)
        if table.month:
            findings += blank_ids(session, file, label)
        if table.via:
            file, found = with_account_ids(session, file, label, table.via, files)
            findings += found
        part, found = _part(session, source, table, file, f"part_{number}", names)
        parts.append(part)
        findings += found
    return parts, findings


def _part(
    session: Session,
    source: Source,
    table: SnapshotTable,
    file: StagedFile,
    name: str,
    names: Mapping[str, str],
) -> tuple[MonthlyPart, list[Finding]]:
    findings: list[Finding] = []
    label = table.id or (table.via.id if table.via else source.account.id)
    own = (file.key, label, table.month) == (source.account.file, source.account.id, None)
    repeated = source.account.repeated if own else table.repeated
    cells: dict[str, Sql] = {"account_id": as_text(file, label, "the account id").sql}
    if table.month:
        month = as_date(file, table.month, "the month")
        findings += unreadable(session, month, "error")
        cells["as_of"] = statement("last_day({x})", x=month.sql)
        if file.joined:
            cells |= {"as_of": Sql("as_of"), "_known": Sql("_known")}
    elif not own:
        findings += check_ids(session, file, label, repeated)
    revenue = revenue_of(source, table)
    if revenue:
        arr = as_number(file, revenue.column, "arr")
        findings += unreadable(session, arr) if table.arr else ()  # the accounts' is told already
        cells["arr"] = scaled(arr.sql, revenue.times)
    measures, more, found = _measures(session, table, file, names)
    cells |= more
    findings += found
    _show(session, name, file, cells, "VIEW" if repeated == "refuse" else "TABLE")
    has_arr, dated = revenue is not None, bool(table.month)
    is_view = repeated == "refuse"
    part = MonthlyPart(
        name, file.key, dated, measures, has_arr, is_view=is_view, joined=file.joined
    )
    findings += _repeated_months(session, part, file, label, repeated)
    if repeated != "refuse":
        _take_one(session, part, repeated)
    return part, findings


def _show(
    session: Session, name: str, file: StagedFile, cells: Mapping[str, Sql], kind: str
) -> None:
    """Make the rows of a staged file a view, or a table of which rows may be taken away."""
    read = [statement("{x} AS {c}", x=x, c=c) for c, x in cells.items()]
    query = "CREATE {kind} {n} AS SELECT row_no, {cells} FROM {t}"
    session.run(statement(query, kind=Sql(kind), n=name, t=file.table, cells=read))


def _measures(
    session: Session, table: SnapshotTable, file: StagedFile, names: Mapping[str, str]
) -> tuple[tuple[Measure, ...], dict[str, Sql], list[Finding]]:
    """Each measure the file offers, its cells, and those that could not be read."""
    measures: list[Measure] = []
    cells: dict[str, Sql] = {}
    findings: dict[Finding, None] = {}  # a column that is read twice is reported once
    for wanted in table.measures:
        readings = _readings(session, wanted, file)
        findings |= dict.fromkeys(f for r in readings for f in unreadable(session, r))
        column = names[wanted.title]
        is_text = readings[0].what == "text"
        number = Sql(" + ".join(statement("({x})", x=r.sql) for r in readings))
        cells[column] = within(wanted, number)
        findings |= dict.fromkeys(outside(session, file.table, wanted, number))
        measures.append(Measure(wanted.title, column, "text" if is_text else "number"))
    return tuple(measures), cells, list(findings)


def _readings(session: Session, wanted: MeasureColumn, file: StagedFile) -> list[Reading]:
    """How a measure's columns are read: one as numbers if half of it can, several as numbers."""
    role = f"measure '{wanted.title}'"
    file.column(wanted.column, role)
    numeric = bool(wanted.plus) or wanted.bounded or looks_numeric(session, file, wanted.column)
    if wanted.type:
        numeric = wanted.type == "number"
    reader = as_number if numeric else as_text
    return [reader(file, label, role) for label in (wanted.column, *wanted.plus)]


def _take_one(session: Session, part: MonthlyPart, repeated: Repeated) -> None:
    """Of the rows of one account, or of its month, keep the first or the last."""
    known = "account_id IS NOT NULL" + (" AND as_of IS NOT NULL" if part.dated else "")
    session.run(
        statement(
            "DELETE FROM {t} WHERE row_no IN (SELECT row_no FROM {t} WHERE {known} QUALIFY"
            " row_number() OVER (PARTITION BY {keys} ORDER BY row_no{down}) > 1)",
            t=part.table,
            known=Sql(known),
            keys=Sql("account_id, as_of" if part.dated else "account_id"),
            down=Sql(" DESC" if repeated == "last" else ""),
        )
    )


def _repeated_months(
    session: Session, part: MonthlyPart, file: StagedFile, label: str, repeated: Repeated
) -> Iterator[Finding]:
    if not part.dated:
        return
    # All account-months are told apart first: as good as always that is the end of it.
    twice = _stand_twice(session, part) and session.rows(
        statement(
            "SELECT account_id, strftime(as_of, '%Y-%m'), min(row_no), max(row_no), count(*)"
            " FROM {t} WHERE account_id IS NOT NULL AND as_of IS NOT NULL"
            " GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 3",
            t=part.table,
        )
    )
    if twice:
        seen = tuple(f"{r[0][:40]!r} {r[1]} in rows {r[2]} and {r[3]}" for r in twice[:3])
        stand = so_many(len(twice), "account-month stands", "account-months stand")
        problem = f"{stand} more than once{taken(repeated)}"
        severity: Severity = "error" if repeated == "refuse" else "warning"
        place, line = f"file '{file.key}', column '{label}'", file.line(int(twice[0][3]))
        fix = "keep one row for each account and month, or set `repeated` to first or last"
        yield Finding(place, problem, fix, line, severity, len(twice), seen, "duplicate_months")
    blank = int(
        session.one(statement("SELECT count(*) FROM {t} WHERE as_of IS NULL", t=part.table))
    )
    if blank:
        place = f"file '{file.key}'"
        problem = so_many(blank, "row has", "rows have") + " no month; left out"
        yield Finding(
            place, problem, "fill in the months", None, "warning", blank, kind="blank_months"
        )


def _stand_twice(session: Session, part: MonthlyPart) -> bool:
    """Whether two account-months seem to be one: they have one hash, as different ones hardly do.

    To sort the hashes takes half as long as to count different ones.
    """
    hashes = session.table(
        statement(
            "SELECT hash(account_id, as_of) AS h FROM {t}"
            " WHERE account_id IS NOT NULL AND as_of IS NOT NULL",
            t=part.table,
        )
    )
    found = np.sort(hashes["h"].to_numpy())
    return bool((found[1:] == found[:-1]).any())
