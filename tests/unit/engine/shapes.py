"""One table, written in every shape that people's files have."""

from __future__ import annotations

import datetime as dt
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

NAMES = ("id", "name", "month", "arr", "usage", "plan")
ROWS = [
    ("a", "Café", dt.date(2024, 1, 31), 1200.5, 0.25, "pro"),
    ("a", "Café", dt.date(2024, 2, 29), 1200.5, 12.0, "pro"),
    ("b", "Straße", dt.date(2024, 1, 31), 300.0, 7.125, None),
    ("b", "Straße", dt.date(2024, 2, 29), 300.0, None, None),
    ("c", "Öl, Gas", dt.date(2024, 1, 31), 12345.75, 88.5, "basic"),
]
CYRILLIC = {"Café": "Завод", "Straße": "Молоко", "Öl, Gas": "Нефть, газ"}

SOURCE = """
version: 1
name: Any shape
files: {{a: {{path: {path}{more}}}}}
account: {{from: a, id: id, name: name, dimensions: [plan]}}
snapshots: [{{from: a, month: month, arr: arr, measures: [usage]}}]
"""


def text(
    *,
    delimiter: str = ",",
    decimal: str = ".",
    dates: str = "%Y-%m-%d",
    encoding: str = "utf-8",
    ends: str = "\n",
    above: str = "",
    words: dict[str, str] | None = None,
) -> bytes:
    """The table as text: every cell that holds the delimiter stands in quotes."""

    def cell(value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, float):
            return _quoted(str(value).replace(".", decimal), delimiter)
        if isinstance(value, dt.date):
            return value.strftime(dates)
        return _quoted((words or {}).get(str(value), str(value)), delimiter)

    lines = [delimiter.join(NAMES), *(delimiter.join(map(cell, row)) for row in ROWS), ""]
    return (above + ends.join(lines)).encode(encoding)


def _quoted(value: str, delimiter: str) -> str:
    return f'"{value}"' if delimiter in value else value


def workbook() -> bytes:
    """The table as the second sheet of a workbook, under a title, with real dates."""
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet("Book")
    for row in (("Our customers",), NAMES, *ROWS):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table() -> pa.Table:
    """The table as Arrow columns."""
    columns = zip(*ROWS, strict=True)
    return pa.table({name: list(column) for name, column in zip(NAMES, columns, strict=True)})


def parquet() -> bytes:
    """The table as Parquet."""
    out = io.BytesIO()
    pq.write_table(table(), out)
    return out.getvalue()


def database(folder: Path) -> bytes:
    """The table as one of two tables of a DuckDB file."""
    path = folder / "made.duckdb"
    with duckdb.connect(str(path)) as base:
        base.register("arrow", table())
        base.execute('CREATE TABLE "Our ""book""" AS SELECT * FROM arrow')
        base.execute("CREATE TABLE other AS SELECT 1 AS id")
    content = path.read_bytes()
    path.unlink()
    return content


Made = tuple[Callable[[Path], bytes], str]


def _made(more: str = "", **how: str) -> Made:
    return (lambda _: text(**how)), more  # type: ignore[arg-type]


SHAPES: dict[str, Made] = {
    "comma": _made(),
    "semicolon": _made(delimiter=";"),
    "tab": _made(delimiter="\t"),
    "bar": _made(delimiter="|"),
    "semicolon and decimal comma": _made(delimiter=";", decimal=","),
    "comma and decimal comma": _made(decimal=","),
    "UTF-8 with a mark": _made(encoding="utf-8-sig"),
    "UTF-16 with a mark": _made(encoding="utf-16"),
    "UTF-16 without a mark": _made(encoding="utf-16-le"),
    "UTF-16 the other way": _made(encoding="utf-16-be"),
    "UTF-16, stated": _made(", csv: {encoding: utf-16}", encoding="utf-16"),
    "cp1252": _made(encoding="cp1252"),
    "cp1252, stated": _made(", csv: {encoding: cp1252}", encoding="cp1252"),
    "latin-1, stated": _made(", csv: {encoding: latin-1}", encoding="latin-1"),
    "CRLF": _made(ends="\r\n"),
    "CR": _made(ends="\r"),
    "LF and CRLF": (lambda _: text(ends="\r\n").replace(b"\r\n", b"\n", 3), ""),
    "CRLF, semicolon, comma, cp1252": _made(
        ends="\r\n", delimiter=";", decimal=",", encoding="cp1252", dates="%d.%m.%Y"
    ),
    "day first": _made(dates="%d/%m/%Y"),
    "day first with dashes": _made(dates="%d-%m-%Y"),
    "month first": _made(dates="%m/%d/%Y"),
    "short year, stated": _made(", csv: {date_format: '%d.%m.%y'}", dates="%d.%m.%y"),
    "month names, stated": _made(", csv: {date_format: '%d %b %Y'}", dates="%d %b %Y"),
    "no separators, stated": _made(", csv: {date_format: '%Y%m%d'}", dates="%Y%m%d"),
    "a title above": _made(above="Our customers\n\n"),
    "a title above, stated": _made(", csv: {skip_rows: 2}", above="Our, customers\nx,y,z\n"),
    "gzip": ((lambda _: gzip.compress(text())), ""),
    "gzip of UTF-16": ((lambda _: gzip.compress(text(encoding="utf-16"))), ""),
    "XLSX": ((lambda _: workbook()), ", sheet: Book"),
    "Parquet": ((lambda _: parquet()), ""),
    "DuckDB": (database, """, table: 'Our "book"'"""),
}
