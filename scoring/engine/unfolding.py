"""What the text of a Parquet file comes to is bounded before any of it is kept.

A file of half a megabyte may hold one long text and a number for each row that says so: unfolded
it is as many times larger as it has rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scoring.engine.copying import Cell, Rows
from scoring.engine.quoting import statement
from scoring.engine.room import Room
from scoring.engine.session import Session
from scoring.engine.unpacking import fault
from scoring.limits.files import CELL_BYTES, TEXT_MB

MAX_TEXT: Final = TEXT_MB.bytes
"""So many bytes of text a table may have in all, as many as a CSV file may have."""
MAX_CELL: Final = CELL_BYTES.now
"""So many bytes of text a cell may have, as many as a row of a CSV file."""


def most_text(room: Room) -> int:
    """How many bytes of text may come out of a file for which there is that room."""
    return min(MAX_TEXT, room.left)


def bound_text(
    session: Session, key: str, rows: Rows, cells: Sequence[Cell], most_of_all: int = MAX_TEXT
) -> None:
    """Add up the text of these columns without keeping any of it.

    Input: the file's name in the source, where its rows come from, its columns of text, and
    how many bytes all of them may have. Raises DataError if there is more, or more than MAX_CELL
    in a cell.
    """
    if not cells:
        return
    size = "strlen(CAST({c} AS VARCHAR))"
    found = session.rows(
        statement(
            "SELECT {sums}, {most} FROM {r}",
            sums=[statement(f"sum({size})", c=cell.name) for cell in cells],
            most=[statement(f"max({size})", c=cell.name) for cell in cells],
            r=rows.sql,
        ),
        rows.values,
    )[0]
    sums, most = found[: len(cells)], found[len(cells) :]
    if max(int(size or 0) for size in most) > MAX_CELL:
        raise fault(key, f"a cell has more than {MAX_CELL:,} bytes of text", "shorten it")
    if sum(int(size or 0) for size in sums) > most_of_all:
        fix = "split the table, or leave its longest columns out"
        raise fault(key, f"its text comes to more than {most_of_all:,} bytes", fix)
