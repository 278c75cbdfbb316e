"""A CSV file is read cell by cell as text, but its plain numbers outright while all of them are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt

from scoring.engine.copying import Beside, Cell, Rows, copy_rows, forget
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


def copy_csv(
    session: Session,
    table: str,
    opened: Opened,
    cells: Sequence[Cell],
    beside: Beside | None = None,
) -> dict[str, Sql]:
    """Copy a CSV file as `copy_rows` does, its plain numbers read by the reader itself: less work.

    The reader and a cast read a number alike, and both take 1_000 for one. If a cell of them turns
    out to be no finite number, or a row cannot be read, all is read once more, cell by cell: that
    tells which.
    """
    numbers = _plain(opened, cells)
    plain = numbers and not underlined(opened.readable, opened.header_lines)
    unread = _outright(session, table, opened, cells, numbers, beside) if plain else None
    if unread is None:
        return copy_rows(session, table, csv_rows(opened), cells, beside)
    return unread


def _outright(
    session: Session,
    table: str,
    opened: Opened,
    cells: Sequence[Cell],
    numbers: Sequence[str],
    beside: Beside | None,
) -> dict[str, Sql] | None:
    """The copy with these columns read outright; None, and no table, if that cannot be done."""
    read = [replace(c, template="{c}", marks=None) if c.name in numbers else c for c in cells]
    try:
        unread = copy_rows(session, table, csv_rows(opened, numbers), read, beside)
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
    return [
        cell.name
        for cell in cells
        if cell.kind == "number"
        and cell.marks
        and cell.marks.numbers in ("plain", "point")
        and not cell.values
        and labels[cell.name] in opened.plain
    ]


def underlined(path: Path, header_lines: int) -> bool:
    """Whether an underline stands between two digits below the header, as in 1_000."""
    with path.open("rb") as stream:
        for _ in range(header_lines):
            stream.readline()
        before = b""
        while piece := stream.read(_PIECE):
            held = np.frombuffer(before + piece, np.uint8)
            at = np.flatnonzero(held[1:-1] == ord("_")) + 1
            if at.size and np.any(_digit(held[at - 1]) & _digit(held[at + 1])):
                return True
            before = piece[-2:]
    return False


def _digit(found: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    return (found >= ord("0")) & (found <= ord("9"))
