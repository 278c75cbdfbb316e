"""A file is what its bytes say, is bounded before it is read, and has a header we can trust."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from scoring.engine.database import table_as_parquet
from scoring.engine.evidence import emptied
from scoring.engine.guess_notes import notes_on
from scoring.engine.header import MAX_COLUMNS, checked
from scoring.engine.marks import Marks, decide
from scoring.engine.opened import Opened, rows_further_down
from scoring.engine.parquet import MAX_ROWS, parquet_opened
from scoring.engine.repeated_names import without_names
from scoring.engine.reshaping import shaped
from scoring.engine.room import MAX_BYTES, OWN, Room
from scoring.engine.sheet import Sheet
from scoring.engine.sniffing import (
    Guess,
    Row,
    guess_delimiter,
    guess_encoding,
    guess_header,
    rows_of,
)
from scoring.engine.text_heads import (
    breaks_behind_mark,
    stop_binary,
    stop_other,
    text_of,
    with_mark,
)
from scoring.engine.unpacking import fault, transcoded, unpacked
from scoring.engine.watch import Watch
from scoring.engine.workbook import sheet_as_parquet
from scoring.spec.data_file import CsvDialect, File

_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_PEEK: Final = 1 << 20


def open_file(
    path: Path,
    key: str,
    scratch: Path,
    file: File | None = None,
    watch: Watch | None = None,
    room: Room = OWN,
) -> Opened:
    """Look at a file before anything is loaded from it.

    Input: the path, the file's name in the source, a private folder for what has to be
    unpacked, what the source states of the file, a watch for whoever waits, and what may come
    out of it if it is packed. Output: what it holds. Raises Stopped, or DataError with one finding.
    """
    stated, watch = file or File(path=path.name), watch or Watch()
    head, _ = _head(path, key)
    if head[:4] == b"PAR1":
        return parquet_opened(path, path, key, stated, room)
    if head[8:12] == b"DUCK":
        copy = table_as_parquet(path, key, stated.table, MAX_ROWS, scratch / f"{key}.parquet")
        return parquet_opened(path, copy, key, stated, room)
    if head[:4] in (_ZIP, b"PK\x05\x06", _OLD_OFFICE):
        sheet = sheet_as_parquet(path, key, stated, scratch / f"{key}.parquet", watch, room)
        return _workbook(path, sheet, key, stated.dialect)
    readable = path
    if head[:2] == b"\x1f\x8b":
        readable = unpacked(path, key, scratch / f"{key}.unpacked", room)
        head, _ = _head(readable, key)
        if head[:4] in (b"PAR1", _ZIP) or head[:2] == b"\x1f\x8b":
            raise fault(key, "the gzip file holds no CSV", "unpack it first")
    return _opened_text(path, readable, key, scratch, stated, watch, room)


def _opened_text(
    path: Path, readable: Path, key: str, scratch: Path, stated: File, watch: Watch, room: Room
) -> Opened:
    """A text table, from a private copy where it is not plain UTF-8 with a row a line."""
    head, size = _head(readable, key)
    came_out = size if readable != path else 0
    encoding, guess = stated.dialect.encoding, guess_encoding(head, whole=size <= _PEEK)
    stop_binary(head, key, encoding or guess.value)
    if encoding not in (None, "utf-8") or (encoding is None and guess.value != "utf-8"):
        codec = with_mark(encoding or guess.value, head)
        readable = transcoded(readable, key, codec, scratch / f"{key}.utf-8")
        head, size = _head(readable, key)
    elif breaks_behind_mark(head, stated.dialect.quote):
        readable = transcoded(readable, key, "utf-8-sig", scratch / f"{key}.utf-8")
        head, size = _head(readable, key)
    text = text_of(head, key, whole=size <= _PEEK)
    stop_other(text, key)
    now = shaped(readable, text, key, stated, scratch, watch, room.after(came_out).most(size))
    if now.readable != readable:
        head, size = _head(now.readable, key)
        text = text_of(head, key, whole=size <= _PEEK)
    came_out += now.unfolded * size
    found = _csv(path, now.readable, key, now.dialect, text, size, () if encoding else (guess,))
    own = replace(found, notes=(*found.notes, *now.notes), spare=scratch / f"{key}.ends")
    return replace(own, unfolded=now.unfolded, unpacked=came_out)


def _head(path: Path, key: str) -> tuple[bytes, int]:
    try:
        if not path.is_file():
            raise fault(key, f"there is no file '{path.name}'", "check the path or give --data DIR")
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_PEEK)
    except OSError as error:
        problem = f"the file cannot be opened ({error.strerror})"
        raise fault(key, problem, "check its path and permissions") from None
    if size == 0:
        raise fault(key, "the file is empty", "export it again")
    if size > MAX_BYTES:
        raise fault(key, f"the file is larger than {MAX_BYTES:,} bytes", "split it")
    return head, size


def _csv(
    path: Path,
    readable: Path,
    key: str,
    stated: CsvDialect,
    text: str,
    size: int,
    guessed: tuple[Guess, ...],
) -> Opened:
    by = guess_delimiter(text, stated.quote)
    delimiter = stated.delimiter or by.value
    rows = _first_rows(text, delimiter, stated.quote, whole=size <= _PEEK)
    header = guess_header(rows, stated.skip_rows, stated.skip_below)
    names, before, after = _names(text, key, delimiter, stated.quote, header.above, header.below)
    columns = checked(names, key, before + 1)
    skip = header.above + 1 + header.below
    further = (readable, delimiter, stated.quote, len(columns))
    body = _body(rows[skip:], columns, further if size > _PEEK else None)
    _stop_without_rows(body, key, len(text), len(rows), size)
    sign = delimiter in (";", "\t") or not text.isascii()  # neither keeps a comma from decimals
    valued = emptied(body, stated.null_text)
    found = decide(columns, valued, stated.decimal, stated.date_format, continental=sign)
    guesses = (*guessed, *(() if stated.delimiter else (by,)), *header.reasons, *found.guesses)
    return Opened(
        path,
        readable,
        "csv",
        columns,
        delimiter,
        stated.quote,
        skip,
        after,
        stated.null_text,
        marks=found.marks,
        numeric=found.numeric,
        plain=found.plain,
        no_values=found.no_values,
        guesses=guesses,
        notes=tuple(notes_on(key, guesses, before)),
    )


def _body(
    first: Sequence[Row], columns: Sequence[str], further: tuple[Path, str, str, int] | None
) -> list[Sequence[str]]:
    """The rows that are looked at: the first ones, and of a long file some further down."""
    return without_names([*first, *(rows_further_down(*further) if further else [])], columns)


def _first_rows(text: str, delimiter: str, quote: str, *, whole: bool) -> list[Row]:
    """The first rows of a text, without the last one where it is cut off in its middle."""
    rows = rows_of(text, delimiter, quote)
    return rows if whole or len(rows) < 2 else rows[:-1]


def _stop_without_rows(
    body: Sequence[Sequence[str]], key: str, letters: int, rows: int, size: int
) -> None:
    """Raise if nothing stands below the names, and nothing was too long to be looked at."""
    unread = size > _PEEK or (letters > 100_000 and rows < 2)
    if not unread and not any(any(row) for row in body):
        raise fault(key, "the file has a header but no rows", "export it again with its rows", 1)


def _names(
    text: str, key: str, delimiter: str, quote: str, above: int, below: int
) -> tuple[list[str], int, int]:
    """The names of the columns, the lines before their row, the lines before the first row."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote, strict=True
    )
    try:
        for _ in range(above):
            next(reader, None)
        before = reader.line_num
        names = [name.strip() for name in next(reader, [])]
        line = reader.line_num
        for _ in range(below):
            next(reader, None)
    except csv.Error as error:
        problem = f"the header row cannot be read ({error})"
        raise fault(key, problem, "check its quotes", above + 1) from None
    return names, before, max(line, reader.line_num)


