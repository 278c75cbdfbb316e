"""Cells of a sheet are written as its XML: numbers, days, and texts that nothing can run."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final
from xml.sax.saxutils import escape

from openpyxl.utils.datetime import to_excel

from scoring.limits.showing import XLSX_CELL
from scoring.output.exporters.csv_file import harmless, is_risky

MOST_IN_CELL: Final = XLSX_CELL.now
"""Characters that a cell can hold; a longer text is cut there."""

_FIRST_YEAR: Final = 1901
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CODE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # _x003D_ would be read as "="


def lines(columns: Sequence[Sequence[str]], letters: Sequence[str], first: int) -> bytes:
    """Rows of cells; a cell is what follows its place, empty where there is nothing."""
    made = []
    for number, cells in enumerate(zip(*columns, strict=True), first):
        pairs = zip(letters, cells, strict=True)
        inside = "".join(f'<c r="{letter}{number}"{cell}' for letter, cell in pairs if cell)
        made.append(f'<row r="{number}">{inside}</row>')
    return "".join(made).encode()


def cells(values: Sequence[Any], style: int, quoted: int, own: Mapping[str, int]) -> list[str]:
    """What follows each cell's place; each different value is written once.

    `own` is the style of a text that has one of its own; one like a formula is `quoted`.
    """
    known = next((v for v in values if v is not None), None)
    write: Callable[[Any, int], str] = partial(text_cell, quoted=quoted)
    if isinstance(known, int | float):
        write = _number
    elif isinstance(known, dt.date):
        write = _date
    else:
        values = [None if v is None else str(v) for v in values]
    written = {v: write(v, own.get(v, style)) for v in set(values) if v is not None}
    return ["" if v is None else written[v] for v in values]


def _number(value: float, style: int) -> str:
    if isinstance(value, bool):
        return f' s="{style}" t="b"><v>{int(value)}</v></c>'
    return f' s="{style}"><v>{value!r}</v></c>' if math.isfinite(value) else ""


def _date(value: dt.date, style: int) -> str:
    """A day or a moment as a spreadsheet counts it; as a text where it cannot."""
    if value.year < _FIRST_YEAR or getattr(value, "tzinfo", None):
        return text_cell(str(value), style, style)
    return f' s="{style}"><v>{to_excel(value)}</v></c>'


def text_cell(text: str, style: int, quoted: int) -> str:
    """A text as a text, whatever it begins with: no program takes it for a formula."""
    look = quoted if is_risky(text) else style
    writable = _UNWRITABLE.sub("\ufffd", _CODE.sub("_x005F_", harmless(text)[:MOST_IN_CELL]))
    inside = escape(writable, {"\r": "&#13;"})
    return f' s="{look}" t="inlineStr"><is><t xml:space="preserve">{inside}</t></is></c>'
