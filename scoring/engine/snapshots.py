"""The table `snapshots`: one row an account at the end of each month, with every measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoring.engine.accounts import check_ids, dimension_names
from scoring.engine.cells import (
    Reading,
    as_date,
    as_number,
    as_text,
    looks_numeric,
    scaled,
    unreadable,
)
from scoring.engine.quoting import Sql, safe_names, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding
from scoring.spec.catalogue import Measure
from scoring.spec.source import SnapshotTable, Source
from scoring.values import Month

KEYS = ("account_id", "as_of")


@dataclass(frozen=True, slots=True)
class MonthlyPart:
    """One file's measures as a table of their own, by account and, if dated, by month."""

    table: str
    dated: bool
    measures: tuple[Measure, ...]
    has_arr: bool


def build_snapshots(
    session: Session, source: Source, files: Mapping[str, StagedFile], today: dt.date
) -> tuple[tuple[Measure, ...], list[Finding]]:
    """Create the table.

    Input: a session that holds `accounts` and the staged files; `today` dates a single
    snapshot that states no month. Output: the measures, and what was found on the way.
    Raises DataError for a column that is not there.
    """
    findings: list[Finding] = []
    titles = [m.title for part in source.snapshots for m in part.measures]
    names = safe_names(
        titles,
        taken=(
            *KEYS,
            "arr",
            "in_book",
            "tenure_months",
            "row_no",
            *dimension_names(source).values(),
        ),
    )
    parts: list[MonthlyPart] = []
    for number, table in enumerate(source.snapshots):
        file = files[table.file]
        part, found = _part(session, source, table, file, f"part_{number}", names)
        parts.append(part)
        findings += found
    _create(session, source, parts, today)
    findings += _orphans(session, parts)
    findings += _outside_life(session, source)
    return tuple(m for part in parts for m in part.measures), findings


def _part(
    session: Session,
    source: Source,
    table: SnapshotTable,
    file: StagedFile,
    name: str,
    names: Mapping[str, str],
) -> tuple[MonthlyPart, list[Finding]]:
    findings: list[Finding] = []
    label = table.id or source.account.id
    cells: dict[str, Sql] = {"account_id": as_text(file, label, "the account id").sql}
    if table.month:
        month = as_date(file, table.month, "the month")
        findings += unreadable(session, month, "error")
        cells["as_of"] = statement("last_day({x})", x=month.sql)
    elif not (file.key == source.account.file and label == source.account.id):
        findings += check_ids(session, file, label)
    if table.arr:
        arr = as_number(file, table.arr.column, "arr")
        findings += unreadable(session, arr)
        cells["arr"] = scaled(arr.sql, table.arr.times)
    measures, readings = _measures(session, table, file, names)
    for measure, reading in zip(measures, readings, strict=True):
        findings += unreadable(session, reading)
        cells[measure.column] = reading.sql
    session.run(
        statement(
            "CREATE TABLE {n} AS SELECT row_no, {cells} FROM {t}",
            n=name,
            t=file.table,
            cells=[statement("{x} AS {c}", x=x, c=c) for c, x in cells.items()],
        )
    )
    part = MonthlyPart(name, bool(table.month), measures, table.arr is not None)
    findings += _repeated_months(session, part, file, label)
    return part, findings


def _measures(
    session: Session, table: SnapshotTable, file: StagedFile, names: Mapping[str, str]
) -> tuple[tuple[Measure, ...], list[Reading]]:
    """Each measure the file offers, and how its column is read: as numbers if half of it can."""
    measures: list[Measure] = []
    readings: list[Reading] = []
    for wanted in table.measures:
        file.column(wanted.column, f"measure '{wanted.title}'")
        numeric = looks_numeric(session, file, wanted.column)
        if wanted.type:
            numeric = wanted.type == "number"
        readings.append((as_number if numeric else as_text)(file, wanted.column, "a measure"))
        column = names[wanted.title]
        measures.append(Measure(wanted.title, column, "number" if numeric else "text"))
    return tuple(measures), readings


def _repeated_months(
    session: Session, part: MonthlyPart, file: StagedFile, label: str
) -> Iterator[Finding]:
    if not part.dated:
        return
    twice = session.rows(
        statement(
            "SELECT account_id, strftime(as_of, '%Y-%m'), min(row_no), max(row_no), count(*)"
            " FROM {t} WHERE account_id IS NOT NULL AND as_of IS NOT NULL"
            " GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 3",
            t=part.table,
        )
    )
    if twice:
        seen = tuple(f"{r[0][:40]!r} {r[1]} in rows {r[2]} and {r[3]}" for r in twice[:3])
        problem = f"{len(twice):,} account-months stand more than once"
        place, line = f"file '{file.key}', column '{label}'", file.line(int(twice[0][3]))
        fix = "keep one row for each account and month"
        yield Finding(place, problem, fix, line, "error", len(twice), seen)
    blank = int(
        session.one(statement("SELECT count(*) FROM {t} WHERE as_of IS NULL", t=part.table))
    )
    if blank:
        place = f"file '{file.key}'"
        problem = f"{blank:,} rows have no month; left out"
        yield Finding(place, problem, "fill in the months", None, "warning", blank)


