"""Files are copied as they are into tables whose names and columns are ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from scoring.engine.files import MAX_ROWS
from scoring.engine.marks import Marks
from scoring.engine.opened import Kind, Opened, line_of_row, line_of_uneven_row
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session, one_path
from scoring.errors import DataError, Finding, did_you_mean


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file inside the database: its table, and for each column label a name and a kind.

    Every table also has `row_no`, the 1-based number of the data row. Texts are trimmed
    and never empty.
    """

    key: str
    table: str
    columns: Mapping[str, tuple[str, Kind]]
    rows: int
    opened: Opened

    def column(self, label: str, wanted_for: str) -> tuple[str, Kind]:
        """The column of that label. Raises DataError naming the closest one otherwise."""
        if label not in self.columns:
            problem = f"there is no column '{label}' ({wanted_for})"
            fix = did_you_mean(label, self.columns)
            raise DataError([Finding(f"file '{self.key}'", problem, fix)])
        return self.columns[label]

    def marks(self, label: str) -> Marks:
        """How the column's numbers and dates are written."""
        return self.opened.marks.get(label, Marks())

    def line(self, row: int) -> int | None:
        """The line on which a data row begins; None where a file has no lines."""
        return line_of_row(self.opened, row, self.rows)


def stage(session: Session, key: str, table: str, opened: Opened) -> StagedFile:
    """Copy a file into a table. Raises DataError if a row cannot be read."""
    try:
        if opened.kind == "csv":
            kinds = _stage_csv(session, table, opened)
        else:
            kinds = _stage_parquet(session, table, opened)
    except duckdb.Error as error:
        raise DataError([_finding(key, str(error), opened)]) from None
    rows = int(session.one(statement("SELECT count(*) FROM {t}", t=table)))
    if rows > MAX_ROWS:
        raise DataError([Finding(f"file '{key}'", f"more than {MAX_ROWS:,} rows", "split it")])
    columns = {
        label: (f"c{i}", kind)
        for i, (label, kind) in enumerate(zip(opened.columns, kinds, strict=True))
    }
    return StagedFile(key, table, columns, rows, opened)


def _stage_csv(session: Session, table: str, opened: Opened) -> list[Kind]:
    names = [f"c{i}" for i in range(len(opened.columns))]
    cell, nulls = _text_cell("{c}", opened)
    reading = statement(
        "CREATE TABLE {t} AS SELECT row_number() OVER () AS row_no, {cells} FROM read_csv(?,"
        " compression = 'none', auto_detect = false, header = false, skip = ?, delim = ?,"
        " quote = ?, escape = ?, strict_mode = true, max_line_size = 2000000,"
        " columns = {shape})",
        t=table,
        cells=[statement(f"{cell} AS {{c}}", c=name) for name in names],
        shape=Sql("{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"),
    )
    dialect = [opened.skip, opened.delimiter, opened.quote, opened.quote]
    session.run(reading, [*nulls * len(names), one_path(opened.readable), *dialect])
    return ["text"] * len(names)


def _text_cell(cell: str, opened: Opened) -> tuple[str, list[list[str]]]:
    """How a text is kept: trimmed, null if empty or if it stands for nothing; its parameters."""
    if not opened.null_text:
        return f"nullif(trim({cell}), '')", []
    known = f"list_contains(CAST(? AS VARCHAR[]), trim({cell}))"
    return f"CASE WHEN NOT {known} THEN nullif(trim({cell}), '') END", [list(opened.null_text)]


