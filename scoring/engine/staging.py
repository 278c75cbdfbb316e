"""Files are copied as they are into tables whose names and columns are ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import duckdb

from scoring.engine.copying import Beside, Cell, Rows, copy_rows, forget, mark_of
from scoring.engine.csv_rows import copy_csv, csv_rows
from scoring.engine.files import MAX_ROWS
from scoring.engine.forms import number_form
from scoring.engine.marks import Marks
from scoring.engine.opened import (
    Kind,
    Opened,
    ends_in_long_row,
    line_of_row,
)
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session, one_path
from scoring.engine.unfolding import bound_text
from scoring.engine.unreadable_rows import LONGEST_ROW, too_long, unreadable_row
from scoring.errors import DataError, Finding, did_you_mean

Use = Literal["number", "date", "text", "measure", "tally"]
"""What a column serves as; a measure is a number if its cells are, a tally a number or a truth."""


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file inside the database: its table, and for each column label a name and a kind.

    Every table also has `row_no`, the 1-based number of the data row. Texts are trimmed
    and never empty. A column that nobody wants is not in the table. `read` are the columns of
    text that were read while they were copied, and `unread` is for those among them that have
    cells which could not be: the expression of such a cell. A file that is `joined` with its
    accounts has the columns `as_of` and `_known` as well.
    """

    key: str
    table: str
    columns: Mapping[str, tuple[str, Kind]]
    rows: int
    opened: Opened
    read: frozenset[str] = frozenset()
    unread: Mapping[str, Sql] = field(default_factory=dict)
    joined: bool = False

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

    @property
    def no_values(self) -> frozenset[str]:
        """The columns in which words for no value are missing: none if no word is to be one."""
        return frozenset() if self.opened.null_text == () else self.opened.no_values

    def is_read(self, label: str) -> bool:
        """Whether the column's texts were read while they were copied, and are not kept."""
        return label in self.read

    def odd(self, label: str) -> Sql | None:
        """The text of a cell of such a column that could not be read; None if all could be."""
        return self.unread.get(label)

    def line(self, row: int) -> int | None:
        """The line on which a data row begins; None where a file has no lines."""
        return line_of_row(self.opened, row, self.rows)


Uses = Mapping[str, frozenset[Use]]
_NUMBERS = frozenset({"number", "measure", "tally"})
Nulls = tuple[object, ...]


def stage(
    session: Session,
    key: str,
    table: str,
    opened: Opened,
    uses: Uses | None = None,
    *,
    marked: bool = False,
    beside: Beside | None = None,
) -> StagedFile:
    """Copy a file into a table. Raises DataError if a row cannot be read.

    Input: what its columns serve as, by label; without it every column is copied as it is.
    `marked` adds the column `mark`, by which rows are alike that are alike in every cell.
    With `beside` a CSV file is joined meanwhile; raises Unusual where its columns do not suit.
    """
    try:
        staged = _staged(session, key, table, opened, uses, beside, marked=marked)
        texts = _no_numbers(session, staged, uses or {})
        if texts:
            forget(session, table)
            as_text: frozenset[Use] = frozenset({"text"})
            again = {**(uses or {}), **dict.fromkeys(texts, as_text)}
            staged = _staged(session, key, table, opened, again, beside, marked=marked)
    except duckdb.Error as error:
        raise DataError([unreadable_row(key, str(error), opened)]) from None
    if staged.rows > MAX_ROWS:
        raise DataError([Finding(f"file '{key}'", f"more than {MAX_ROWS:,} rows", "split it")])
    return staged


def _staged(
    session: Session,
    key: str,
    table: str,
    opened: Opened,
    uses: Uses | None,
    beside: Beside | None,
    *,
    marked: bool,
) -> StagedFile:
    a_csv = opened.kind == "csv"
    if a_csv and ends_in_long_row(opened.readable, LONGEST_ROW):
        raise DataError([too_long(f"file '{key}'", opened)])  # the reader does not mind the last
    rows, cells = _of_csv(opened) if a_csv else _of_parquet(session, opened)
    labels = {cell.name: label for cell, label in zip(cells, opened.columns, strict=True)}
    texts = {cell.name for cell in cells if cell.kind == "text"}
    if uses is not None:
        cells = [_as_used(cell, opened, labels[cell.name], uses) for cell in cells]
    wanted = [cell for cell in cells if uses is None or labels[cell.name] in uses]
    wanted = wanted or cells[:1]
    if marked:
        wanted.append(Cell("mark", "number", mark_of(labels, texts)))
    if beside:
        wanted = beside.ordered(wanted)
    if a_csv:
        unread = copy_csv(session, table, opened, wanted, beside)
    else:
        bound_text(session, key, rows, [cell for cell in wanted if cell.name in texts])
        unread = copy_rows(session, table, rows, wanted)
    return StagedFile(
        key,
        table,
        {labels[cell.name]: (cell.name, cell.kind) for cell in cells},
        int(session.one(statement("SELECT count(*) FROM {t}", t=table))),
        opened,
        frozenset(labels[cell.name] for cell in wanted if cell.marks),
        {labels[name]: cell for name, cell in unread.items()},
        beside is not None,
    )


