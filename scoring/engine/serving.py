"""What each column of a file holds, and how it is copied for what it serves as."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from scoring.engine.copying import Cell, Rows
from scoring.engine.csv_rows import csv_rows
from scoring.engine.marks import Marks
from scoring.engine.opened import Kind, Opened
from scoring.engine.quoting import statement
from scoring.engine.session import Session, one_path

Use = Literal["number", "date", "text", "measure", "tally"]
"""What a column serves as; a measure is a number if its cells are, a tally a number or a truth."""

Uses = Mapping[str, frozenset[Use]]
_NUMBERS = frozenset({"number", "measure", "tally"})
Nulls = tuple[object, ...]


def of_csv(opened: Opened) -> tuple[Rows, list[Cell]]:
    """The rows of a CSV file, and each of its columns as a text, null where it says so."""
    template, nulls = _meant("{c}", opened)
    cells = [Cell(f"c{i}", "text", template, nulls) for i in range(len(opened.columns))]
    return csv_rows(opened), cells


def of_parquet(session: Session, opened: Opened) -> tuple[Rows, list[Cell]]:
    """The rows of a Parquet file, and each of its columns as what it is."""
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


def as_used(cell: Cell, opened: Opened, label: str, uses: Uses) -> Cell:
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
