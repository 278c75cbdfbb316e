"""XLSX for people who work in a spreadsheet: real numbers and dates, and never a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any, Final

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from scoring.errors import CommandError
from scoring.limits.showing import XLSX_COLUMNS, XLSX_ROWS
from scoring.output.charts.tones import TONES
from scoring.output.exporters.exporter import NOTHING, Exporter, Extras, Sheet
from scoring.output.exporters.xlsx_cells import cells, lines, text_cell

MOST_ROWS: Final = XLSX_ROWS.now
"""Rows that a sheet can hold below its header."""

MOST_COLUMNS: Final = XLSX_COLUMNS.now
"""Columns that a sheet can hold."""

_MADE: Final = dt.datetime(1980, 1, 1)
"""The date on every part of the file, so that the same table gives the same bytes."""

_WIDTHS: Final = (8, 60)
_SAMPLE: Final = 200  # rows by which the width of a column is chosen
_AT_A_TIME: Final = 10_000  # rows
_OF_BANDS: Final = ("band", "band_of_score")
_FORMATS: Final = {"shown": "0.0##", "coverage": "0%", "arr": "#,##0"}
_NO_ROWS: Final = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")


def stream(table: pa.Table, out: IO[bytes], extras: Extras = NOTHING) -> None:
    """The table as a workbook, its first row the bold names that stay in view.

    Null, NaN and infinity are empty cells; the cells of a band have its colours. Further sheets
    hold the texts of `extras`. Raises CommandError for more than a sheet holds.
    openpyxl makes the workbook; its rows are written here, as it takes 15 times as long.
    """
    if table.num_rows > MOST_ROWS or table.num_columns > MOST_COLUMNS:
        raise CommandError(
            f"a sheet holds {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns, and the table has"
            f" {table.num_rows:,} and {table.num_columns:,}",
            fix="write .csv or .parquet",
        )
    book = Workbook(write_only=True)
    sheet = book.create_sheet(extras.title)
    sheet.freeze_panes = "A2"
    for position, name in enumerate(table.column_names, 1):
        width = _width(name, table[name].slice(0, _SAMPLE).to_pylist())
        sheet.column_dimensions[get_column_letter(position)].width = width
    rows = [_rows(sheet, table, extras), *(_texts(book, one) for one in extras.sheets)]
    frame = io.BytesIO()
    book.save(frame)
    parts = {f"xl/worksheets/sheet{number}.xml": some for number, some in enumerate(rows, 1)}
    _fill_in(frame, book.properties, parts, out)


def _rows(sheet: Any, table: pa.Table, extras: Extras) -> Iterator[bytes]:
    """The rows of the sheet, many at a time; the styles are known to the workbook at once."""
    bold = _style(sheet, font=Font(bold=True))
    quoted = _style(sheet, quotePrefix=True)
    looks = _band_looks(sheet, extras)
    kinds = [table.schema.field(name).type for name in table.column_names]
    styles = [
        _style(sheet, number_format=_format(name, kind))
        for name, kind in zip(table.column_names, kinds, strict=True)
    ]
    letters = [get_column_letter(i) for i in range(1, table.num_columns + 1)]
    coloured = [looks if name in _OF_BANDS else {} for name in table.column_names]

    def rows() -> Iterator[bytes]:
        yield lines([[text_cell(name, bold, bold)] for name in table.column_names], letters, 1)
        first = 2
        for batch in table.to_batches(max_chunksize=_AT_A_TIME):
            extras.tell((first - 2) / table.num_rows)
            columns = [
                cells(column.to_pylist(), style, quoted, own)
                for column, style, own in zip(batch.columns, styles, coloured, strict=True)
            ]
            yield lines(columns, letters, first)
            first += batch.num_rows

    return rows()


def _band_looks(sheet: Any, extras: Extras) -> dict[str, int]:
    """The style of a cell by the name of the band in it."""
    found = {}
    for band, tone in extras.tones.items():
        look = TONES[tone]
        fill = PatternFill("solid", fgColor=look.colour[1:].upper())
        found[band] = _style(sheet, fill=fill, font=Font(color=look.ink[1:].upper()))
    return found


def _texts(book: Any, sheet: Sheet) -> Iterator[bytes]:
    """The rows of a sheet of texts; a lone cell runs on over the columns beside it."""
    name, texts = sheet
    made = book.create_sheet(name)
    widest = max((len(line) for line in texts), default=1)
    for position in range(1, widest + 1):
        made.column_dimensions[get_column_letter(position)].width = 34 if position < 3 else 48
    bold, plain = _style(made, font=Font(bold=True)), _style(made)
    quoted = _style(made, quotePrefix=True)
    letters = [get_column_letter(i) for i in range(1, widest + 1)]

    def rows() -> Iterator[bytes]:
        for number, line in enumerate(texts, 1):
            style = bold if len(line) == 1 else plain
            said = [[text_cell(text, style, quoted) if text else ""] for text in line]
            yield lines(said, letters[: len(line)], number)

    return rows()


def _style(sheet: Any, **looks: Any) -> int:
    """The number of a style in the workbook."""
    cell = WriteOnlyCell(sheet)
    for name, value in looks.items():
        setattr(cell, name, value)
    return int(cell.style_id)


def _format(name: str, kind: pa.DataType) -> str:
    if pa.types.is_floating(kind):
        return _FORMATS.get(name, "0.0" if name.startswith("points_") else "0.00")
    if pa.types.is_integer(kind):
        return "0"
    if pa.types.is_timestamp(kind):
        return "yyyy-mm-dd hh:mm"
    return "yyyy-mm-dd" if pa.types.is_date(kind) else "General"


def _width(name: str, sample: Sequence[object]) -> float:
    least, most = _WIDTHS
    said = [f"{v:.2f}" if isinstance(v, float) else str(v) for v in sample if v is not None]
    return float(min(most, max(least, len(name) + 1, *map(len, said), 0) + 2))


def _fill_in(
    frame: io.BytesIO,
    about: DocumentProperties,
    rows: Mapping[str, Iterable[bytes]],
    out: IO[bytes],
) -> None:
    """The workbook with its rows, and with one fixed date in every place that holds one."""
    about.created = about.modified = _MADE
    about.creator = "Bellwether"
    with zipfile.ZipFile(frame) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = zipfile.ZipInfo(name, _MADE.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            content = tostring(about.to_tree()) if name == ARC_CORE else before.read(name)
            with after.open(part, "w") as kept:
                if name in rows:
                    _fill(kept, content, rows[name])
                else:
                    kept.write(content.encode() if isinstance(content, str) else content)


def _fill(kept: IO[bytes], sheet: bytes, rows: Iterable[bytes]) -> None:
    above, below = _NO_ROWS.split(sheet)
    kept.write(above + b"<sheetData>")
    for some in rows:
        kept.write(some)
    kept.write(b"</sheetData>" + below)


EXPORTER = Exporter(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", stream
)
