"""What is known of a file that may be read, and where its rows stand in it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from scoring.engine.marks import Marks
from scoring.engine.sniffing import Guess, Row, rows_of
from scoring.errors import Finding

Kind = Literal["text", "number", "date", "bool"]
_PIECE: Final = 1 << 20
_GLANCE: Final = 1 << 15
_COUNTED_ROWS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that may be read: its columns, how it is written, and what was found in it.

    `path` is the file itself, `readable` the file that the database reads: the same, or a
    private copy in plain UTF-8 or Parquet. `kinds` are those of a workbook's columns, which
    its private copy holds as text. `skip` rows come before the first row of data, and
    `header_lines` lines. Only a CSV file has lines. `numeric` are the columns of
    text of whose cells, as far as they were looked at, at least half are numbers; `plain` those
    of which all are, written with a decimal point or none; `no_values` those in which a cell says
    that there is no value, as programs do. `unfolded` says that a row stood as a cell among
    others: its line says nothing. `spare` is where a copy with one sort of line end may go.
    `unpacked` is how many bytes came out of a packed file or of columns of days, `most_text` how
    many of text may come out of Parquet while it is copied.
    """

    path: Path
    readable: Path
    kind: Literal["csv", "parquet"]
    columns: tuple[str, ...]
    delimiter: str = ","
    quote: str = '"'
    skip: int = 1
    header_lines: int = 1
    null_text: tuple[str, ...] | None = None
    kinds: tuple[Kind, ...] = ()
    marks: Mapping[str, Marks] = field(default_factory=dict)
    numeric: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    no_values: frozenset[str] = frozenset()
    guesses: tuple[Guess, ...] = ()
    notes: tuple[Finding, ...] = ()
    unfolded: bool = False
    spare: Path | None = None
    unpacked: int = 0
    most_text: int | None = None

    @property
    def may_unfold(self) -> bool:
        """Whether its columns of days can become rows: those of a text or of a workbook."""
        return self.kind == "csv" or bool(self.kinds)

    @property
    def readables(self) -> tuple[Path, ...]:
        """Every file that a database may have to read for it."""
        return (self.readable,) if self.spare is None else (self.readable, self.spare)


def rows_further_down(path: Path, delimiter: str, quote: str, width: int) -> list[Row]:
    """A few hundred rows each from four places of a CSV file, as evidence of how it is written.

    A place may lie inside a cell: only rows of the right width count.
    """
    size = path.stat().st_size
    found: list[Row] = []
    with path.open("rb") as stream:
        for quarter in range(1, 5):
            stream.seek(max(0, size * quarter // 4 - _GLANCE))
            text = stream.read(_GLANCE).decode("utf-8", "ignore")
            rows = rows_of(text, delimiter, quote)[1:-1]
            found += [row for row in rows if len(row) == width]
    return found


def line_of_row(opened: Opened, row: int, rows: int) -> int | None:
    """The line on which a data row begins.

    Input: the 1-based row, and how many the file has. Output: None for what has no lines, and
    for a row far down a file in which cells span lines.
    """
    if opened.kind != "csv" or opened.unfolded:
        return None
    with opened.readable.open("rb") as stream:
        ends = sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_PIECE), b""))
    if ends in (opened.header_lines + rows, opened.header_lines + rows - 1):
        return opened.header_lines + row
    return next((line for n, line, _ in _records(opened) if n == row), None)


def uneven_row(opened: Opened) -> tuple[int, int] | None:
    """The line and the width of the first row with more or fewer cells than the header."""
    width = len(opened.columns)
    uneven = (
        (line, len(cells))
        for _, line, cells in _records(opened)
        if len(cells) != width and not (len(cells) == width + 1 and not cells[-1])
    )
    return next(uneven, None)


def line_of_long_row(path: Path, most: int) -> int | None:
    """The first line of a text file that is longer than so many bytes; None if there is none.

    Lines are counted by LF, or by CR in a file that has no LF.
    """
    line, length = 1, 0
    with path.open("rb") as stream:
        end = b"\n" if b"\n" in stream.read(_PIECE) else b"\r"
        stream.seek(0)
        while piece := stream.read(_PIECE):
            for n, part in enumerate(piece.split(end)):
                if n:
                    line, length = line + 1, 0
                length += len(part)
                if length > most:
                    return line
    return None


def ends_in_long_row(path: Path, most: int) -> bool:
    """Whether the last line of a text file is longer than so many bytes.

    Line ends behind it, of which there may be any number, do not make another line.
    """
    with path.open("rb") as stream:
        end, tail = path.stat().st_size, b""
        while end and not tail:
            begin = max(0, end - _PIECE)
            stream.seek(begin)
            tail = stream.read(end - begin).rstrip(b"\r\n")
            end = begin + len(tail)
        stream.seek(max(0, end - most - 1))
        tail = stream.read(end - stream.tell())
    return len(tail) > most and not (b"\n" in tail or b"\r" in tail)


def _records(opened: Opened) -> Iterator[tuple[int, int, list[str]]]:
    """The first rows of a CSV file: number, line on which it begins, cells.

    As DuckDB counts them: a blank line is a row only where there is a single column.
    """
    with opened.readable.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter=opened.delimiter, quotechar=opened.quote)
        try:
            for _ in range(opened.skip):
                next(reader, None)
            number, line = 0, reader.line_num + 1
            for cells in reader:
                if cells or len(opened.columns) == 1:
                    number += 1
                    yield number, line, cells
                if number >= _COUNTED_ROWS:
                    return
                line = reader.line_num + 1
        except csv.Error:
            return
