"""What the cells of a column are evidence of: how its numbers and its dates are written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from scoring.engine.date_words import NAMED, day_of
from scoring.engine.signs import without_sign

NUMBERS: Final = ("whole", "point", "comma", "a point or thousands", "a comma or thousands")
PLAIN: Final = ("whole", "point", "a point or thousands")
DAYS: Final = ("day first", "month first", "either")
YEAR_FIRST: Final = "year first"
_SHORT: Final = ", short"
_TURNED: Final = ", or the year first"
NEARLY_ALL: Final = 0.95

_GROUPED_BY_COMMA: Final = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
_GROUPED_BY_POINT: Final = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?")
_COMMA: Final = re.compile(r"[+-]?\d*,\d+")
_POINT: Final = re.compile(r"[+-]?\d*\.\d*([eE][+-]?\d+)?")
_WHOLE: Final = re.compile(r"[+-]?\d+")
_YEAR_FIRST: Final = re.compile(r"[12]\d{3}([-/])\d{1,2}(\1\d{1,2}([ T].*)?)?")


@dataclass(slots=True)
class Cells:
    """What one column's cells say: how many, by kind.

    Numbers that carry a sign are counted apart, in `signed` by the kind of what is left.
    """

    filled: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    example: dict[str, str] = field(default_factory=dict)
    signs: Counter[str] = field(default_factory=Counter)
    signed: Counter[str] = field(default_factory=Counter)

    def take(self, cell: str) -> None:
        """Count a filled cell."""
        self.filled += 1
        kind = _kind(cell)
        if kind:
            self.seen[kind] += 1
            self.example.setdefault(kind, cell)
            return
        found = without_sign(cell)
        bare = found and _kind(found[1])
        if found and bare in NUMBERS:
            self.signs[found[0]] += 1
            self.signed[bare] += 1
            self.example.setdefault("signed", cell)

    @property
    def sign(self) -> str:
        """The one sign of all numbers, if at least half of the cells are such; else empty."""
        agreed = len(self.signs) == 1 and not any(self.seen[kind] for kind in NUMBERS)
        return next(iter(self.signs)) if agreed and 2 * self.signs.total() >= self.filled else ""

    def of(self, *kinds: str) -> float:
        """The share of the filled cells that are of these kinds."""
        return sum(self.seen[kind] for kind in kinds) / max(1, self.filled)

    def take_short_years(self) -> bool:
        """Count days with years of two digits as days, if nearly all cells are such.

        If in every one of them the year may as well stand first, none says what does.
        """
        known = {kind: self.seen[kind + _SHORT] for kind in DAYS}
        turned = {kind: self.seen[kind + _SHORT + _TURNED] for kind in DAYS}
        short = sum(known.values()) + sum(turned.values()) >= NEARLY_ALL * max(1, self.filled)
        doubtful = not any(known.values())
        for kind in DAYS if short else ():
            told = "either" if doubtful else kind
            self.seen[told] += known[kind] + turned[kind]
            for cell in (self.example.get(kind + _SHORT + end) for end in ("", _TURNED)):
                if cell:
                    self.example.setdefault(told, cell)
        return short


def _kind(cell: str) -> str | None:
    """What a cell is evidence of; None for text."""
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
        ending = _SHORT + (_TURNED if day.perhaps_year_first else "") if day.short else ""
        return day.order and day.order + ending
    if cell[4:5] in ("-", "/") and _YEAR_FIRST.fullmatch(cell):
        return YEAR_FIRST
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
