"""Columns that are named by days, one a month or a week, as wide exports have them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

FEWEST: Final = 3
"""Fewer columns named by days may be anything."""
_FORMS: Final = (
    *("%Y-%m", "%Y/%m", "%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S", "%b %Y", "%B %Y", "%b-%Y"),
    *("%b-%y", "%b %y", "%m/%Y", "%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d.%m.%Y"),
    *("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y"),
)


def days_of(names: Sequence[str]) -> Mapping[str, dt.date]:
    """The names that are days, with the day; empty unless three or more are, all in one form.

    Input: the names of columns. The days must stand in order, from the first to the last or the
    other way round: of 01/02/2025, 01/03/2025 that decides. Where two forms do, none is taken.
    """
    likely = [name for name in names if re.search(r"\d", name) and len(name) <= 20]
    found = [read for form in _FORMS if (read := _read(likely, form))]
    most = max(map(len, found), default=0)
    best = [read for read in found if len(read) == most]
    return best[0] if best and all(read == best[0] for read in best[1:]) else {}


def _read(names: Sequence[str], form: str) -> dict[str, dt.date]:
    days: dict[str, dt.date] = {}
    for name in names:
        try:
            days[name] = dt.datetime.strptime(name, form).date()  # a day has no zone
        except ValueError:
            continue
    order = list(days.values())
    steps = [(b - a).days for a, b in pairwise(order)]
    even = steps and (min(steps) > 0 or max(steps) < 0) and max(map(abs, steps)) <= _A_QUARTER
    return days if len(days) >= FEWEST and even else {}


_A_QUARTER: Final = 92
"""Days further apart than a quarter are no series."""


def are_months(days: Sequence[dt.date]) -> bool:
    """Whether no two days are in one month."""
    return len({(day.year, day.month) for day in days}) == len(days)


def value_for(title: str) -> str:
    """What the cells of a wide file are called: its title, up to the word by.

    A number or a date at its end is left off: next month's export is to be called the same.
    """
    stem = re.sub(
        r"\.(csv|tsv|txt|xlsx)(\.gz)?$", "", title.rsplit("/", 1)[-1], flags=re.IGNORECASE
    )
    words = re.split(r"[ _-]+(?:by|per)(?:[ _-]|$)", stem, maxsplit=1, flags=re.IGNORECASE)[0]
    return re.sub(r"[\W\d_]+$", "", words).lstrip(" _-")[:60] or "value"