def _stage_parquet(session: Session, table: str, opened: Opened) -> list[Kind]:
    names = [f"c{i}" for i in range(len(opened.columns))]
    path = one_path(opened.readable)
    reading = "read_parquet(?, hive_partitioning = false, file_row_number = false) AS p({cells})"
    found = session.rows(statement(f"DESCRIBE SELECT * FROM {reading}", cells=names), [path])
    types = [str(row[1]) for row in found]
    cells = [_plain(sql_type, opened) for sql_type in types]
    kinds = [_kind(sql_type) for sql_type in types]
    if opened.kinds:
        kinds = list(opened.kinds)
        cells = [(_retyped(c, k), nulls) for (c, nulls), k in zip(cells, kinds, strict=True)]
    session.run(
        statement(
            f"CREATE TABLE {{t}} AS SELECT row_number() OVER () AS row_no, {{read}} FROM {reading}",
            t=table,
            cells=names,
            read=[
                statement(f"{cell} AS {{c}}", c=name)
                for name, (cell, _) in zip(names, cells, strict=True)
            ],
        ),
        [*(value for _, nulls in cells for value in nulls), path],
    )
    return kinds


def _retyped(cell: str, kind: Kind) -> str:
    """A workbook's text cell as what its column holds."""
    if kind == "date":
        return f"TRY_CAST(TRY_CAST({cell} AS TIMESTAMP) AS DATE)"
    return f"TRY_CAST({cell} AS BOOLEAN)" if kind == "bool" else cell


def _plain(sql_type: str, opened: Opened) -> tuple[str, list[list[str]]]:
    """How a typed column is copied: moments as days (in UTC), what has no plain type as text."""
    kind = _kind(sql_type)
    if kind == "text":
        return _text_cell("CAST({c} AS VARCHAR)", opened)
    if kind == "date":
        moment = "{c} AT TIME ZONE 'UTC'" if sql_type == "TIMESTAMP WITH TIME ZONE" else "{c}"
        return f"TRY_CAST({moment} AS DATE)", []
    return "{c}", []


def _kind(sql_type: str) -> Kind:
    if sql_type == "BOOLEAN":
        return "bool"
    if re.fullmatch(r"DATE|TIMESTAMP(_NS|_MS|_S| WITH TIME ZONE)?", sql_type):
        return "date"
    if re.fullmatch(r"(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\))", sql_type):
        return "number"
    return "text"


_LONGEST_ROW = 2_000_000
# What DuckDB says of a row that it cannot read, and what we say.
_UNREADABLE = (
    ("Maximum line size", "a row is longer than 2,000,000 characters", "shorten its cells"),
    ("unterminated quote", "a quote is opened and not closed", "close it; double one inside text"),
    ("unicode", "this is not UTF-8 text", "state its `encoding` under csv, or save it as UTF-8"),
    ("utf-8", "this is not UTF-8 text", "state its `encoding` under csv, or save it as UTF-8"),
    ("invalid state", "the lines end in different ways", "save it again with one sort of line end"),
    ("Failed to read file", "the file is damaged", "export it again"),
)


def _finding(key: str, message: str, opened: Opened) -> Finding:
    place, line = f"file '{key}'", re.search(r"CSV Error on Line: (\d+)", message)
    where = int(line.group(1)) if line else None
    uneven = re.search(r"Expected Number of Columns: \d+ Found: (\d+)", message)
    if uneven:
        cells = "1 cell" if uneven.group(1) == "1" else f"{uneven.group(1)} cells"
        problem = f"a row has {cells}, the header has {len(opened.columns)}"
        where = line_of_uneven_row(opened) or where
        fix = "check delimiters and quotes on that line"
        return Finding(place, problem, fix, where, kind="uneven_rows")
    if "unterminated quote" in message and opened.readable.stat().st_size > _LONGEST_ROW:
        problem = f"a quote is not closed within {_LONGEST_ROW:,} characters"
        return Finding(place, problem, "close it, or shorten its cell", where)
    for sign, problem, fix in _UNREADABLE:
        if sign.lower() in message.lower():
            return Finding(place, problem, fix, where)
    said = re.sub(r"^[A-Za-z ]*Error: ", "", message.splitlines()[0])[:160]
    return Finding(place, f"a row cannot be read ({said})", "export the file again", where)
