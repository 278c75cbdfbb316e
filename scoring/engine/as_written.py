"""What is said of cells that are not read as they stand: numbers in dress, and no values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.engine.copying import show, stored
from scoring.engine.evidence import NO_VALUES
from scoring.engine.forms import number_form
from scoring.engine.quoting import Sql, statement
from scoring.engine.serving import Uses
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding


def so_many(count: int, one: str, many: str) -> str:
    """A count with its words: '1 row has', '2,000 rows have'."""
    return f"1 {one}" if count == 1 else f"{count:,} {many}"


def read_otherwise(
    session: Session, file: StagedFile, label: str, number: Sql
) -> Iterator[Finding]:
    """What is said of numbers that carry a sign, stand in brackets or in groups of three digits.

    Input: the column, and the expression that reads it. A sign is left off: 12% is 12.
    """
    yield from _sign_left_off(session, file, label, number)
    marks = file.marks(label)
    if marks.brackets:
        for end, where in ((")", "in brackets"), ("-", "before a minus")):
            said, has = f"{where}: read as below zero", f"suffix({{c}}, '{end}')"
            yield from _dressed(session, file, label, number, has, said, "brackets")
    if marks.spaces:
        has = "regexp_matches({c}, '[0-9][ \u00a0\u202f''\u2019][0-9]')"
        said = "with spaces or apostrophes between thousands: read"
        yield from _dressed(session, file, label, number, has, said, "spaces")


def _dressed(
    session: Session, file: StagedFile, label: str, number: Sql, has: str, said: str, kind: str
) -> Iterator[Finding]:
    """The note on the numbers among the texts that have something, a template over one text."""
    column, _ = file.column(label, "a number")
    found = statement("{x} IS NOT NULL AND " + has, x=number, c=column)
    query = "SELECT count(*) FILTER ({w}) FROM {t}"
    count = int(session.one(statement(query, w=found, t=file.table)))
    if not count:
        return
    first = "SELECT row_no, {c}, {x} FROM {t} WHERE {w} ORDER BY row_no LIMIT 3"
    rows = session.rows(statement(first, c=column, x=number, w=found, t=file.table))
    stands = so_many(count, "number stands", "numbers stand")
    problem = f"{stands} {said}, {str(rows[0][1])[:40]} as {rows[0][2]:.12g}"
    examples = tuple(f"row {row}: {str(cell)[:40]!r}" for row, cell, _ in rows)
    fix = "nothing, if this is meant; else read the column as text"
    place = f"file '{file.key}', column '{label}'"
    yield Finding(place, problem, fix, file.line(int(rows[0][0])), "note", count, examples, kind)


def _sign_left_off(
    session: Session, file: StagedFile, label: str, number: Sql
) -> Iterator[Finding]:
    marks = file.marks(label)
    if not marks.sign:
        return
    count = int(session.one(statement("SELECT count({x}) FROM {t}", x=number, t=file.table)))
    if not count:
        return
    bare = session.one(
        statement(
            "SELECT {x} FROM (SELECT CAST(? AS VARCHAR) AS cell)",
            x=statement(number_form(marks), c="cell"),
        ),
        [marks.sign_seen],
    )
    said = so_many(count, "number carries", "numbers carry")
    problem = f"{said} '{marks.sign}': read without it, {marks.sign_seen[:40]} as {bare:.12g}"
    fix = "nothing, if this is meant; a cell without the sign counts as no number"
    place = f"file '{file.key}', column '{label}'"
    yield Finding(place, problem, fix, None, "note", count, (repr(marks.sign_seen[:40]),), "signed")


def says_nothing(cell: Sql) -> Sql:
    """Whether a text is one that programs write where there is no value."""
    words = Sql(", ".join(f"'{word}'" for word in NO_VALUES))
    return statement("(trim({c}) IN ({words}))", c=cell, words=words)


def is_open_end(cell: Sql) -> Sql:
    """Whether a text or a date names the year 9999, 0 or 1: so programs write an end not known."""
    last, first = "(^|[^0-9])9999([^0-9]|$)", "000[01]"  # +0000 behind a time is a zone
    first = f"^{first}[-/.]|^[0-9]{{1,2}}[-/.][0-9]{{1,2}}[-/.]{first}( |$)"
    year = f"{last}|{first}"
    return statement("regexp_matches(CAST({c} AS VARCHAR), '{y}')", c=cell, y=Sql(year))


def open_ends(session: Session, file: StagedFile, label: str, cell: Sql) -> Iterator[Finding]:
    """The note on such cells, which count as missing; none if there is no such cell."""
    query = "SELECT count(*), min(row_no), min(CAST({c} AS VARCHAR)) FROM {t} WHERE {w}"
    where = is_open_end(cell)
    count, row, said = session.rows(statement(query, c=cell, t=file.table, w=where))[0]
    if count:
        says = so_many(int(count), "cell says", "cells say")
        problem = f"{says} {said[:40]!r}, an end that is not known; read as missing"
        fix = "nothing, if this is meant; else write the day"
        place, line = f"file '{file.key}', column '{label}'", file.line(int(row))
        examples = (repr(said[:40]),)
        yield Finding(place, problem, fix, line, "note", int(count), examples, "open_ends")


def without_a_value(session: Session, file: StagedFile, label: str, cell: Sql) -> Iterator[Finding]:
    """The note on cells such as #N/A that count as missing; none if there is no such cell."""
    query = statement(
        "SELECT trim({c}) AS said, count(*), min(row_no) FROM {t} WHERE {n} GROUP BY 1"
        " ORDER BY 2 DESC, 1",
        c=cell,
        n=says_nothing(cell),
        t=file.table,
    )
    found = session.rows(query)
    if not found:
        return
    count = sum(int(row[1]) for row in found)
    words = ", ".join(repr(row[0]) for row in found[:3])
    problem = f"{so_many(count, 'cell says', 'cells say')} {words}; read as missing"
    fix = "nothing, if this is meant; else state `null_text: []` under csv"
    line = file.line(min(int(row[2]) for row in found))
    examples = tuple(repr(row[0]) for row in found[:3])
    place = f"file '{file.key}', column '{label}'"
    yield Finding(place, problem, fix, line, "note", count, examples, "no_values")


def empty_no_values(
    session: Session, files: Mapping[str, StagedFile], uses: Mapping[str, Uses]
) -> Iterator[Finding]:
    """Make the cells of texts empty that say that there is no value, and tell of each column.

    Input: a session that holds the staged files, and what their columns serve as.
    """
    for key, file in files.items():
        for label in sorted(file.no_values & set(uses[key])):
            column, kind = file.column(label, "a text")
            if kind != "text" or file.is_read(label):
                continue
            cell = statement("{c}", c=column)
            yield from without_a_value(session, file, label, cell)
            empty = statement("CASE WHEN NOT {n} THEN {c} END", n=says_nothing(cell), c=cell)
            change = "ALTER TABLE {t} ALTER COLUMN {c} SET DATA TYPE VARCHAR USING {x}"
            session.run(statement(change, t=stored(file.table), c=column, x=empty))
            show(session, file.table)
