"""XLSX for people who work in a spreadsheet: real numbers and dates, and never a formula."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import IO, Any, Final
from xml.sax.saxutils import escape

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from scoring.errors import CommandError
from scoring.output.exporters.csv_file import RISKY, harmless
from scoring.output.exporters.exporter import Exporter

MOST_ROWS: Final = 1_048_575
"""Rows that a sheet can hold below its header."""

MOST_COLUMNS: Final = 16_384
"""Columns that a sheet can hold."""

MOST_IN_CELL: Final = 32_767
"""Characters that a cell can hold; a longer text is cut there."""

_MADE: Final = dt.datetime(1980, 1, 1)
"""The date on every part of the file, so that the same table gives the same bytes."""

_WIDTHS: Final = (8, 60)
_SAMPLE: Final = 200  # rows by which the width of a column is chosen
_AT_A_TIME: Final = 10_000  # rows
_FIRST_YEAR: Final = 1901
_SHEET: Final = "xl/worksheets/sheet1.xml"
_NO_ROWS: Final = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CODE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # _x003D_ would be read as "="


def write(table: pa.Table) -> bytes:
    """The table as a workbook of one sheet, its first row the bold names that stay in view.

    Null, NaN and infinity are empty cells. Raises CommandError for more than a sheet holds.
    openpyxl makes the workbook; its rows are written here, as it takes 15 times as long.
    """
    if table.num_rows > MOST_ROWS or table.num_columns > MOST_COLUMNS:
        raise CommandError(
            f"a sheet holds {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns, and the table has"
            f" {table.num_rows:,} and {table.num_columns:,}",
            fix="write .csv or .parquet",
        )
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.freeze_panes = "A2"
    for position, name in enumerate(table.column_names, 1):
        width = _width(name, table[name].slice(0, _SAMPLE).to_pylist())
        sheet.column_dimensions[get_column_letter(position)].width = width
    rows = _rows(sheet, table)
    frame = io.BytesIO()
    book.save(frame)
    return _filled(frame, book.properties, rows)


def _rows(sheet: Any, table: pa.Table) -> Iterator[bytes]:
    """The rows of the sheet, many at a time; the styles are known to the workbook at once."""
    bold = _style(sheet, font=Font(bold=True))
    quoted = _style(sheet, quotePrefix=True)
    kinds = [table.schema.field(name).type for name in table.column_names]
    styles = [
        _style(sheet, number_format=_format(name, kind))
        for name, kind in zip(table.column_names, kinds, strict=True)
    ]
    letters = [get_column_letter(i) for i in range(1, table.num_columns + 1)]

    def rows() -> Iterator[bytes]:
        yield _lines([[_text(name, bold, bold)] for name in table.column_names], letters, 1)
        first = 2
        for batch in table.to_batches(max_chunksize=_AT_A_TIME):
            columns = [
                _cells(column.to_pylist(), style, quoted)
                for column, style in zip(batch.columns, styles, strict=True)
            ]
            yield _lines(columns, letters, first)
            first += batch.num_rows

    return rows()


def _style(sheet: Any, **looks: Any) -> int:
    """The number of a style in the workbook."""
    cell = WriteOnlyCell(sheet)
    for name, value in looks.items():
        setattr(cell, name, value)
    return int(cell.style_id)


def _lines(columns: Sequence[Sequence[str]], letters: Sequence[str], first: int) -> bytes:
    """Rows of cells; a cell is what follows its place, empty where there is nothing."""
    made = []
    for number, cells in enumerate(zip(*columns, strict=True), first):
        pairs = zip(letters, cells, strict=True)
        inside = "".join(f'<c r="{letter}{number}"{cell}' for letter, cell in pairs if cell)
        made.append(f'<row r="{number}">{inside}</row>')
    return "".join(made).encode()


def _cells(values: Sequence[Any], style: int, quoted: int) -> list[str]:
    """What follows each cell's place; each different value is written once."""
    known = next((v for v in values if v is not None), None)
    write: Callable[[Any, int], str] = partial(_text, quoted=quoted)
    if isinstance(known, int | float):
        write = _number
    elif isinstance(known, dt.date):
        write = _date
    else:
        values = [None if v is None else str(v) for v in values]
    written = {v: write(v, style) for v in set(values) if v is not None}
    return ["" if v is None else written[v] for v in values]


def _number(value: float, style: int) -> str:
    if isinstance(value, bool):
        return f' s="{style}" t="b"><v>{int(value)}</v></c>'
    return f' s="{style}"><v>{value!r}</v></c>' if math.isfinite(value) else ""


def _date(value: dt.date, style: int) -> str:
    """A day or a moment as a spreadsheet counts it; as a text where it cannot."""
    if value.year < _FIRST_YEAR or getattr(value, "tzinfo", None):
        return _text(str(value), style, style)
    return f' s="{style}"><v>{to_excel(value)}</v></c>'


def _text(text: str, style: int, quoted: int) -> str:
    """A text as a text, whatever it begins with: no program takes it for a formula."""
    look = quoted if text.startswith(RISKY) else style
    writable = _UNWRITABLE.sub("\ufffd", _CODE.sub("_x005F_", harmless(text)[:MOST_IN_CELL]))
    inside = escape(writable, {"\r": "&#13;"})
    return f' s="{look}" t="inlineStr"><is><t xml:space="preserve">{inside}</t></is></c>'


def _format(name: str, kind: pa.DataType) -> str:
    if pa.types.is_floating(kind):
        return "0.0##" if name == "shown" else "0.00"
    if pa.types.is_integer(kind):
        return "0"
    if pa.types.is_timestamp(kind):
        return "yyyy-mm-dd hh:mm"
    return "yyyy-mm-dd" if pa.types.is_date(kind) else "General"


def _width(name: str, sample: Sequence[object]) -> float:
    least, most = _WIDTHS
    said = [f"{v:.2f}" if isinstance(v, float) else str(v) for v in sample if v is not None]
    return float(min(most, max(least, len(name) + 1, *map(len, said), 0) + 2))


def _filled(frame: io.BytesIO, about: DocumentProperties, rows: Iterator[bytes]) -> bytes:
    """The workbook with its rows, and with one fixed date in every place that holds one."""
    about.created = about.modified = _MADE
    about.creator = "Bellwether"
    out = io.BytesIO()
    with zipfile.ZipFile(frame) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = zipfile.ZipInfo(name, _MADE.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            content = tostring(about.to_tree()) if name == ARC_CORE else before.read(name)
            with after.open(part, "w") as kept:
                if name == _SHEET:
                    _fill(kept, content, rows)
                else:
                    kept.write(content.encode() if isinstance(content, str) else content)
    return out.getvalue()


def _fill(kept: IO[bytes], sheet: bytes, rows: Iterator[bytes]) -> None:
    above, below = _NO_ROWS.split(sheet)
    kept.write(above + b"<sheetData>")
    for some in rows:
        kept.write(some)
    kept.write(b"</sheetData>" + below)


EXPORTER = Exporter(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write
)
