"""A file is what its bytes say, is bounded before it is read, and has a header we can trust."""

from __future__ import annotations

import csv
import io
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
    if not path.is_file():
        raise _fault(key, f"there is no file '{path.name}'", "check the path or give --data DIR")
    size = path.stat().st_size
    if size == 0:
        raise _fault(key, "the file is empty", "export it again")
    if size > MAX_BYTES:
        raise _fault(key, f"the file is larger than {MAX_BYTES:,} bytes", "split it")
    with path.open("rb") as stream:
        head = stream.read(_PEEK)
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
    first = text.split("\n", 1)[0]
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
    if not text.split("\n", lines)[-1].strip() and len(text) < _PEEK:
        raise _fault(key, "the file has a header but no rows", "export it again with its rows", 1)
    return Opened(path, "csv", columns, delimiter, lines)


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
