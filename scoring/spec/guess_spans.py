"""Rows that begin and end, such as subscriptions: by which of their dates they do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from scoring.spec.guess import Column, is_date, is_text, snake, speaks_of
from scoring.spec.guess_keys import Seen, may_be_id
from scoring.spec.tables import Guessed, Sure, Table

_OF_A_TERM: Final = re.compile(r"(^|_)(current|next|trial|renewal)(_|$)")
"""The end of a term that goes on is not the end of the row."""

_PAID: Final = re.compile(r"subscri|contract|plan(_|s?$)|licen[cs]e|member|(^|_)(mrr|arr|vertrag)")
"""What an account pays for, so that it is lost with the last of it."""


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


def _name_of(seen: Seen, own: Column) -> str | None:
    """A text named for a name that differs as the ids do, but for a few that are called alike."""
    named = (c for c in seen.columns if is_text(c) and "name" in snake(c.label) and c is not own)
    return next((c.label for c in named if 0.9 * own.distinct <= c.distinct <= own.distinct), None)


def goes_on(seen: Seen, span: Span) -> bool:
    """Whether some rows have no end yet, so that the day of an end says that something is over."""
    return next(c.filled for c in seen.columns if c.label == span.end) < 1.0


def ends_customers(seen: Seen, table: Table, span: Span) -> bool:
    """Whether a customer is lost once its last row has ended: rows of what it pays for are so."""
    named = any(_PAID.search(snake(name)) for name in (seen.key, *(c.label for c in seen.columns)))
    return named and goes_on(seen, span) and table.through is None


def lone_spans(files: Sequence[Seen]) -> Guessed | None:
    """A file of subscriptions whose ids are the accounts, where no file lists them.

    Or the one file there is, of dated rows of any sort: each id in it is an account.
    """
    for seen in files:
        ids = [c for c in seen.columns if may_be_id(c) and speaks_of("account id", c.label)]
        ids.sort(key=lambda c: not speaks_of("own id", c.label))
        span = span_of(seen)
        if span and ids and ids[0].filled == 1.0:
            why = f"its rows begin on {span.begin} and end on {span.end}; no file lists accounts"
            sure = {field: Sure(0.7, why) for field in ("part", "id", "day")}
            table = Table(seen.key, seen.file, "spans", id=ids[0].label, day=span.begin)
            name = _name_of(seen, ids[0])
            if name:
                sure["name"] = Sure(0.7, f"it has as many values as {ids[0].label}")
            return Guessed(replace(table, name=name), sure)
        dates = [c.label for c in seen.columns if is_date(c)]
        if len(files) == 1 and ids and dates and ids[0].filled == 1.0:
            why = f"its rows are dated, and {ids[0].label} stands in several of them"
            sure = {field: Sure(0.7, why) for field in ("part", "id", "day")}
            return Guessed(Table(seen.key, seen.file, "events", ids[0].label, day=dates[0]), sure)
    return None