def _create(session: Session, source: Source, parts: list[MonthlyPart], today: dt.date) -> None:
    keys, values = _keys(source, parts, today)
    arrs = [statement("{p}.arr", p=p.table) for p in parts if p.has_arr] + [Sql("accounts.arr")]
    cells = [statement("coalesce({a}) AS arr", a=arrs)]
    cells += [Sql("coalesce(last_day(accounts.churned_on) > k.as_of, true) AS in_book")]
    cells += [Sql("datediff('month', accounts.start_on, k.as_of) AS tenure_months")]
    cells += [statement("accounts.{d}", d=d) for d in dimension_names(source).values()]
    cells += [statement("{p}.{c}", p=p.table, c=m.column) for p in parts for m in p.measures]
    joins = " ".join(
        statement(
            "LEFT JOIN {p} ON {p}.account_id = k.account_id"
            + (" AND {p}.as_of = k.as_of" if p.dated else ""),
            p=p.table,
        )
        for p in parts
    )
    session.run(
        statement(
            "CREATE TABLE snapshots AS SELECT k.account_id, k.as_of, {cells} FROM ({keys}) AS k"
            " JOIN accounts ON accounts.account_id = k.account_id {joins}"
            " ORDER BY k.as_of, k.account_id",
            cells=cells,
            keys=keys,
            joins=Sql(joins),
        ),
        values,
    )


def _keys(source: Source, parts: list[MonthlyPart], today: dt.date) -> tuple[Sql, list[object]]:
    """Which account-months there are: those of any dated file, else one for each account."""
    dated = [
        statement(
            "SELECT account_id, as_of FROM {t} WHERE account_id IS NOT NULL AND as_of IS NOT NULL",
            t=part.table,
        )
        for part in parts
        if part.dated
    ]
    if dated:
        return Sql(" UNION ".join(dated)), []
    stated = next((s.as_of for s in source.snapshots if s.as_of), None)
    month = Month.parse(stated) if stated else Month.of(today)
    return statement("SELECT account_id, CAST(? AS DATE) AS as_of FROM accounts"), [month.end]


def _orphans(session: Session, parts: list[MonthlyPart]) -> Iterator[Finding]:
    for part in parts:
        found = session.rows(
            statement(
                "SELECT p.account_id, count(*) FROM {t} AS p ANTI JOIN accounts AS a"
                " ON a.account_id = p.account_id WHERE p.account_id IS NOT NULL"
                " GROUP BY 1 ORDER BY 1",
                t=part.table,
            )
        )
        if found:
            rows = sum(int(r[1]) for r in found)
            problem = (
                f"{rows:,} rows belong to {len(found):,} accounts that are not known; left out"
            )
            seen = tuple(repr(r[0][:40]) for r in found[:3])
            fix = "add these accounts, or check that both files use the same id"
            place = f"part {part.table.removeprefix('part_')} of snapshots"
            yield Finding(place, problem, fix, None, "warning", rows, seen)


def _outside_life(session: Session, source: Source) -> Iterator[Finding]:
    """Rows dated after the month in which an account left, or before it began."""
    after = (
        "s.account_id = a.account_id AND a.churned_on IS NOT NULL"
        " AND s.as_of > last_day(a.churned_on)"
    )
    before = "s.account_id = a.account_id AND s.as_of < a.start_on"
    rules = (
        ("after", after, source.drop.after_churn),
        ("before", before, source.drop.before_start),
    )
    for when, condition, treatment in rules:
        count = int(
            session.one(
                statement(
                    "SELECT count(*) FROM snapshots s, accounts a WHERE {w}", w=Sql(condition)
                )
            )
        )
        if not count:
            continue
        dropped = treatment == "drop"
        if dropped:
            session.run(
                statement("DELETE FROM snapshots s USING accounts a WHERE {w}", w=Sql(condition))
            )
        event = "left" if when == "after" else "began"
        problem = f"{count:,} rows are dated {when} their account {event}"
        problem += "; left out" if dropped else "; kept"
        key = "after_churn" if when == "after" else "before_start"
        fix = f"set drop.{key} in the source file to change this"
        yield Finding("snapshots", problem, fix, None, "note", count)
