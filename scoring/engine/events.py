"""Dated rows become monthly measures: one number an account and month, from a window of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.engine.cells import Reading, as_number, as_text, as_truth
from scoring.engine.numeric import looks_numeric
from scoring.engine.odd_rows import odd_rows
from scoring.engine.parts import MonthlyPart
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.engine.streams import (
    Cell,
    RowsOf,
    Stream,
    keep_usable,
    read_stream,
    value_problems,
)
from scoring.engine.where import Holds, holds
from scoring.errors import Finding
from scoring.spec.catalogue import Measure
from scoring.spec.row_condition import RowCondition
from scoring.spec.source import Source
from scoring.spec.source_parts import EventMeasure


@dataclass(frozen=True, slots=True)
class Gathered:
    """One stream of rows, and the measures that are counted from it, each with its number.

    `texts` are those that are texts; `whole` those that add up whole numbers only.
    """

    stream: Stream
    events: tuple[tuple[int, EventMeasure], ...]
    texts: frozenset[int]
    whole: frozenset[int]


def gather(
    session: Session, source: Source, files: Mapping[str, StagedFile], today: dt.date
) -> tuple[list[Gathered], list[Finding]]:
    """Copy the rows of every file of events, each file once for each way of dating it.

    Input: a session that holds the staged files and `accounts`; today's date, after which
    rows are in the future. Output: the streams with their usable rows, and what is odd.
    """
    groups: dict[RowsOf, list[tuple[int, EventMeasure]]] = {}
    for number, event in enumerate(source.events):
        groups.setdefault(rows_of(source, event), []).append((number, event))
    gathered: list[Gathered] = []
    findings: list[Finding] = []
    for i, (rows, events) in enumerate(groups.items()):
        file = files[rows.file]
        readings = {n: _reading(session, file, e) for n, e in events}
        cells = [cell for n, e in events for cell in _cells(n, e, readings[n], file)]
        stream, found = read_stream(session, rows, files, f"stream_{i}", cells)
        numbers = [r for r in readings.values() if r and r.what == "number"]
        findings += [*found, *value_problems(session, numbers)]
        findings += odd_rows(session, source, stream, today)
        findings += _never_held(session, stream, events)
        keep_usable(session, source, stream)
        texts = frozenset(n for n, e in events if e.aggregate == "last" and _is_text(readings[n]))
        gathered.append(Gathered(stream, tuple(events), texts, _whole(session, stream, events)))
    return gathered, findings


def rows_of(source: Source, event: EventMeasure) -> RowsOf:
    """Which rows an event measure counts."""
    own = event.via.id if event.via else source.account.id
    return RowsOf(event.file, event.id or own, event.on, event.via, event.until)


def _whole(
    session: Session, stream: Stream, events: Sequence[tuple[int, EventMeasure]]
) -> frozenset[int]:
    """The sums and means of whole numbers up to a million: a double adds them without loss."""
    added = [n for n, e in events if e.aggregate in ("sum", "mean")]
    rule = "coalesce(bool_and({x} = trunc({x}) AND abs({x}) <= 1e6), true)"
    cells = [statement(rule, x=f"x{n}") for n in added]
    if not cells:
        return frozenset()
    found = session.rows(statement("SELECT {cells} FROM {t}", cells=cells, t=stream.table))[0]
    return frozenset(n for n, whole in zip(added, found, strict=True) if whole)


def _reading(session: Session, file: StagedFile, event: EventMeasure) -> Reading | None:
    if event.column is None:
        return None
    as_words = event.aggregate in ("count", "distinct") or (
        event.aggregate == "last" and not looks_numeric(session, file, event.column)
    )
    truth = event.aggregate in ("sum", "mean") and as_truth(
        session, file, event.column, "a measure"
    )
    return truth or (as_text if as_words else as_number)(file, event.column, "a measure")


def _is_text(reading: Reading | None) -> bool:
    return reading is not None and reading.what == "text"


def _cells(
    number: int, event: EventMeasure, reading: Reading | None, file: StagedFile
) -> Iterator[Cell]:
    both = event.where
    if event.of is not None and event.where is not None:
        both = RowCondition(all_of=(event.of, event.where))
    yield Cell(f"w{number}", holds(both, file))
    if event.of is not None:
        yield Cell(f"o{number}", holds(event.of, file))
    yield Cell(f"x{number}", Holds(reading.sql if reading else statement("row_no")))


def _never_held(
    session: Session, stream: Stream, events: Sequence[tuple[int, EventMeasure]]
) -> Iterator[Finding]:
    """A condition that no row meets is more often a misspelling than a fact."""
    for number, event in events:
        if event.where is None:
            continue
        held, count = session.rows(
            statement("SELECT count_if({w}), count(*) FROM {t}", w=f"w{number}", t=stream.table)
        )[0]
        if not held:
            said = "no row meets the condition of measure"
            fix = "compare the spelling with the cells of " + ", ".join(
                f"'{label}'" for label in event.where.columns
            )
            problem = f"{said} '{event.measure}'"
            yield Finding(
                f"file '{stream.file.key}'", problem, fix, None, "warning", count, (), "never_held"
            )


def count_events(
    session: Session, gathered: Sequence[Gathered], names: Mapping[str, str]
) -> list[MonthlyPart]:
    """One table for each stream and window, by account and month.

    Input: a session that also holds `account_months`; the internal name of each measure.
    Output: the tables as parts, in which an account-month without a row is absent.
    """
    parts: list[MonthlyPart] = []
    for group in gathered:
        windows: dict[tuple[int | None, int | None], list[tuple[int, EventMeasure]]] = {}
        for number, event in group.events:
            key = event.window_days, event.window_months
            windows.setdefault(key, []).append((number, event))
        for window, events in windows.items():
            table = f"counted_{len(parts)}"
            parts.append(_counted(session, group, window, events, names, table))
    return parts


def _counted(
    session: Session,
    group: Gathered,
    window: tuple[int | None, int | None],
    events: Sequence[tuple[int, EventMeasure]],
    names: Mapping[str, str],
    table: str,
) -> MonthlyPart:
    opens, values = _opening(window)
    inside = "e.day BETWEEN m.opens AND m.as_of"
    if group.stream.rows.until:
        inside = "e.day <= m.as_of AND (e.closes IS NULL OR e.closes > m.as_of)"
    cells = [
        statement(
            "{x} AS {n}", x=_aggregate(number, event, number in group.whole), n=names[event.measure]
        )
        for number, event in events
    ]
    session.run(
        statement(
            "CREATE TABLE {n} AS SELECT e.account_id, m.as_of, {cells} FROM {t} AS e JOIN"
            " (SELECT as_of, {opens} AS opens FROM book_months) AS m ON {inside}"
            " GROUP BY e.account_id, m.as_of",
            n=table,
            t=group.stream.table,
            cells=cells,
            opens=opens,
            inside=Sql(inside),
        ),
        values,
    )
    measures = tuple(
        Measure(e.measure, names[e.measure], "text" if n in group.texts else "number")
        for n, e in events
    )
    zeros = frozenset(
        names[e.measure] for n, e in events if e.absent_is_zero and n not in group.texts
    )
    return MonthlyPart(table, group.stream.file.key, True, measures, False, zeros)


def _opening(window: tuple[int | None, int | None]) -> tuple[Sql, list[object]]:
    """The first day of the window that ends with the month `as_of`."""
    days, months = window
    if days is not None:
        return statement("as_of - CAST(? AS INTEGER)"), [days - 1]
    if months is not None:
        first = "date_trunc('month', as_of) - to_months(CAST(? AS INTEGER))"
        return statement(f"CAST({first} AS DATE)"), [months - 1]
    return statement("DATE '0001-01-01'"), []


# Sums are taken in the order of the file: doubles added in another order differ in the last bit.
_IN_ORDER = " ORDER BY e.row_no"
_FORMS = {
    "count": "count({x}) FILTER (WHERE {w})",
    "sum": "sum({x} ORDER BY e.row_no) FILTER (WHERE {w})",
    "mean": "avg({x} ORDER BY e.row_no) FILTER (WHERE {w})",
    "min": "min({x}) FILTER (WHERE {w})",
    "max": "max({x}) FILTER (WHERE {w})",
    "last": "arg_max({x}, (e.day, e.row_no)) FILTER (WHERE {w} AND {x} IS NOT NULL)",
    "distinct": "count(DISTINCT {x}) FILTER (WHERE {w})",
    "days_since": "datediff('day', max(e.day) FILTER (WHERE {w}), m.as_of)",
    "share_where": "count(*) FILTER (WHERE {w}) / count(*) FILTER (WHERE {o})",
}


def _aggregate(number: int, event: EventMeasure, whole: bool) -> Sql:
    template = _FORMS[event.aggregate]
    if whole:
        template = template.replace(_IN_ORDER, "")
    of = statement("{o}", o=f"o{number}") if event.of else Sql("true")
    form = statement(template, x=f"x{number}", w=f"w{number}", o=of)
    if event.aggregate == "last":
        return form
    found = statement("CASE WHEN isfinite({f}) THEN {f} END", f=statement(_DOUBLE, f=form))
    if not event.absent_is_zero:
        return found
    none = statement("count(*) FILTER (WHERE {w}) = 0", w=f"w{number}")
    return statement("CASE WHEN {none} THEN 0.0 ELSE {found} END", none=none, found=found)


_DOUBLE = "CAST({f} AS DOUBLE)"
