"""One sheet of an XLSX workbook becomes a private Parquet file, bounded at every step.

Read are saved values only: no macro, no formula, no link to another file. Cells become text
in one spelling (dates as YYYY-MM-DD, numbers with a point); a column that holds dates only,
or yes and no only, is marked as that.
"""

from __future__ import annotations

import itertools
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.reader.excel import ExcelReader

from scoring.engine.archive import check, look_through
from scoring.engine.guarded import GuardedArchive
from scoring.engine.opened import Kind
from scoring.engine.room import Room
from scoring.engine.sheet_cells import ERRORS, kind_of_cells, text_of_cell
from scoring.engine.sniffing import ROWS, HeaderGuess, guess_header
from scoring.engine.unfolding import most_text
from scoring.engine.unpacking import fault
from scoring.engine.watch import Watch
from scoring.errors import DataError, Finding, Stopped
from scoring.limits.workbooks import SHEET_CELLS, SHEET_ROWS, WORKBOOK_SHEETS
from scoring.spec.data_file import File

MAX_CELLS: Final = SHEET_CELLS.now
MAX_ROWS: Final = SHEET_ROWS.now  # no more fit on a sheet; empty ones may be stated beyond
MAX_SHEETS: Final = WORKBOOK_SHEETS.now
_BATCH: Final = 20_000
_TEXT_AT_ONCE: Final = 16_000_000
_EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as a file of text columns: its names, a sample of its rows, what was found."""

    readable: Path
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    kinds: tuple[Kind, ...]
    guess: HeaderGuess
    notes: tuple[Finding, ...]
    text: int


def sheet_as_parquet(
    path: Path, key: str, stated: File, into: Path, watch: Watch, room: Room
) -> Sheet:
    """Copy one sheet.

    Raises DataError for what is no workbook, or too large to be opened, and Stopped if the
    watch was asked to.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            check(archive, key, path.stat().st_size)
            unsaved = look_through(archive, key, watch)
        with _workbook(path, key, watch) as book:
            sheet = _chosen(book, key, stated.sheet)
            copied = _Copy(key, stated, into, watch, most_text(room)).run(sheet)
    except zipfile.BadZipFile:
        if _is_old_office(path):
            problem = "this workbook is password-protected, or of the old .xls kind"
            raise fault(key, problem, "save it as .xlsx without a password") from None
        raise fault(key, "this is a damaged XLSX or ZIP file", "save it again as .xlsx") from None
    except (DataError, Stopped):
        raise
    except Exception as error:  # whatever a reader of XML trips over in a hostile file
        problem = f"this XLSX file is damaged ({type(error).__name__})"
        raise fault(key, problem, "save it again as .xlsx, or as CSV") from None
    if not unsaved:
        return copied
    said = f"{unsaved:,} formulas of the workbook have" if unsaved > 1 else "1 formula has"
    problem, fix = f"{said} no saved value; read as missing", "open it in Excel and save it again"
    note = Finding(f"file '{key}'", problem, fix, None, "warning", unsaved, kind="unsaved_cells")
    return replace(copied, notes=(*copied.notes, note))


def _is_old_office(path: Path) -> bool:
    """Whether it is the container of .xls files and of whatever Office has encrypted."""
    with path.open("rb") as stream:
        return stream.read(4) == b"\xd0\xcf\x11\xe0"


@contextmanager
def _workbook(path: Path, key: str, watch: Watch) -> Iterator[Any]:
    with warnings.catch_warnings(), path.open("rb") as stream:
        archive = GuardedArchive(stream, key, watch)
        warnings.simplefilter("ignore")  # styles and extensions that nobody reads here
        reader = ExcelReader(stream, read_only=True, data_only=True, keep_links=False)
        reader.archive, strings = archive, reader.read_strings

        def read_strings() -> None:
            with archive.of_strings():
                strings()

        reader.read_strings = read_strings
        reader.read()
        yield reader.wb


def sheets_of(path: Path, watch: Watch) -> tuple[str, ...]:
    """The visible sheets of a workbook. Raises DataError if it is none, Stopped if asked to."""
    with zipfile.ZipFile(path) as archive:
        check(archive, path.name, path.stat().st_size)
        look_through(archive, path.name, watch)
    with _workbook(path, path.name, watch) as book:
        return tuple(s.title for s in book.worksheets[:MAX_SHEETS] if s.sheet_state == "visible")


def _chosen(book: Any, key: str, stated: str | None) -> Any:
    """The stated sheet, else the only visible one."""
    sheets = {s.title: s for s in book.worksheets[:MAX_SHEETS]}
    if stated is not None:
        if stated in sheets:
            return sheets[stated]
        problem = f"there is no sheet '{stated[:60]}'"
        raise fault(key, problem, f"the workbook has {_listed(list(sheets))}")
    visible = [s for s in sheets.values() if s.sheet_state == "visible"]
    if len(visible) != 1:
        problem = f"the workbook has {len(visible)} sheets"
        raise fault(key, problem, f"state `sheet`: {_listed([s.title for s in visible])}")
    return visible[0]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"'{name[:40]}'" for name in names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown or "none"


