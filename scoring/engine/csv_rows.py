"""A CSV file is read cell by cell as text, but its plain numbers outright while all of them are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt

from scoring.engine.beside import Beside, copy_beside
from scoring.engine.copying import Cell, Rows, copy_rows, forget
from scoring.engine.opened import Opened
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session, one_path

_PIECE: Final = 1 << 20


def csv_rows(opened: Opened, numbers: Collection[str] = ()) -> Rows:
    """The rows of a file: columns c0, c1, … of text, those among `numbers` of doubles."""
    shape = ", ".join(
        f"'c{i}': '{'DOUBLE' if f'c{i}' in numbers else 'VARCHAR'}'"
        for i in range(len(opened.columns))
    )
    reading = statement(
        "read_csv(?, compression = 'none', auto_detect = false, header = false, skip = ?,"
        " delim = ?, quote = ?, escape = ?, strict_mode = true, max_line_size = 2000000,"
        " buffer_size = 8000000, columns = {shape})",
        shape=Sql("{" + shape + "}"),
    )
    dialect = (opened.skip, opened.delimiter, opened.quote, opened.quote)
    return Rows(reading, (one_path(opened.readable), *dialect))


def copy_csv(session: Session, table: str, opened: Opened, cells: Sequence[Cell]) -> dict[str, Sql]:
    """Copy a CSV file as `copy_rows` does, its plain numbers read by the reader itself: less work.

    The reader and a cast read a number alike, and both take 1_000 for one. If a cell of them turns
    out to be no finite number, or a row cannot be read, all is read once more, cell by cell: that
    tells which.
    """
    numbers = _plain(opened, cells)
    unread = _outright(session, table, opened, cells, numbers) if numbers else None
    if unread is None:
        return copy_rows(session, table, csv_rows(opened), cells)
    return unread


def join_csv(
    session: Session, table: str, opened: Opened, cells: Sequence[Cell], beside: Beside
) -> None:
    """Copy a CSV file as `copy_beside` does, its plain numbers read by the reader itself."""
    numbers = _plain(opened, cells)
    copy_beside(session, table, csv_rows(opened, numbers), cells, beside, numbers)


def _outright(
    session: Session,
    table: str,
    opened: Opened,
    cells: Sequence[Cell],
    numbers: Sequence[str],
) -> dict[str, Sql] | None:
    """The copy with these columns read outright; None, and no table, if that cannot be done."""
    read = [replace(c, template="{c}", marks=None) if c.name in numbers else c for c in cells]
    try:
        unread = copy_rows(session, table, csv_rows(opened, numbers), read)
    except duckdb.Error:
        return None
    # The sum is finite only if all are, and costs half of asking each; one that overflows though
    # all are finite means no more than reading once more.
    finite = [statement("coalesce(isfinite(sum({c})), true)", c=name) for name in numbers]
    all_are = session.rows(statement("SELECT {f} FROM {t}", f=finite, t=table))[0]
    if all(all_are):
        return unread
    forget(session, table)
    return None


def _plain(opened: Opened, cells: Sequence[Cell]) -> list[str]:
    """The columns to be read outright: numbers alone as far as the file was looked at."""
    labels = {f"c{i}": label for i, label in enumerate(opened.columns)}
    plain = [
        cell.name
        for cell in cells
        if cell.kind == "number"
        and cell.marks
        and cell.marks.numbers in ("plain", "point")
        and not cell.values
        and labels[cell.name] in opened.plain
    ]
    return [] if plain and underlined(opened.readable, opened.header_lines) else plain


def underlined(path: Path, header_lines: int) -> bool:
    """Whether an underline stands between two digits below the header, as in 1_000."""
    held = bytearray(_PIECE)  # one and the same: new memory for each piece would take as long again
    with path.open("rb") as stream:
        for _ in range(header_lines):
            stream.readline()
        kept = 0
        while size := stream.readinto(memoryview(held)[kept:]):
            end = kept + size
            if held.find(b"_", 0, end) >= 0 and _between_digits(
                np.frombuffer(held, np.uint8)[:end]
            ):
                return True
            kept = min(2, end)
            held[:kept] = held[end - kept : end]
    return False


def _between_digits(held: npt.NDArray[np.uint8]) -> bool:
    at = np.flatnonzero(held[1:-1] == ord("_")) + 1
    return bool(np.any(_digit(held[at - 1]) & _digit(held[at + 1])))


def _digit(found: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    return (found >= ord("0")) & (found <= ord("9"))
