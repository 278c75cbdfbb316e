"""The rows of a sheet become a Parquet file of texts, in pieces, bounded while they are read."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from scoring.engine.day_columns import DayColumns, day_columns, told_of_days
from scoring.engine.opened import Kind
from scoring.engine.parquet import MAX_ROWS as MAX_FILE_ROWS
from scoring.engine.sheet_cells import (
    ERRORS,
    MIDNIGHT,
    bytes_of_text,
    kind_of_cells,
    text_of_cell,
    type_of_cell,
)
from scoring.engine.sniffing import ROWS, HeaderGuess, guess_header
from scoring.engine.unpacking import fault
from scoring.engine.watch import Watch
from scoring.errors import Finding
from scoring.limits.workbooks import SHEET_CELLS, SHEET_ROWS
from scoring.spec.data_file import File

MAX_CELLS: Final = SHEET_CELLS.now
MAX_ROWS: Final = SHEET_ROWS.now  # no more fit on a sheet; empty ones may be stated beyond
_BATCH: Final = 20_000
_TEXT_AT_ONCE: Final = 16_000_000
_EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as a file of text columns: its names, a sample of its rows, what was found.

    `words` are the places of the columns in which every cell is a text.
    """

    readable: Path
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    kinds: tuple[Kind, ...]
    guess: HeaderGuess
    notes: tuple[Finding, ...]
    text: int
    words: tuple[int, ...]


def copied_sheet(sheet: Any, key: str, stated: File, into: Path, watch: Watch, most: int) -> Sheet:
    """Copy an open sheet, which may come to so much text, with a row a day if that is stated.

    Raises DataError where it is empty, too large or no table, and Stopped if asked to.
    """
    return _Copy(key, stated, into, watch, most).run(sheet)


class _Copy:
    """One pass over a sheet: the header from its first rows, then every row, in batches."""

    def __init__(self, key: str, stated: File, into: Path, watch: Watch, most: int) -> None:
        self.key, self.stated, self.into, self.watch, self.most = key, stated, into, watch, most
        self.cells = self.text = self.added = self.rows = self.errors = 0
        self.seen: list[Counter[str]] = []
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
        body: Iterator[tuple[Any, ...]] = itertools.chain(first[begin:], rows)
        value = self.stated.days_as_rows
        if value is not None:
            wide = day_columns(header, self.key, value, guess.above + 1)
            header, body = wide.header, self._by_day(wide, body)
            first = list(itertools.islice(body, ROWS))
            texts = [tuple(text_of_cell(cell) for cell in row) for row in first]
            body, begin = itertools.chain(first, body), 0
        self.seen = [Counter() for _ in header]
        self._write(len(header), body)
        kinds = tuple(kind_of_cells(seen) for seen in self.seen)
        notes = [*self._of_errors(), *self._of_zeros(header, kinds)]
        notes += [] if value is None else [told_of_days(self.key, value)]
        words = tuple(i for i, seen in enumerate(self.seen) if {*seen} == {"str"})
        sample = tuple(texts[begin:])
        return Sheet(self.into, header, sample, kinds, guess, tuple(notes), self.text, words)

    def _by_day(
        self, wide: DayColumns, rows: Iterator[tuple[Any, ...]]
    ) -> Iterator[tuple[Any, ...]]:
        """For each row one for each of its days that has a value."""
        count, width = 0, len(wide.names)
        for row in rows:
            self._stop_at_width(len(row), width)
            cells = (*row, *(None,) * (width - len(row)))
            kept = [cells[i] for i in wide.others]
            for i, day in wide.days.items():
                cell = cells[i]
                if text_of_cell(cell) or cell in ERRORS:
                    count += 1
                    self._count_text(kept)
                    yield (*kept, day, cell)
            if count > MAX_FILE_ROWS:
                problem = f"with a row a day it has more than {MAX_FILE_ROWS:,} rows"
                raise fault(self.key, problem, "split it")

    def _of_errors(self) -> Iterator[Finding]:
        """What Excel could not work out holds a word for it, and no value."""
        if self.errors:
            many = f"{self.errors:,} cells hold errors"
            hold = many if self.errors > 1 else "1 cell holds an error"
            problem = f"{hold} of Excel in place of a value; read as missing"
            fix, seen = "correct the formulas, or empty the cells", tuple(self.examples)
            place = f"file '{self.key}'"
            yield Finding(place, problem, fix, None, "warning", self.errors, seen, "error_cells")

    def _of_zeros(self, header: Sequence[str], kinds: Sequence[Kind]) -> Iterator[Finding]:
        """A look-up that found an empty cell holds 0, which a sheet shows as a day before all."""
        for label, kind, seen in zip(header, kinds, self.seen, strict=True):
            count = seen[MIDNIGHT] if kind == "date" else 0
            if count:
                hold = "1 cell holds" if count == 1 else f"{count:,} cells hold"
                problem = f"{hold} 0 in place of a day; read as missing"
                fix, place = "nothing, if no day is known", f"file '{self.key}', column '{label}'"
                yield Finding(place, problem, fix, None, "note", count, kind="first_days")

    def _rows(self, sheet: Any) -> Iterator[tuple[Any, ...]]:
        """Rows that hold something, without the empty cells at their end."""
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            self.cells += len(row)
            if self.cells > MAX_CELLS or number > MAX_ROWS:
                problem = f"the sheet has more than {MAX_CELLS:,} cells or {MAX_ROWS:,} rows"
                raise fault(self.key, problem, "save it as CSV or Parquet")
            self._count_text(row)
            filled = next((i for i in range(len(row), 0, -1) if row[i - 1] is not None), 0)
            if filled:
                yield row[:filled]

    def _count_text(self, row: Sequence[Any]) -> None:
        """A text that the file keeps once may stand in every cell."""
        self.text += sum(bytes_of_text(cell) for cell in row if type(cell) is str)
        if self.text > self.most:
            problem = f"its text comes to more than {self.most:,} bytes"
            raise fault(self.key, problem, "split the sheet, or leave its longest columns out")

    def _stop_at_width(self, cells: int, names: int) -> None:
        if cells > names:
            problem = f"a row has {cells} cells, the header has {names}"
            raise fault(self.key, problem, "give every column a name in the header row")

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
        self._stop_at_width(len(row), len(columns))
        self.rows += 1
        for column, seen, cell in itertools.zip_longest(columns, self.seen, row):
            if cell is None:
                column.append(None)
                continue
            text = text_of_cell(cell)
            self.added += len(text)
            if text:
                seen[type_of_cell(cell)] += 1
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
