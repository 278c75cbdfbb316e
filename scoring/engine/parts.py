"""Each file's measures are seen as a table of their own, by account and, if dated, by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from scoring.engine.accounts import dimension_names, revenue_of
from scoring.engine.beside import Unusual
from scoring.engine.between import with_account_ids
from scoring.engine.bounds import outside, within
from scoring.engine.cells import (
    Reading,
    as_date,
    as_number,
    as_text,
    scaled,
    unreadable,
)
from scoring.engine.numeric import looks_numeric
from scoring.engine.odd_accounts import blank_ids, check_ids
from scoring.engine.quoting import Sql, safe_names, statement
from scoring.engine.repeated_months import repeated_months
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.engine.words import Words
from scoring.errors import Finding
from scoring.spec.catalogue import Measure
from scoring.spec.source import Repeated, SnapshotTable, Source
from scoring.spec.source_parts import MeasureColumn

KEYS = ("account_id", "as_of")
OWN = ("arr", "in_book", "tenure_months", "account_no", "row_no")
"""Columns of our own beside the keys: no measure may be called so inside."""


@dataclass(frozen=True, slots=True)
class MonthlyPart:
    """One file's measures as a table of their own, by account and, if dated, by month.

    `zeros` are the columns that count 0 in an account-month that the table does not have.
    `is_view` says that nothing was copied: the table shows the rows of the staged file, of
    which none is to be taken away. `joined` says that these rows stand beside their accounts.
    `words` are those of measures that are texts, by column, where they are known.
    """

    table: str
    file: str
    dated: bool
    measures: tuple[Measure, ...]
    has_arr: bool
    zeros: frozenset[str] = frozenset()
    is_view: bool = False
    joined: bool = False
    words: Mapping[str, Words] = field(default_factory=dict)


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
    taken = (*KEYS, *OWN, *dimension_names(source).values())
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
            cells |= {"as_of": Sql("as_of"), "account_no": Sql("account_no")}
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
    is_view = repeated == "refuse"
    _show(session, name, file, cells, "VIEW" if is_view else "TABLE")
    part = MonthlyPart(name, file.key, bool(table.month), measures, bool(revenue), is_view=is_view)
    if file.joined:
        part = replace(part, joined=True, words=_words(table, file, names))
    if part.dated:
        findings += repeated_months(session, name, file, label, repeated)
    if not is_view:
        _take_one(session, part, repeated)
    return part, findings


def _words(table: SnapshotTable, file: StagedFile, names: Mapping[str, str]) -> dict[str, Words]:
    known = file.words
    return {names[m.title]: known[m.column] for m in table.measures if m.column in known}


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
    if numeric and file.joined and not file.is_read(wanted.column):
        raise Unusual  # it was copied as a text
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