def _as_used(cell: Cell, opened: Opened, label: str, uses: Uses) -> Cell:
    """A column of texts that serves as a number or a date alone is read, if it is clear how."""
    used, marks = uses.get(label, frozenset()), opened.marks.get(label, Marks())
    dressed = marks.brackets or marks.spaces  # such cells are counted as they stand
    if cell.kind != "text" or not used or (dressed and used != {"date"}):
        return cell
    if used == {"date"} and marks.dates != "undecided":
        return replace(cell, kind="date", marks=marks)
    likely = used == {"number"} or label in opened.numeric
    clear = marks.numbers != "undecided" and likely and used <= _NUMBERS
    return replace(cell, kind="number", marks=marks) if clear else cell


def _no_numbers(session: Session, file: StagedFile, uses: Uses) -> list[str]:
    """The measures that were copied as numbers, but of whose cells fewer than half are any."""
    found: list[str] = []
    for label, odd in file.unread.items():
        if "measure" in uses.get(label, ()):
            endless = statement(number_form(file.marks(label)), c=odd)  # a number, but not finite
            query = "SELECT count({c}) + count({x}), count({c}) + count({odd}) FROM {t}"
            column, _ = file.columns[label]
            numbers, filled = session.rows(
                statement(query, c=column, odd=odd, x=endless, t=file.table)
            )[0]
            if 2 * int(numbers) < int(filled):
                found.append(label)
    return found


def _of_csv(opened: Opened) -> tuple[Rows, list[Cell]]:
    template, nulls = _meant("{c}", opened)
    cells = [Cell(f"c{i}", "text", template, nulls) for i in range(len(opened.columns))]
    return csv_rows(opened), cells


def _of_parquet(session: Session, opened: Opened) -> tuple[Rows, list[Cell]]:
    names = [f"c{i}" for i in range(len(opened.columns))]
    path = one_path(opened.readable)
    reading = statement(
        "read_parquet(?, hive_partitioning = false, file_row_number = false) AS p({cells})",
        cells=names,
    )
    found = session.rows(statement("DESCRIBE SELECT * FROM {r}", r=reading), [path])
    types = [str(row[1]) for row in found]
    kinds = opened.kinds or tuple(_kind(sql_type) for sql_type in types)
    cells = [
        Cell(name, kind, *_typed(sql_type, kind, opened))
        for name, sql_type, kind in zip(names, types, kinds, strict=True)
    ]
    return Rows(reading, (path,)), cells


def _typed(sql_type: str, kind: Kind, opened: Opened) -> tuple[str, Nulls]:
    """How a typed column is copied: moments as days (in UTC), what has no plain type as text.

    Of a workbook, whose cells are texts all, as what its column holds.
    """
    if opened.kinds:
        cell, nulls = _meant("{c}", opened)
        as_held = {
            "date": f"TRY_CAST(TRY_CAST({cell} AS TIMESTAMP) AS DATE)",
            "bool": f"TRY_CAST({cell} AS BOOLEAN)",
        }
        return as_held.get(kind, cell), nulls
    if kind == "text":
        return _meant("CAST({c} AS VARCHAR)", opened)
    if kind == "date":
        moment = "{c} AT TIME ZONE 'UTC'" if sql_type == "TIMESTAMP WITH TIME ZONE" else "{c}"
        return f"TRY_CAST({moment} AS DATE)", ()
    return "{c}", ()


def _meant(cell: str, opened: Opened) -> tuple[str, Nulls]:
    """A text as it is, null if it stands for nothing; and the parameters of that."""
    if not opened.null_text:
        return cell, ()
    known = f"list_contains(CAST(? AS VARCHAR[]), trim({cell}))"
    return f"CASE WHEN NOT {known} THEN {cell} END", (list(opened.null_text),)


def _kind(sql_type: str) -> Kind:
    if sql_type == "BOOLEAN":
        return "bool"
    if re.fullmatch(r"DATE|TIMESTAMP(_NS|_MS|_S| WITH TIME ZONE)?", sql_type):
        return "date"
    if re.fullmatch(r"(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\))", sql_type):
        return "number"
    return "text"
