"""What the reader of CSV files says of a row that it cannot read, in our words."""

from __future__ import annotations

import re
from typing import Final

from scoring.engine.line_ends import DIFFER, ONE_SORT
from scoring.engine.opened import Opened, line_of_long_row, uneven_row
from scoring.errors import Finding
from scoring.limits.files import ROW_CHARACTERS

LONGEST_ROW: Final = ROW_CHARACTERS.now
"""So many bytes a row of a CSV file may have; the reader is told the same."""
_PIECE: Final = 1 << 20
_ENDS: Final = "invalid state"
"""What the reader says of line ends that differ."""
# What DuckDB says of a row that it cannot read, and what we say.
_UNREADABLE: Final = (
    ("unterminated quote", "a quote is opened and not closed", "close it; double one inside text"),
    ("unicode", "this is not UTF-8 text", "state its `encoding` under csv, or save it as UTF-8"),
    ("utf-8", "this is not UTF-8 text", "state its `encoding` under csv, or save it as UTF-8"),
    (_ENDS, DIFFER, ONE_SORT),
    ("Failed to read file", "the file is damaged", "export it again"),
)


def unreadable_row(key: str, message: str, opened: Opened) -> Finding:
    """The error for a file of which the reader says this."""
    place, line = f"file '{key}'", re.search(r"CSV Error on Line: (\d+)", message)
    where = int(line.group(1)) if line else None
    uneven = re.search(r"Expected Number of Columns: \d+ Found: (\d+)", message)
    if uneven:
        # The reader stops counting at the first cell too many.
        where, count = uneven_row(opened) or (where, int(uneven.group(1)))
        problem = f"a row has {cells_in_words(count)}, the header has {len(opened.columns)}"
        fix = "check delimiters and quotes on that line"
        return Finding(place, problem, fix, where, kind="uneven_rows")
    if "unterminated quote" in message and opened.readable.stat().st_size > LONGEST_ROW:
        problem = f"a quote is not closed within {LONGEST_ROW:,} characters"
        return Finding(place, problem, "close it, or shorten its cell", where)
    if re.search("Maximum line size|does not support a full read", message):
        if _all_but_empty(opened):
            problem = f"more than {_PIECE:,} empty lines follow each other"
            return Finding(place, problem, "take them away, or export the file again")
        found = too_long(place, opened, where)
        if found.line or "Maximum" in message:
            return found
    # The reader also says how the file is called, and what the row holds.
    own = re.sub("(?m)^Original Line: .*$", "", message.replace(str(opened.readable), "")).lower()
    for sign, problem, fix in _UNREADABLE:
        if sign.lower() in own:
            return Finding(place, problem, fix, where)
    return Finding(place, "a row cannot be read", "export the file again", where)


def tells_of_line_ends(message: str) -> bool:
    """Whether the reader may mean that lines end in different ways.

    Behind a closing quote it takes another end for more of the cell.
    """
    return _ENDS in message or "unterminated quote" in message


def _all_but_empty(opened: Opened) -> bool:
    """Whether lines without text fill a piece of the file, which the reader takes for a row."""
    with opened.readable.open("rb") as stream:
        pieces = iter(lambda: stream.read(_PIECE), b"")
        return any(len(piece) == _PIECE and not piece.strip(b"\r\n") for piece in pieces)


def cells_in_words(count: int) -> str:
    """How many cells, in words."""
    return "1 cell" if count == 1 else f"{count} cells"


def too_long(place: str, opened: Opened, line: int | None = None) -> Finding:
    """The error for a row beyond the limit; far beyond it the reader names no line."""
    where = line or line_of_long_row(opened.readable, LONGEST_ROW)
    problem = f"a row is longer than {LONGEST_ROW:,} characters"
    return Finding(place, problem, "shorten its cells", where)