def _workbook(path: Path, sheet: Sheet, key: str, stated: CsvDialect) -> Opened:
    columns = checked(sheet.header, key, sheet.guess.above + 1)
    valued = emptied(without_names(sheet.sample, columns), stated.null_text)
    found = decide(columns, valued, ".", stated.date_format)
    words, about_words = _in_words(sheet, columns, valued, stated)
    guesses = (*sheet.guess.reasons, *found.guesses, *about_words)
    return Opened(
        path,
        sheet.readable,
        "parquet",
        columns,
        null_text=stated.null_text,
        kinds=sheet.kinds,
        marks=words
        | {
            label: replace(one, numbers=words[label].numbers) if label in words else one
            for label, one in found.marks.items()
            if one.dates != "iso" or one.is_dressed
        },
        no_values=found.no_values,
        guesses=guesses,
        notes=(*notes_on(key, guesses, sheet.guess.above), *sheet.notes),
        unpacked=sheet.text,
    )


def _in_words(
    sheet: Sheet, columns: Sequence[str], rows: Sequence[Sequence[str]], stated: CsvDialect
) -> tuple[dict[str, Marks], list[Guess]]:
    """How numbers are written in the columns of texts alone, as a pasted export leaves them.

    A cell that is a number to the program is written with a point here, whatever it looks like.
    """
    names = [columns[i] for i in sheet.words]
    cells = [[row[i] if i < len(row) else "" for i in sheet.words] for row in rows]
    found = decide(names, cells, stated.decimal, stated.date_format)
    marks = {label: one for label, one in found.marks.items() if one.numbers != "plain"}
    return marks, [guess for guess in found.guesses if guess.about == "decimal mark"]


__all__ = ["MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "Opened", "open_file"]
