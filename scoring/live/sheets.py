"""Arrays as long as a book are filled once and used again, as a move changes a few rows of them."""

from __future__ import annotations

import sys
import threading
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from scoring.limits.time import BOOK_MEMORY_MIB
from scoring.live.book import Book
from scoring.live.shelf import Shelf
from scoring.values import Ints

Number = TypeVar("Number", bound=np.generic)

_MOST: Final = 4
"""So many sheets of a kind are kept: those of the picture on the screen, and of the next one."""

_ROW: Final = 26
"""Bytes of a row in one sheet of each kind: three numbers and two positions."""

_CHOICES: Final = 6
"""Sheets are kept for so many choices of rows, each that of another month or question."""


def _holders(kept: list[NDArray[Any]], place: int) -> int:
    return sys.getrefcount(kept[place])


_ALONE: Final = _holders([np.empty(0)], 0)
"""What Python counts for an array that nothing but its list holds."""


class Sheets:
    """Arrays that hold one value in all rows but a few, which are the same ones each time.

    To write a million rows that nobody looks at takes longer than to score those that somebody
    does. A sheet is used again when nothing holds it any more, nor any part of it: numpy lets
    each part of an array hold the whole. Safe between threads.
    """

    def __init__(self, rows: Ints, count: int) -> None:
        """Input: the rows that are written each time, of so many."""
        self._rows = rows
        self._count = count
        self._kept: dict[str, list[NDArray[Any]]] = {}
        self._lock = threading.Lock()

    def written(self, kind: str, values: NDArray[Number], rest: float) -> NDArray[Number]:
        """An array with these values in the rows, shape (count,), which nobody can write into.

        Input: a word for what it holds, and the value of all other rows, which is the same for
        each word.
        """
        with self._lock:
            sheet = self._free(kind, values.dtype, rest).view()
        sheet[self._rows] = values
        sheet.flags.writeable = False  # what is written elsewhere would stay for all later moves
        return sheet

    def _free(self, kind: str, dtype: np.dtype[Any], rest: float) -> NDArray[Any]:
        kept = self._kept.setdefault(kind, [])
        for place in range(len(kept)):
            if _holders(kept, place) == _ALONE:
                return kept[place]
        fresh = np.full(self._count, rest, dtype)
        if len(kept) < _MOST:
            kept.append(fresh)
        return fresh


def choices_kept(count: int) -> int:
    """For how many choices of so many rows sheets are kept, so that all of them have room."""
    return min(max(BOOK_MEMORY_MIB.bytes // (_MOST * _ROW * max(count, 1)), 1), _CHOICES)


def sheets_of(book: Book, rows: Ints) -> Sheets:
    """The sheets for some rows of a book, as long as it looks at these."""
    count = len(book.frame.month)
    shelf = book.sheets.get("sheets", lambda: Shelf(choices_kept(count)))
    return shelf.of("sheets", (rows,), lambda: Sheets(rows, count))
