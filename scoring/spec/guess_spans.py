"""Rows that begin and end, such as subscriptions: by which of their dates they do."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from scoring.spec.guess import Column, is_date, snake, speaks_of
from scoring.spec.guess_keys import Seen

_OF_A_TERM: Final = re.compile(r"(^|_)(current|next|trial|renewal)(_|$)")
"""The end of a term that goes on is not the end of the row."""


class Span(NamedTuple):
    """The column with the day a row begins, and that with the day it ends."""

    begin: str
    end: str


def span_of(seen: Seen) -> Span | None:
    """By which dates the rows of a file begin and end; None if they do not.

    A start goes before a day of creation. An end that some rows do not have yet goes before one
    that all have, and the end itself before the day it was asked for. What is created and closed,
    as tickets and deals are, happens once and has no span.
    """
    dates = [c for c in seen.columns if is_date(c)]
    starts = [c for c in dates if speaks_of("start_on", c.label)]
    begin = next(iter([*starts, *(c for c in dates if speaks_of("created", c.label))]), None)
    if begin is None:
        return None
    ends = [c for c in dates if c is not begin and _may_end(c)]
    ends = [c for c in ends if starts or "closed" not in snake(c.label)]
    ends.sort(key=lambda c: (c.filled == 1.0, not speaks_of("ended", c.label)))
    return Span(begin.label, ends[0].label) if ends else None


def _may_end(column: Column) -> bool:
    return speaks_of("until", column.label) and not _OF_A_TERM.search(snake(column.label))


def goes_on(seen: Seen, span: Span) -> bool:
    """Whether some rows have no end yet, so that the day of an end says that something is over."""
    return next(c.filled for c in seen.columns if c.label == span.end) < 1.0
