"""What the cells of a column are evidence of: how its numbers and its dates are written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from scoring.engine.date_words import NAMED, day_of

NUMBERS: Final = ("whole", "point", "comma", "a point or thousands", "a comma or thousands")
PLAIN: Final = ("whole", "point", "a point or thousands")
DAYS: Final = ("day first", "month first", "either")
_SHORT: Final = ", short"
NEARLY_ALL: Final = 0.95

_GROUPED_BY_COMMA: Final = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
_GROUPED_BY_POINT: Final = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?")
_COMMA: Final = re.compile(r"[+-]?\d*,\d+")
_POINT: Final = re.compile(r"[+-]?\d*\.\d*([eE][+-]?\d+)?")
_WHOLE: Final = re.compile(r"[+-]?\d+")


@dataclass(slots=True)
class Cells:
    """What one column's cells say: how many, by kind."""

    filled: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    example: dict[str, str] = field(default_factory=dict)

    def take(self, cell: str) -> None:
        """Count a filled cell."""
        self.filled += 1
        kind = _kind(cell)
        if kind:
            self.seen[kind] += 1
            self.example.setdefault(kind, cell)

    def of(self, *kinds: str) -> float:
        """The share of the filled cells that are of these kinds."""
        return sum(self.seen[kind] for kind in kinds) / max(1, self.filled)

    def take_short_years(self) -> bool:
        """Count days with years of two digits as days, if nearly all cells are such."""
        short = self.of(*(kind + _SHORT for kind in DAYS)) >= NEARLY_ALL
        for kind in DAYS if short else ():
            self.seen[kind] = self.seen[kind + _SHORT]
            if kind + _SHORT in self.example:
                self.example[kind] = self.example[kind + _SHORT]
        return short


def _kind(cell: str) -> str | None:
    """What a cell is evidence of; None for text and for dates of the year-first kind."""
    if cell.isdecimal():
        return "whole"
    whole, point, part = cell.partition(".")
    if point and len(part) != 3 and whole.isdecimal() and part.isdecimal():
        return "point"  # as most numbers are: no need to ask what else it could be
    if not (cell[0] in "+-.," or cell[0].isdecimal()):
        return None
    if _WHOLE.fullmatch(cell):
        return "whole"
    day = day_of(cell)
    if day:
        return day.order and day.order + (_SHORT if day.short else "")
    grouped = _GROUPED_BY_COMMA.fullmatch(cell)
    if grouped:
        return "point" if cell.count(",") > 1 or grouped[2] else "a comma or thousands"
    grouped = _GROUPED_BY_POINT.fullmatch(cell)
    if grouped:
        return "comma" if cell.count(".") > 1 or grouped[2] else "a point or thousands"
    if _COMMA.fullmatch(cell):
        return "comma"
    if NAMED.fullmatch(cell):
        return "named day"
    return "point" if len(cell) > 1 and _POINT.fullmatch(cell) else None
