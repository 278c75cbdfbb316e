"""A file with a row an account, month and measure becomes one column for each measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scoring.engine.as_written import read_otherwise
from scoring.engine.between import with_account_ids
from scoring.engine.cells import (
    as_date,
    as_number,
    as_text,
    so_many,
    undecided,
    unreadable,
)
from scoring.engine.parts import KEYS, OWN, MonthlyPart
from scoring.engine.quoting import Sql, safe_names, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import DataError, Finding, did_you_mean
from scoring.limits.files import LONG_NAMES
from scoring.spec.catalogue import Measure
from scoring.spec.source import Source
from scoring.spec.source_parts import LongTable, MeasureColumn

MAX_NAMES: Final = LONG_NAMES.now


def read_long(
    session: Session,
    source: Source,
    long: LongTable,
    files: Mapping[str, StagedFile],
    names: Mapping[str, str],
) -> tuple[MonthlyPart, list[Finding]]:
    """Copy a long file into a table by account and month, with a column for each name.

    Input: a session that holds the staged files; the internal names of all other measures.
    Output: the part, and what was found on the way; with an error among it the part must not
    be joined. Raises DataError for a listed name that is not there, or more than 1,000 names.
    """
    file, findings = files[long.file], list[Finding]()
    label = long.id or (long.via.id if long.via else source.account.id)
    if long.via:
        file, findings = with_account_ids(session, file, label, long.via, files)
    _copy(session, long, file, label)
    month = as_date(file, long.month, "the month")
    findings += [*unreadable(session, month, "error"), *_left_out(session, file)]
    findings += _repeated(session, long, file)
    wanted = _wanted(session, long, file)
    clashing = [column.title for column in wanted if column.title in names]
    for title in clashing:
        problem = f"two measures are called '{title}'"
        fix = "list the names under 'measures' and give this one another: {column: …, name: …}"
        findings.append(Finding(f"file '{file.key}', column '{long.name}'", problem, fix))
    wanted = [column for column in wanted if column.title not in clashing]
    own = safe_names([c.title for c in wanted], taken=[*KEYS, *OWN, *names.values()])
    measures = tuple(_measure(session, column, own[column.title]) for column in wanted)
    findings += _unreadable(session, long, file, wanted, measures)
    absent = long.absent == "zero"
    zeros = frozenset(m.column for m in measures if absent and m.reads == "number")
    _spread(session, wanted, measures, zeros)
    return MonthlyPart("long", file.key, True, measures, False, zeros), findings


def _copy(session: Session, long: LongTable, file: StagedFile, label: str) -> None:
    session.run(
        statement(
            "CREATE TABLE long_rows AS SELECT row_no, {id} AS account_id,"
            " last_day({month}) AS as_of, {name} AS name, {text} AS said, {number} AS number"
            " FROM {t}",
            id=as_text(file, label, "the account id").sql,
            month=as_date(file, long.month, "the month").sql,
            name=as_text(file, long.name, "the names of measures").sql,
            text=as_text(file, long.value, "the values of measures").sql,
            number=as_number(file, long.value, "the values of measures").sql,
            t=file.table,
        )
    )


def _left_out(session: Session, file: StagedFile) -> Iterator[Finding]:
    for column, noun in (("account_id", "account id"), ("as_of", "month"), ("name", "name")):
        count, first = session.rows(
            statement("SELECT count(*), min(row_no) FROM long_rows WHERE {c} IS NULL", c=column)
        )[0]
        if count:
            problem = so_many(count, "row has", "rows have") + f" no {noun}; left out"
            fix, line = f"fill in the {noun}s", file.line(int(first))
            yield Finding(
                f"file '{file.key}'", problem, fix, line, "warning", count, kind="blank_rows"
            )


def _repeated(session: Session, long: LongTable, file: StagedFile) -> Iterator[Finding]:
    twice = session.rows(
        "SELECT account_id, strftime(as_of, '%Y-%m'), name, min(row_no), max(row_no)"
        " FROM long_rows WHERE account_id IS NOT NULL AND as_of IS NOT NULL AND name IS NOT NULL"
        " GROUP BY 1, 2, 3 HAVING count(*) > 1 ORDER BY 4"
    )
    if twice:
        seen = tuple(
            f"{r[0][:40]!r} {r[1]} {r[2][:40]!r} in rows {r[3]} and {r[4]}" for r in twice[:3]
        )
        stand = so_many(len(twice), "measure of a month stands", "measures of a month stand")
        place, line = f"file '{file.key}', column '{long.name}'", file.line(int(twice[0][4]))
        fix = "keep one row for each account, month and name"
        yield Finding(
            place,
            f"{stand} more than once",
            fix,
            line,
            "error",
            len(twice),
            seen,
            "duplicate_names",
        )


def _wanted(session: Session, long: LongTable, file: StagedFile) -> list[MeasureColumn]:
    """The names that become measures: those listed, else all in the order of the alphabet."""
    found = [
        str(row[0])
        for row in session.rows(
            "SELECT DISTINCT name FROM long_rows WHERE name IS NOT NULL ORDER BY 1"
        )
    ]
    place = f"file '{file.key}', column '{long.name}'"
    faults = [
        Finding(place, f"no row is called '{column.column}'", did_you_mean(column.column, found))
        for column in long.measures
        if column.column not in found
    ]
    if not long.measures and len(found) > MAX_NAMES:
        problem = f"{len(found):,} different names, at most {MAX_NAMES:,} become measures"
        faults.append(Finding(place, problem, "list those you need under 'measures'"))
    if faults:
        raise DataError(faults)
    return list(long.measures) or [MeasureColumn(column=name) for name in found]


def _measure(session: Session, column: MeasureColumn, name: str) -> Measure:
    """A number if half of its filled cells are, or as it is stated."""
    filled, numbers = session.rows(
        "SELECT count(said), count(number) FROM long_rows WHERE name = ?", [column.column]
    )[0]
    numeric = 2 * int(numbers) >= int(filled)
    reads = column.type or ("number" if numeric else "text")
    return Measure(column.title, name, reads)


def _unreadable(
    session: Session,
    long: LongTable,
    file: StagedFile,
    wanted: list[MeasureColumn],
    measures: tuple[Measure, ...],
) -> Iterator[Finding]:
    numeric = [c.column for c, m in zip(wanted, measures, strict=True) if m.reads == "number"]
    reading = as_number(file, long.value, "the values of measures")
    unclear = undecided(reading)
    if unclear:
        yield unclear
        return
    yield from read_otherwise(session, file, reading.label, reading.sql) if numeric else ()
    condition = "said IS NOT NULL AND number IS NULL AND list_contains(CAST(? AS VARCHAR[]), name)"
    where = statement(condition)
    count = int(
        session.one(statement("SELECT count(*) FROM long_rows WHERE {w}", w=where), [numeric])
    )
    if count:
        seen = session.rows(
            statement("SELECT row_no, said FROM long_rows WHERE {w} ORDER BY 1 LIMIT 3", w=where),
            [numeric],
        )
        problem = so_many(count, "cell is", "cells are") + " not a number; read as missing"
        place, line = f"file '{file.key}', column '{long.value}'", file.line(int(seen[0][0]))
        examples = tuple(f"row {row}: {said[:40]!r}" for row, said in seen)
        fix = "write plain numbers, or leave it empty"
        yield Finding(place, problem, fix, line, "warning", count, examples, "unreadable_number")


def _spread(
    session: Session,
    wanted: list[MeasureColumn],
    measures: tuple[Measure, ...],
    zeros: frozenset[str],
) -> None:
    cells: list[Sql] = []
    values: list[str] = []
    for column, measure in zip(wanted, measures, strict=True):
        cell = "any_value({x}) FILTER (WHERE name = ?)"
        if measure.column in zeros:  # a row with an empty value is missing all the same
            cell = f"CASE WHEN count_if(name = ?) = 0 THEN 0.0 ELSE {cell} END"
        x = "number" if measure.reads == "number" else "said"
        cells.append(statement(f", {cell} AS {{n}}", x=x, n=measure.column))
        values += [column.column] * cell.count("?")
    session.run(
        statement(
            "CREATE TABLE long AS SELECT account_id, as_of{cells} FROM long_rows"
            " WHERE account_id IS NOT NULL AND as_of IS NOT NULL GROUP BY 1, 2",
            cells=Sql("".join(cells)),
        ),
        values,
    )
    session.run("DROP TABLE long_rows")
