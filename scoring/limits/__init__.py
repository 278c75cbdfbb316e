"""Every bound that keeps one visitor, file or text from costing too much stands here, once.

A module that holds something to a bound takes its number from here when it is imported; whoever
runs Bellwether sets another one by the environment before it starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Final

from scoring.limits import cards, files, showing, time, visits, workbooks, writing
from scoring.limits.limit import Limit


def _of(module: ModuleType) -> tuple[Limit, ...]:
    return tuple(found for found in vars(module).values() if isinstance(found, Limit))


GROUPS: Final[Mapping[str, tuple[Limit, ...]]] = {
    "Cards and links": _of(cards),
    "Files and tables": _of(files),
    "Workbooks": _of(workbooks),
    "Time and memory": _of(time),
    "Visits and rooms": _of(visits),
    "What is written down": _of(writing),
    "What a page or a file shows": _of(showing),
}
"""The limits by what they bound, in the order of the documentation."""

LIMITS: Final[Mapping[str, Limit]] = {
    limit.name: limit for group in GROUPS.values() for limit in group
}
"""Every limit by its name."""
