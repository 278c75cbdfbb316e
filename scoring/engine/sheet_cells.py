"""A cell of a workbook becomes a text, in one spelling whatever it is shown as."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from scoring.engine.opened import Kind

ERRORS: Final = frozenset(("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))
"""What a program writes into a cell that it could not work out."""


def kind_of_cells(seen: set[str]) -> Kind:
    """What a column holds, by the names of the types of its cells with a value."""
    if seen == {"bool"}:
        return "bool"
    return "date" if seen and seen <= {"datetime", "date"} else "text"


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