class _Copy:
    """One pass over a sheet: the header from its first rows, then every row, in batches."""

    def __init__(self, key: str, stated: File, into: Path, watch: Watch, most: int) -> None:
        self.key, self.stated, self.into, self.watch, self.most = key, stated, into, watch, most
        self.cells = self.text = self.added = self.rows = self.errors = 0
        self.seen: list[set[str]] = []
        self.examples: list[str] = []

    def run(self, sheet: Any) -> Sheet:
        sheet.reset_dimensions()
        _take_every_cell(sheet, self.key)
        rows = self._rows(sheet)
        first = list(itertools.islice(rows, ROWS))
        texts = [tuple(text_of_cell(cell) for cell in row) for row in first]
        if not texts:
            raise fault(self.key, "the sheet is empty", "choose another with `sheet`")
        csv = self.stated.dialect
        guess = guess_header(texts, csv.skip_rows, csv.skip_below)
        begin = guess.above + 1 + guess.below
        if len(texts) <= begin:
            raise fault(self.key, "the sheet has a header but no rows", "save it with its rows")
        header = texts[guess.above]
        self.seen = [set() for _ in header]
        self._write(len(header), itertools.chain(first[begin:], rows))
        kinds = tuple(kind_of_cells(seen) for seen in self.seen)
        sample, notes = tuple(texts[begin:]), tuple(self._of_errors())
        return Sheet(self.into, header, sample, kinds, guess, notes, self.text)

    def _of_errors(self) -> Iterator[Finding]:
        """What Excel could not work out holds a word for it, and no value."""
        if self.errors:
            many = f"{self.errors:,} cells hold errors"
            hold = many if self.errors > 1 else "1 cell holds an error"
            problem = f"{hold} of Excel in place of a value; read as missing"
            fix, seen = "correct the formulas, or empty the cells", tuple(self.examples)
            place = f"file '{self.key}'"
            yield Finding(place, problem, fix, None, "warning", self.errors, seen, "error_cells")

    def _rows(self, sheet: Any) -> Iterator[tuple[Any, ...]]:
        """Rows that hold something, without the empty cells at their end."""
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            self.cells += len(row)
            if self.cells > MAX_CELLS or number > MAX_ROWS:
                problem = f"the sheet has more than {MAX_CELLS:,} cells or {MAX_ROWS:,} rows"
                raise fault(self.key, problem, "save it as CSV or Parquet")
            self.text += sum(len(cell) for cell in row if type(cell) is str)
            if self.text > self.most:  # a text that is kept once may stand in every cell
                problem = f"its text comes to more than {self.most:,} bytes"
                raise fault(self.key, problem, "split the sheet, or leave its longest columns out")
            filled = next((i for i in range(len(row), 0, -1) if row[i - 1] is not None), 0)
            if filled:
                yield row[:filled]

    def _write(self, width: int, rows: Iterator[tuple[Any, ...]]) -> None:
        schema = pa.schema([(f"c{i}", pa.string()) for i in range(width)])
        with pq.ParquetWriter(self.into, schema) as writer:
            while (row := next(rows, None)) is not None:
                self.watch.check()
                columns: list[list[str | None]] = [[] for _ in range(width)]
                most = self.rows + _BATCH
                while row is not None:
                    self._add(row, columns)
                    full = self.rows >= most or self.added > _TEXT_AT_ONCE
                    row = None if full else next(rows, None)
                self.added = 0
                arrays = [pa.array(column, pa.string()) for column in columns]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))

    def _add(self, row: tuple[Any, ...], columns: list[list[str | None]]) -> None:
        if len(row) > len(columns):
            problem = f"a row has {len(row)} cells, the header has {len(columns)}"
            raise fault(self.key, problem, "give every column a name in the header row")
        self.rows += 1
        for column, seen, cell in itertools.zip_longest(columns, self.seen, row):
            if cell is None:
                column.append(None)
                continue
            text = text_of_cell(cell)
            self.added += len(text)
            if text:
                seen.add(type(cell).__name__)
            elif cell in ERRORS:
                self.errors += 1
                if self.errors <= _EXAMPLES:
                    self.examples.append(f"row {self.rows}: '{cell}'")
            column.append(text)


def _take_every_cell(sheet: Any, key: str) -> None:
    """Let no cell of a row be lost: the reader takes the last one for the one furthest right."""
    reader = sheet._get_row

    def row_of(cells: list[Any], first: int, last: int | None, values: bool) -> Any:
        columns = {cell["column"] for cell in cells}
        if len(columns) < len(cells):
            problem = "the workbook is no usual one: two cells stand in one place"
            raise fault(key, problem, "save the sheet as CSV")
        return reader(cells, first, last or max(columns, default=None), values)

    sheet._get_row = row_of
