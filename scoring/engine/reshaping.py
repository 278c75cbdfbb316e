"""A text table is put into the shape of a table before it is looked at: in a private copy."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, TextIO

from scoring.engine.day_columns import day_columns, told_of_days
from scoring.engine.footers import footer_of, without_footer
from scoring.engine.parquet import MAX_ROWS
from scoring.engine.sniffing import guess_delimiter, guess_header, rows_of
from scoring.engine.unpacking import fault
from scoring.engine.unreadable_rows import LONGEST_ROW
from scoring.engine.watch import Watch
from scoring.errors import Finding
from scoring.spec.data_file import CsvDialect, File


class Writer(Protocol):
    """Whoever writes a row of cells as text."""

    def writerow(self, row: list[str], /) -> object:
        """Write one row."""


class _Bounded:
    """A text file of which no more is written than it may have bytes."""

    def __init__(self, stream: BinaryIO, key: str, most: int) -> None:
        self.stream, self.key, self.most, self.size = stream, key, most, 0

    def write(self, text: str) -> None:
        """Write a piece. Raises DataError in place of one byte too many."""
        data = text.encode()
        self.size += len(data)
        if self.size > self.most:
            problem = f"with a row a day it is over {self.most:,} bytes"
            raise fault(self.key, problem, "split it, or export fewer columns beside the days")
        self.stream.write(data)


class _Lines:
    """The lines of a text, of which one row has no more letters than a row may have.

    A reader of rows would take all of a row without end into memory before it says a word.
    """

    def __init__(self, stream: TextIO, key: str) -> None:
        self.stream, self.key = stream, key
        self.number = self.letters = 0

    def __iter__(self) -> Iterator[str]:
        while line := self.stream.readline(LONGEST_ROW + 1):
            self.number += 1
            self.letters += len(line)
            if self.letters > LONGEST_ROW:
                problem = f"a row is longer than {LONGEST_ROW:,} characters"
                raise fault(self.key, problem, "shorten its cells, or close its quote", self.number)
            yield line


@dataclass(frozen=True, slots=True)
class Shaped:
    """The text to be read, how it is written now, and what was done to it."""

    readable: Path
    dialect: CsvDialect
    notes: tuple[Finding, ...]
    unfolded: bool = False


def shaped(
    path: Path, text: str, key: str, stated: File, scratch: Path, watch: Watch, most: int
) -> Shaped:
    """The same text without what is below its rows, and with a row a day if the source says so.

    Input: the file in UTF-8, its first part, its name in the source, what is stated of it, a
    private folder, a watch for whoever waits, and how many bytes the rows of days may come to.
    Output: the file itself where nothing
    was to be done. Raises DataError where no columns are named by days though it is said, or where
    there are too many of them, or of rows, and Stopped.
    """
    dialect = stated.dialect
    mark = dialect.delimiter or guess_delimiter(text, dialect.quote).value
    footer = footer_of(path, text, mark, dialect.quote)
    notes = (footer.note(key),) if footer else ()
    if footer:
        path = without_footer(path, footer, scratch / f"{key}.body")
    if stated.days_as_rows is None:
        return Shaped(path, dialect, notes)
    head = guess_header(rows_of(text, mark, dialect.quote), dialect.skip_rows, dialect.skip_below)
    into = scratch / f"{key}.rows"
    with path.open(encoding="utf-8-sig", newline="") as wide, into.open("wb") as long:
        read = _rows(_Lines(wide, key), mark, dialect.quote, watch)
        rows = _days_as_rows(read, (head.above, head.below), key, stated.days_as_rows)
        bounded = _Bounded(long, key, most)
        writer = csv.writer(bounded, delimiter=mark, quotechar=dialect.quote, lineterminator="\n")
        _write(writer, rows, key)
    now = dialect.model_copy(update={"delimiter": mark, "skip_rows": 0, "skip_below": 0})
    return Shaped(into, now, (*notes, told_of_days(key, stated.days_as_rows)), unfolded=True)


def _rows(lines: _Lines, mark: str, quote: str, watch: Watch) -> Iterator[list[str]]:
    """Row after row, each within its bound, for as long as whoever waits does."""
    for row in csv.reader(lines, delimiter=mark, quotechar=quote):
        lines.letters = 0
        watch.check()
        yield row


def _write(writer: Writer, rows: Iterator[list[str]], key: str) -> None:
    try:
        for row in rows:
            writer.writerow(row)
    except (csv.Error, UnicodeDecodeError) as error:
        problem = f"a row cannot be read ({str(error)[:80]})"
        raise fault(key, problem, "check its quotes and its encoding") from None


def _days_as_rows(
    reader: Iterator[list[str]], around: tuple[int, int], key: str, value: str
) -> Iterator[list[str]]:
    """The names, then for each row one for each of its days that has a value."""
    above, below = around
    for _ in range(above):
        next(reader, None)
    names = [name.strip() for name in next(reader, [])]
    wide = day_columns(names, key, value, above + 1)
    for _ in range(below):
        next(reader, None)
    yield [*wide.header]
    written = {i: day.isoformat() for i, day in wide.days.items()}
    count = 0
    for line, row in enumerate(reader, start=above + below + 2):
        if not any(row):
            continue
        if len(row) != len(names):
            problem = f"a row has {len(row)} cells, the header has {len(names)}"
            raise fault(key, problem, "check delimiters and quotes on that line", line)
        for one in _unfolded(row, wide.others, written):
            count += 1
            yield one
        if count > MAX_ROWS:
            raise fault(key, f"with a row a day it has more than {MAX_ROWS:,} rows", "split it")


def _unfolded(
    row: list[str], others: Sequence[int], written: Mapping[int, str]
) -> Iterator[list[str]]:
    kept = [row[i] for i in others]
    for i, day in written.items():
        if row[i].strip():
            yield [*kept, day, row[i]]
