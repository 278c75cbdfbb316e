"""A text table is put into the shape of a table before it is looked at: in a private copy."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from scoring.engine.footers import footer_of, without_footer
from scoring.engine.parquet import MAX_ROWS
from scoring.engine.sniffing import guess_delimiter, guess_header, rows_of
from scoring.engine.unpacking import MAX_BYTES, fault
from scoring.engine.watch import Watch
from scoring.errors import Finding
from scoring.spec.data_file import CsvDialect, File
from scoring.spec.wide_names import are_months, days_of

_OFTEN: Final = 1 << 12
"""After so many rows of days it is asked whether to go on."""


class Writer(Protocol):
    """Whoever writes a row of cells as text."""

    def writerow(self, row: list[str], /) -> object:
        """Write one row."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """The text to be read, how it is written now, and what was done to it."""

    readable: Path
    dialect: CsvDialect
    notes: tuple[Finding, ...]
    unfolded: bool = False


def shaped(
    path: Path,
    text: str,
    key: str,
    stated: File,
    scratch: Path,
    watch: Watch,
    most: int = MAX_BYTES,
) -> Shaped:
    """The same text without what is below its rows, and with a row a day if the source says so.

    Input: the file in UTF-8, its first part, its name in the source, what is stated of it, a
    private folder, and a watch for whoever waits; `most` is how many letters the rows of days may
    come to. Output: the file itself where nothing was to be done. Raises DataError where no
    columns are named by days though it is said, or where there are too many rows of days; and
    Stopped.
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
    with (
        path.open(encoding="utf-8-sig", newline="") as wide,
        into.open("w", encoding="utf-8", newline="") as long,
    ):
        reader = csv.reader(wide, delimiter=mark, quotechar=dialect.quote)
        rows = _days_as_rows(reader, (head.above, head.below), key, stated.days_as_rows)
        writer = csv.writer(long, delimiter=mark, quotechar=dialect.quote, lineterminator="\n")
        _write(writer, rows, key, watch, most)
    now = dialect.model_copy(update={"delimiter": mark, "skip_rows": 0, "skip_below": 0})
    return Shaped(into, now, (*notes, _told(key, stated.days_as_rows)), unfolded=True)


def _told(key: str, value: str) -> Finding:
    problem = f"columns are named by days: each day became a row, its cell '{value}'"
    fix = "remove `days_as_rows` from the source file to keep them as columns"
    return Finding(f"file '{key}'", problem, fix, None, "note", kind="days_as_rows")


def _write(writer: Writer, rows: Iterator[list[str]], key: str, watch: Watch, most: int) -> None:
    size = 0
    try:
        for number, row in enumerate(rows):
            if number % _OFTEN == 0:
                watch.check()
            size += sum(map(len, row))
            if size > most:
                raise fault(key, f"with a row a day it is over {most:,} bytes", "split it")
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
    for _ in range(below):
        next(reader, None)
    days = {names.index(name): day for name, day in days_of(names).items()}
    if not days:
        problem = "no columns are named by days, one after the other"
        raise fault(key, problem, "remove `days_as_rows` from the source file", above + 1)
    others = [i for i in range(len(names)) if i not in days]
    yield [*(names[i] for i in others), *_named(names, value, are_months([*days.values()]))]
    written = {i: day.isoformat() for i, day in days.items()}
    count = 0
    for line, row in enumerate(reader, start=above + below + 2):
        if not any(row):
            continue
        if len(row) != len(names):
            problem = f"a row has {len(row)} cells, the header has {len(names)}"
            raise fault(key, problem, "check delimiters and quotes on that line", line)
        for one in _unfolded(row, others, written):
            count += 1
            yield one
        if count > MAX_ROWS:
            raise fault(key, f"with a row a day it has more than {MAX_ROWS:,} rows", "split it")


def _unfolded(row: list[str], others: list[int], written: Mapping[int, str]) -> Iterator[list[str]]:
    kept = [row[i] for i in others]
    for i, day in written.items():
        if row[i].strip():
            yield [*kept, day, row[i]]


def _named(names: list[str], value: str, months: bool) -> tuple[str, str]:
    """Names for the day and the value that no other column has."""
    day = "month" if months else "day"
    taken = {name.lower() for name in names}
    return (f"{day} of it" if day in taken else day), (
        f"{value} value" if value.lower() in taken else value
    )
