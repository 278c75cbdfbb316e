"""A file is what its bytes say, is bounded before it is read, and has a header we can trust."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from scoring.errors import DataError, Finding

MAX_BYTES: Final = 1_000_000_000
MAX_ROWS: Final = 20_000_000
MAX_COLUMNS: Final = 2_000
_PEEK: Final = 1 << 20
_COUNTED_ROWS: Final = 200_000
_DELIMITERS: Final = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that may be read: its kind, its columns, and for CSV how it is written."""

    path: Path
    kind: Literal["csv", "parquet"]
    columns: tuple[str, ...]
    delimiter: str = ","
    header_lines: int = 1


def open_file(path: Path, key: str, delimiter: str | None = None) -> Opened:
    """Look at a file before anything is loaded from it.

    Input: the path, the file's name in the source, a delimiter if one is stated.
    Output: what it holds. Raises DataError with one finding that names the fault.
    """
    try:
        if not path.is_file():
            problem = f"there is no file '{path.name}'"
            raise _fault(key, problem, "check the path or give --data DIR")
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_PEEK)
    except OSError as error:
        problem = f"the file cannot be opened ({error.strerror})"
        raise _fault(key, problem, "check its path and permissions") from None
    if size == 0:
        raise _fault(key, "the file is empty", "export it again")
    if size > MAX_BYTES:
        raise _fault(key, f"the file is larger than {MAX_BYTES:,} bytes", "split it")
    if head[:4] == b"PAR1":
        return _parquet(path, key)
    if head[:2] == b"PK":
        raise _fault(key, "this is an Excel or ZIP file", "save the sheet as CSV (UTF-8)")
    if head[:2] == b"\x1f\x8b":
        raise _fault(key, "this is a compressed file", "unpack it first")
    return _csv(path, key, _text(head, key, whole=size <= _PEEK), delimiter)


def _text(head: bytes, key: str, *, whole: bool) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _fault(key, "this is UTF-16 text", "save it as CSV (UTF-8)")
    if b"\0" in head:
        raise _fault(key, "this is a binary file, not a table", "export it as CSV or Parquet")
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not whole and error.start > len(head) - 4:
            return head[: error.start].decode("utf-8-sig")
        line = head.count(b"\n", 0, error.start) + 1
        problem = "this is not UTF-8 text"
        raise _fault(key, problem, "save it as CSV (UTF-8)", line) from None


def _csv(path: Path, key: str, text: str, stated: str | None) -> Opened:
    first = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    delimiter = stated or max(_DELIMITERS, key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise _fault(
            key, f"the header row cannot be read ({error})", "check its quotes", 1
        ) from None
    lines = reader.line_num
    if not any(header):
        raise _fault(key, "the first row holds no column names", "add a header row", 1)
    columns = _checked(header, key)
    if path.stat().st_size <= _PEEK and not _has_rows(reader):
        raise _fault(key, "the file has a header but no rows", "export it again with its rows", 1)
    return Opened(path, "csv", columns, delimiter, lines)


def _has_rows(reader: Iterator[list[str]]) -> bool:
    try:
        return any(cell.strip() for row in reader for cell in row)
    except csv.Error:
        return True


def line_of_row(opened: Opened, row: int, rows: int) -> int | None:
    """The line on which a data row begins.

    Input: the 1-based row, and how many the file has. Output: None for Parquet, and for a
    row far down a file in which cells span lines.
    """
    if opened.kind != "csv":
        return None
    with opened.path.open("rb") as stream:
        ends = sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_PEEK), b""))
    if ends in (opened.header_lines + rows, opened.header_lines + rows - 1):
        return opened.header_lines + row
    return next((line for n, line, _ in _records(opened) if n == row), None)


def line_of_uneven_row(opened: Opened) -> int | None:
    """The line of the first row that has more or fewer cells than the header."""
    width = len(opened.columns)
    uneven = (
        line
        for _, line, cells in _records(opened)
        if len(cells) != width and not (len(cells) == width + 1 and not cells[-1])
    )
    return next(uneven, None)


def _records(opened: Opened) -> Iterator[tuple[int, int, list[str]]]:
    """The first rows of a CSV file: number, line on which it begins, cells.

    As DuckDB counts them: a blank line is a row only where there is a single column.
    """
    with opened.path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter=opened.delimiter)
        next(reader, None)
        number, line = 0, reader.line_num + 1
        try:
            for cells in reader:
                if cells or len(opened.columns) == 1:
                    number += 1
                    yield number, line, cells
                if number >= _COUNTED_ROWS:
                    return
                line = reader.line_num + 1
        except csv.Error:
            return


def _checked(header: list[str], key: str) -> tuple[str, ...]:
    if len(header) > MAX_COLUMNS:
        problem = f"{len(header):,} columns are more than {MAX_COLUMNS:,}"
        raise _fault(key, problem, "export only the columns you need", 1)
    named = [name or f"(column {i})" for i, name in enumerate(header, start=1)]
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        problem = f"the header names '{twice[0]}' {named.count(twice[0])} times"
        raise _fault(key, problem, "give every column its own name", 1)
    return tuple(named)


def _parquet(path: Path, key: str) -> Opened:
    try:
        footer = pq.read_metadata(path)
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        problem = f"this Parquet file is damaged ({str(error).splitlines()[0][:120]})"
        raise _fault(key, problem, "export it again") from None
    if footer.num_rows == 0:
        raise _fault(key, "the file has no rows", "export it again with its rows")
    if footer.num_rows > MAX_ROWS:
        raise _fault(key, f"more than {MAX_ROWS:,} rows", "split the file")
    return Opened(path, "parquet", _checked(list(schema.names), key))


def _fault(key: str, problem: str, fix: str, line: int | None = None) -> DataError:
    return DataError([Finding(f"file '{key}'", problem, fix, line)])
