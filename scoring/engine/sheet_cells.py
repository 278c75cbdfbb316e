"""A cell of a workbook becomes a text, in one spelling whatever it is shown as."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, Final

from scoring.engine.opened import Kind

ERRORS: Final = frozenset(("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))
"""What a program writes into a cell that it could not work out."""
MIDNIGHT: Final = "midnight"
_ZERO: Final = dt.time()


def type_of_cell(cell: Any) -> str:
    """The name of the type of a cell with a value; a zero that is shown as a day is a midnight."""
    if cell == _ZERO:
        return MIDNIGHT
    return type(cell).__name__


def kind_of_cells(seen: Collection[str]) -> Kind:
    """What a column holds, by the types of its cells with a value."""
    if {*seen} == {"bool"}:
        return "bool"
    others = {*seen} - {MIDNIGHT}
    return "date" if others and others <= {"datetime", "date"} else "text"


def text_of_cell(cell: Any) -> str:
    """A cell in its one spelling; empty for none, and for an error of the program."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    text = str(cell).strip()
    return "" if text in ERRORS else text


def bytes_of_text(text: str) -> int:
    """How many bytes a text has where it is kept, which letters beyond ASCII have more of."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
