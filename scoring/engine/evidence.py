"""What the cells of a column are evidence of: how its numbers and its dates are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from scoring.engine.date_words import day_of, in_words
from scoring.engine.signs import without_brackets, without_sign, without_spaces

NUMBERS: Final = ("whole", "point", "comma", "a point or thousands", "a comma or thousands")
PLAIN: Final = ("whole", "point", "a point or thousands")
DAYS: Final = ("day first", "month first", "either")
YEAR_FIRST: Final = "year first"
_SHORT: Final = ", short"
_TURNED: Final = ", or the year first"
NEARLY_ALL: Final = 0.95
NO_VALUES: Final = (
    *("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"),
    *("N/A", "n/a", "NULL", "null"),
)
"""What programs write where there is no value."""

# In India the hundreds stand in threes and all above them in pairs: 12,34,567.
_GROUPED_BY_COMMA: Final = re.compile(
    r"[+-]?[1-9](?:\d{0,2}(,\d{3})+|\d?(?:,\d{2})+,\d{3})(\.\d*)?"
)
_GROUPED_BY_POINT: Final = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?")
_COMMA: Final = re.compile(r"[+-]?\d*,\d+([eE][+-]?\d+)?")
_POINT: Final = re.compile(r"[+-]?\d*\.\d*([eE][+-]?\d+)?")
_WHOLE: Final = re.compile(r"[+-]?\d+")
# As most columns of numbers are: no need to ask of each cell what else it could be.
_ALL_PLAIN: Final = re.compile(r"\d+(?:[.](?:\d{1,2}|\d{4,}))?(?:\n\d+(?:[.](?:\d{1,2}|\d{4,}))?)*")
_YEAR_FIRST: Final = re.compile(r"[12]\d{3}([-/])\d{1,2}(\1\d{1,2}([ T].*)?)?")


class _Dress(NamedTuple):
    """What a number wears beside its digits, and the kind of what is left."""

    sign: str
    brackets: bool
    spaces: bool
    kind: str


@dataclass(slots=True)
class Cells:
    """What one column's cells say: how many, by kind.

    Numbers that carry a sign are counted apart, in `signed` by the kind of what is left; so are
    those with brackets or spaces, until it is known whether the whole column agrees. `by_comma`
    says that a comma groups thousands before a point.
    """

    filled: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    example: dict[str, str] = field(default_factory=dict)
    signs: Counter[str] = field(default_factory=Counter)
    signed: Counter[str] = field(default_factory=Counter)
    no_value: int = 0
    by_comma: bool = False
    brackets: bool = False
    spaces: bool = False
    _dressed: Counter[_Dress] = field(default_factory=Counter)
    _dressed_as: dict[_Dress, str] = field(default_factory=dict)

    def take_all(self, cells: Mapping[str, int]) -> None:
        """Count filled cells, each of which stands there so many times."""
        together = "\n".join(cells)
        if _ALL_PLAIN.fullmatch(together) and together.count("\n") == len(cells) - 1:
            for kind, there in (("whole", False), ("point", True)):
                found = [cell for cell in cells if ("." in cell) is there]
                if found:
                    self.example.setdefault(kind, found[0])
                    self.seen[kind] += sum(cells[cell] for cell in found)
            self.filled += sum(cells.values())
            return
        for cell, count in cells.items():
            self.take(cell, count)

    def take(self, cell: str, count: int = 1) -> None:
        """Count a filled cell, which stands there so many times."""
        self.filled += count
        kind = _kind(cell)
        dress = None if kind else _dress(cell)
        if kind:
            self.by_comma = self.by_comma or (kind == "point" and "," in cell)
            self.seen[kind] += count
            self.example.setdefault(kind, cell)
        elif cell in NO_VALUES:
            self.no_value += count
        elif dress and (dress.brackets or dress.spaces):
            self._dressed[dress] += count
            if "," in cell or dress not in self._dressed_as:  # a comma tells more than none
                self._dressed_as[dress] = cell
        elif dress:
            self._take_dressed(dress, cell, count)

    def _take_dressed(self, dress: _Dress, cell: str, count: int) -> None:
        kind = "signed" if dress.sign else dress.kind
        self.example.setdefault(kind, cell)
        if dress.sign:
            self.signs[dress.sign] += count
            self.signed[dress.kind] += count
        else:
            self.by_comma = self.by_comma or (kind == "point" and "," in cell)
            self.seen[kind] += count

    def take_brackets_and_spaces(self) -> None:
        """Count numbers such as (5) and 1 234 as numbers, if every cell with a value is a number.

        All of them, or none, carry one and the same sign.
        """
        bare = sum(self.seen[kind] for kind in NUMBERS)
        others = bare + self.signs.total() + self.no_value
        signs = {*self.signs, *(dress.sign for dress in self._dressed), *([""] if bare else [])}
        if not self._dressed or len(signs) > 1 or others + self._dressed.total() < self.filled:
            return
        for dress, count in self._dressed.items():
            self._take_dressed(dress, self._dressed_as[dress], count)
        self.brackets = any(dress.brackets for dress in self._dressed)
        self.spaces = any(dress.spaces for dress in self._dressed)

    @property
    def is_dressed(self) -> bool:
        """Whether a number of it is more than its digits and its decimal mark."""
        return bool(self.sign) or self.brackets or self.spaces

    @property
    def sign(self) -> str:
        """The one sign of all numbers, if at least half of the cells are such; else empty."""
        agreed = len(self.signs) == 1 and not any(self.seen[kind] for kind in NUMBERS)
        return next(iter(self.signs)) if agreed and 2 * self.signs.total() >= self.valued else ""

    @property
    def valued(self) -> int:
        """How many cells hold a value: one that says that there is none is as good as empty."""
        return self.filled - self.no_value

    def of(self, *kinds: str) -> float:
        """The share of the cells with a value that are of these kinds."""
        return sum(self.seen[kind] for kind in kinds) / max(1, self.valued)

    def take_short_years(self) -> bool:
        """Count days with years of two digits as days, if nearly all cells are such.

        If in every one of them the year may as well stand first, none says what does.
        """
        known = {kind: self.seen[kind + _SHORT] for kind in DAYS}
        turned = {kind: self.seen[kind + _SHORT + _TURNED] for kind in DAYS}
        short = sum(known.values()) + sum(turned.values()) >= NEARLY_ALL * max(1, self.valued)
        doubtful = not any(known.values())
        for kind in DAYS if short else ():
            told = "either" if doubtful else kind
            self.seen[told] += known[kind] + turned[kind]
            for cell in (self.example.get(kind + _SHORT + end) for end in ("", _TURNED)):
                if cell:
                    self.example.setdefault(told, cell)
        return short


def emptied(rows: Iterable[Sequence[str]], words: Collection[str] | None) -> list[Sequence[str]]:
    """Rows in which the cells that hold one of these words, which stand for nothing, are empty."""
    if not words:
        return list(rows)
    return [["" if cell in words else cell for cell in row] for row in rows]


def _dress(cell: str) -> _Dress | None:
    """What a number wears beside its digits; None for a text that is no number without it."""
    inner = without_brackets(cell)
    sign, bare = without_sign(inner or cell) or ("", inner or cell)
    together = without_spaces(bare)
    if bare == cell and together is None:
        return None
    kind = _kind(together or bare)
    if together and ("," in together or "." in together):
        kind = "comma" if "," in together else "point"  # spaces group, so neither of them does
    return _Dress(sign, inner is not None, together is not None, kind) if kind in NUMBERS else None


def _kind(cell: str) -> str | None:
    """What a cell is evidence of; None for text."""
    if cell.isdecimal():
        return "whole"
    whole, point, part = cell.partition(".")
    if point and len(part) != 3 and whole.isdecimal() and part.isdecimal():
        return "point"  # as most numbers are: no need to ask what else it could be
    if not (cell[0] in "+-.," or cell[0].isdecimal()):
        return "named day" if in_words(cell) else None
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
    if in_words(cell):
        return "named day"
    return "point" if len(cell) > 1 and _POINT.fullmatch(cell) else None
