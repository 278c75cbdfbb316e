"""What a text tells of the form of its date: by two numbers, by a name, or by its eight digits."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_TIME: Final = r",? \d{1,2}:\d\d.*"
# Without an end, so that a cell of many times is gone through once and not from each of them.
_AT_A_TIME: Final = re.compile(_TIME)
_DAY_FIRST: Final = r"\d{1,2}([ /-])[A-Za-z]{3,9}\1(?:\d{4}|\d{2})"
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH: Final = rf"(?i:{'|'.join(_MONTHS)})[A-Za-z]{{0,6}}"
NAMED: Final = re.compile(f"{_DAY_FIRST}(?:{_TIME})?")
"""A day with the name of its month, such as 5 Jan 2025 or 05-Jan-25, perhaps with a time."""
_NAMED_FIRST: Final = re.compile(
    rf"{_MONTH}(?: \d{{1,2}}(,?) \d{{4}}|([ /-])\d{{4}}|-\d{{2}})(?:{_TIME})?"
)
"""A month without a day, such as Jan 2025, Jan-25 and January 2025, or a day as Jan 5, 2025."""
_NUMBERED: Final = re.compile(r"(?:0?[1-9]|1[0-2])([/-])(?:19|20)\d{2}")
"""A month by its number, such as 01/2025."""
_COMPACT: Final = re.compile(r"(?:19|20)\d{2}(?:\d{4}|0[1-9]|1[0-2])")
_OF_DAYS: Final = re.compile(r"date|datum|day|month|monat|(?:^|_)(?:on|at)$", re.IGNORECASE)
_OF_MOMENTS: Final = re.compile(
    r"time|creat|updat|start|(?:^|_)end|cancel|since|seen", re.IGNORECASE
)
_A_DAY: Final = re.compile(
    r"(?:^|[ _])(?:date|datum)|(?<!up)(?<!man)(?<!candi)(?<!vali)(?:date|datum)$"
    r"|^(?:month|monat|day|tag|period|as_of)$|[ _](?:on|at|since|until|seit|am|bis)$",
    re.IGNORECASE,
)
"""A number of five digits may be an amount of a month: only a name that is a day's tells it."""
SECONDS: Final = "seconds since 1970"
MILLISECONDS: Final = "milliseconds since 1970"
SHEET_DAYS: Final = "days since 1899-12-30"
COUNTED: Final = {
    SECONDS: re.compile(r"1\d{9}"),
    MILLISECONDS: re.compile(r"1\d{12}"),
    SHEET_DAYS: re.compile(r"[34]\d{4}"),
}
"""Moments of 2001 to 2033 as programs count them, and days of 1982 to 2036 as spreadsheets do."""
_NEARLY_ALL: Final = 0.95
_DAY: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2\d{4}(?: .*)?")
# With dashes the year may as well stand first, and with points a version may look so.
_SHORT_DAY: Final = re.compile(r"(\d{1,2})(/)(\d{1,2})/\d{2}|(\d{2})\.(\d{2})\.\d{2}")


class Day(NamedTuple):
    """A date of two numbers and a year: what it is evidence of, and if the year has two digits.

    The order is None if the numbers are no day and month. With a year of two digits and slashes
    the year may as well stand first: 24/01/05 is in 2024 or in 2005.
    """

    order: str | None
    short: bool
    perhaps_year_first: bool = False


def day_of(cell: str) -> Day | None:
    """A text such as 04/05/2024, 31.12.25 or 04-05-2024 10:00; None for any other."""
    day = _DAY.fullmatch(cell)
    if day:
        return Day(_order_in(int(day[1]), int(day[3])), short=False)
    day = _SHORT_DAY.fullmatch(cell)
    if day:
        first, second, last = (int(part) for part in re.split(r"[/.]", cell))
        turned = day[2] == "/" and len(cell.split("/")[0]) == 2 and 1 <= last <= 31
        return Day(_order_in(first, second), True, turned and 1 <= second <= 12)
    return None


def _order_in(first: int, second: int) -> str | None:
    """What two numbers of a date are evidence of; None if they are no day and month."""
    if max(first, second) > 31 or min(first, second) > 12:
        return None
    return "day first" if first > 12 else "month first" if second > 12 else "either"


def in_words(cell: str) -> bool:
    """Whether a text is a day or a month in whose form nothing is doubtful."""
    if not cell[0].isdecimal():
        return cell[:3].lower() in _MONTHS and bool(_NAMED_FIRST.fullmatch(cell))
    return bool(NAMED.fullmatch(cell) or _NUMBERED.fullmatch(cell))


def form_of(label: str, cells: Sequence[str]) -> str | None:
    """The form of nearly all of a column's filled cells; None if it is none of these.

    Input: the column's name and its cells. Eight digits, or six for a month, are a date only
    where the name speaks of one, and ten or thirteen a moment: an id may look the same.
    """
    filled = [cell for cell in cells if cell]
    counted = [cell for cell in filled if cell != "0"]  # no moment is known
    forms = _candidates(label, filled) or _candidates(label, counted)
    filled = counted if forms and forms[0] in COUNTED else filled
    days = [_AT_A_TIME.sub("", cell) for cell in filled] if forms else []
    for form in forms:
        if sum(_is(day, form) for day in days) >= _NEARLY_ALL * len(filled):
            return form
    return None


def _candidates(label: str, cells: Sequence[str]) -> list[str]:
    named = next((found for cell in cells[:20] if (found := NAMED.fullmatch(cell))), None)
    if named:
        day = _AT_A_TIME.sub("", named[0])
        mark, year = named[1], "%Y" if re.search(r"\d{4}$", day) else "%y"
        return [mark.join(("%d", month, year)) for month in ("%b", "%B")]
    first = next((found for cell in cells[:20] if (found := _NAMED_FIRST.fullmatch(cell))), None)
    if first:
        return [month + _behind(first) for month in ("%b", "%B")]
    month = next((found for cell in cells[:20] if (found := _NUMBERED.fullmatch(cell))), None)
    if month:
        return [f"%m{month[1]}%Y"]
    if _OF_DAYS.search(label) and any(_COMPACT.fullmatch(cell) for cell in cells[:20]):
        return ["%Y%m%d", "%Y%m"]
    moment = _OF_DAYS.search(label) or _OF_MOMENTS.search(label)
    told = {form: _A_DAY.search(label) if form == SHEET_DAYS else moment for form in COUNTED}
    begun = cells[0] if cells else ""
    return [form for form, cell in COUNTED.items() if told[form] and cell.fullmatch(begun)]


def _behind(first: re.Match[str]) -> str:
    """The form of what follows the name of a month."""
    if first[1] is not None:
        return f" %d{first[1]} %Y"
    return f"{first[2]}%Y" if first[2] else "-%y"


def _is(cell: str, form: str) -> bool:
    """Python is not strict about digits: it reads 202401 as the first of April as well."""
    if form in COUNTED:
        return bool(COUNTED[form].fullmatch(cell))
    digits = {"%Y%m%d": 8, "%Y%m": 6}
    if form in digits and not (len(cell) == digits[form] and _COMPACT.fullmatch(cell)):
        return False
    try:
        dt.datetime.strptime(cell, form)  # a day has no zone
    except ValueError:
        return False
    return True
