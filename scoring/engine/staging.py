"""Files are copied as they are into tables whose names and columns are ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import duckdb

from scoring.engine.files import MAX_ROWS, Opened
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.errors import DataError, Finding, did_you_mean

Kind = Literal["text", "number", "date", "bool"]


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file inside the database: its table, and for each column label a name and a kind.

    Every table also has `row_no`, the 1-based number of the data row.
    """

    key: str
    table: str
    columns: Mapping[str, tuple[str, Kind]]
    rows: int
    header_lines: int

    def column(self, label: str, wanted_for: str) -> tuple[str, Kind]:
        """The column of that label. Raises DataError naming the closest one otherwise."""
        if label not in self.columns:
            problem = f"there is no column '{label}' ({wanted_for})"
            fix = did_you_mean(label, self.columns)
            raise DataError([Finding(f"file '{self.key}'", problem, fix)])
        return self.columns[label]

    def line(self, row: int) -> int | None:
        """The line on which a data row stands, if no cell before it spans lines."""
        return row + self.header_lines if self.header_lines else None


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
    return StagedFile(key, table, columns, rows, opened.header_lines * (opened.kind == "csv"))


def _stage_csv(session: Session, table: str, opened: Opened) -> list[Kind]:
    names = [f"c{i}" for i in range(len(opened.columns))]
    reading = statement(
        "CREATE TABLE {t} AS SELECT row_number() OVER () AS row_no, {cells} FROM read_csv(?,"
        " auto_detect = false, header = false, skip = ?, delim = ?, quote = '\"', escape = '\"',"
        " strict_mode = true, max_line_size = 2000000, columns = {shape})",
        t=table,
        cells=[statement("nullif(trim({c}), '') AS {c}", c=name) for name in names],
        shape=Sql("{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"),
    )
    session.run(reading, [str(opened.path), opened.header_lines, opened.delimiter])
    return ["text"] * len(names)


def _stage_parquet(session: Session, table: str, opened: Opened) -> list[Kind]:
    names = [f"c{i}" for i in range(len(opened.columns))]
    session.run(
        statement(
            "CREATE TABLE {t} AS SELECT row_number() OVER () AS row_no, * FROM"
            " read_parquet(?, hive_partitioning = false, file_row_number = false) AS p({cells})",
            t=table,
            cells=names,
        ),
        [str(opened.path)],
    )
    found = session.rows(
        "SELECT data_type FROM information_schema.columns WHERE table_name = ?"
        " AND column_name <> 'row_no' ORDER BY ordinal_position",
        [table],
    )
    return [_kind(str(row[0])) for row in found]


def _kind(sql_type: str) -> Kind:
    if sql_type == "BOOLEAN":
        return "bool"
    if re.match(r"DATE|TIMESTAMP", sql_type):
        return "date"
    if re.fullmatch(r"(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\))", sql_type):
        return "number"
    return "text"


def _finding(key: str, message: str, opened: Opened) -> Finding:
    line = re.search(r"Line: (\d+)", message)
    columns = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", message)
    where = int(line.group(1)) if line else None
    if columns:
        problem = f"a row has {columns.group(2)} cells, the header has {len(opened.columns)}"
        return Finding(f"file '{key}'", problem, "check delimiters and quotes on that line", where)
    if "unicode" in message.lower() or "utf-8" in message.lower():
        return Finding(f"file '{key}'", "not UTF-8 text", "save it as CSV (UTF-8)", where)
    first = re.sub(r"^[A-Za-z ]*Error: ", "", message.splitlines()[0])[:160]
    return Finding(f"file '{key}'", f"a row cannot be read: {first}", "check that line", where)
