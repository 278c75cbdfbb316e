"""Which columns of a file play which part, once it is known what a row of it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from scoring.spec.guess import (
    MANY,
    Column,
    Columns,
    Found,
    is_dimension,
    is_measure,
    is_number,
    is_text,
    is_yes_or_no,
    says_who_left,
    snake,
    speaks_of,
    yes_values,
)
from scoring.spec.guess_facts import Given, dates_and_loss
from scoring.spec.guess_keys import Seen, may_be_id, own_ids
from scoring.spec.guess_revenue import revenue
from scoring.spec.guess_spans import ends_customers, span_of
from scoring.spec.tables import Guessed, Part, Sure

MOST = 12
"""So many measures are offered of one file of events."""


def roles(seen: Seen, guessed: Guessed) -> Guessed:
    """The guess for a file with every other field of its table filled in.

    Input: the file, and a guess that knows what a row is, its id and its date.
    """
    table = guessed.table
    fill = _FILL.get(table.part)
    if fill is None:
        return guessed
    columns = Columns(seen.columns)
    running = [c.label for c in own_ids(seen) if speaks_of("own id", c.label)]
    for label in (
        table.id,
        table.name,
        table.month,
        table.day,
        *(running if table.part != "spans" else ()),
        *_of_all_days(seen),
    ):
        columns.take(label)
    given = Given(seen, table, columns, dict(guessed.sure))
    found = {field: value for field, value in fill(given).items() if value}
    return Guessed(replace(table, **found), given.told)


def _accounts(given: Given) -> dict[str, Any]:
    found = dates_and_loss(given)
    found |= revenue(given, by_month=bool(given.table.month))
    reason = given.columns.named("reason", is_text, "it holds text")
    found["reason"] = given.note("reason", reason)
    differs = partial(_names_accounts, accounts=_accounts_of(given), rows=given.seen.rows)
    name = given.columns.named("name", differs, "its texts differ")
    found["name"] = given.note("name", name or _like_names(given, differs))
    found["owner"] = given.note("owner", given.columns.named("owner", is_text, "it holds text"))
    free = (c for c in given.columns.free if not (is_yes_or_no(c) and says_who_left(c)))
    dimensions = [c.label for c in free if is_dimension(c)]
    given.told["dimensions"] = Sure(0.7, "texts of at most 30 different values")
    return {**found, "dimensions": tuple(dimensions), **_measures(given, found)}


def _accounts_of(given: Given) -> int:
    """How many accounts a file has: in a file of months as many as it has ids."""
    ids = (
        c.distinct for c in given.seen.columns if given.table.month and c.label == given.table.id
    )
    return next(ids, given.seen.rows)


def _names_accounts(column: Column, accounts: int, rows: int) -> bool:
    """Whether texts differ so much that they may be names of accounts.

    A text that has more values than there are accounts changes from month to month.
    """
    many = column.distinct > MANY and accounts == rows
    differ = column.distinct <= accounts and (many or 2 * column.distinct > accounts)
    return is_text(column) and differ and not speaks_of("own id", column.label)


def _like_names(given: Given, differs: Callable[[Column], bool]) -> Found | None:
    """The first text that differs as names do and looks like some: words with spaces, no codes."""
    own = next((c for c in given.seen.columns if c.label == given.table.id), None)
    if own is None or not speaks_of("own id", own.label):
        return None
    for column in given.columns.free:
        spaced = sum(" " in e.strip() for e in column.examples)
        plain = not any(re.search(r"[@/{\[]|\.[a-z]{2}", e) for e in column.examples)
        if differs(column) and plain and 2 * spaced > len(column.examples):
            given.columns.take(column.label)
            return column.label, Sure(0.5, "its texts differ, and look like names")
    return None


def _measures(given: Given, found: Mapping[str, Any]) -> dict[str, Any]:
    """What is left and may tell accounts apart; revenue may, too."""
    free = {c.label for c in given.columns.free} | {found.get("arr")}
    left = [c.label for c in given.columns.free if says_who_left(c)]
    why = "numbers, and texts of at most 12 different values"
    if left:
        why += f"; not {', '.join(left)}, which may say who left: choose it as the flag if so"
    given.told["measures"] = Sure(0.7, why)
    ahead = _of_all_days(given.seen)
    if ahead:
        why += f"; not {', '.join(ahead)}, which speaks of all days, also of those to come"
        given.told["measures"] = Sure(0.7, why)
    free -= {*left, *(c.label for c in given.columns.free if _calls_something(c))}
    fits = (
        c for c in given.seen.columns if is_measure(c) or (given.seen.rows == 1 and is_number(c))
    )
    return {"measures": tuple(c.label for c in fits if c.label in free and c.filled)}


def _of_all_days(seen: Seen) -> list[str]:
    """The numbers beside columns named by days that sum these up, and so know what is to come."""
    if seen.file.days_as_rows is None:
        return []
    numbers = (c.label for c in seen.columns if is_number(c))
    own = seen.file.days_as_rows
    return [n for n in numbers if speaks_of("of all days", n) and not n.startswith(own)]


def _calls_something(column: Column) -> bool:
    """Whether a column of many values is named for an id: its numbers measure nothing."""
    return column.distinct > MANY and may_be_id(column) and speaks_of("own id", column.label)


def _months(given: Given) -> dict[str, Any]:
    found = revenue(given, by_month=True)
    return {**found, **_measures(given, found)}


def _more(given: Given) -> dict[str, Any]:
    return _measures(given, {})


def _dated(given: Given) -> dict[str, Any]:
    """What is counted of rows with a date: amounts are added up, others are averaged."""
    found: dict[str, Any] = {}
    others = (c for c in own_ids(given.seen) if c.label != given.table.id)
    own = next((c.label for c in others if is_text(c) or _numbers_rows(given.seen, c)), None)
    given.columns.take(own)
    if given.table.part == "spans":
        why = "it is different in every row"
        found["own"] = given.note("own", (own, Sure(0.9, why)) if own else None)
        span = span_of(given.seen)
        ended = (span.end, Sure(0.85, "its rows end by it")) if span else None
        found["until"] = given.note("until", ended)
        given.columns.take(found["until"])
        if span and ends_customers(given.seen, given.table, span):
            found["ends_customer"] = True
            given.told["ends_customer"] = Sure(0.7, f"{span.end} is empty where it goes on")
        found |= revenue(given)
    free = [c for c in given.columns.free if c.distinct > 1]
    shares = [c.label for c in free if is_yes_or_no(c)]
    numbers = [c for c in free if is_number(c) and c.label not in shares]
    numbers = [c for c in numbers if not (speaks_of("own id", c.label) and may_be_id(c))]
    adds_up = [c for c in numbers if not speaks_of("level", c.label)]
    sums = [c.label for c in adds_up if speaks_of("sum", c.label)]
    if found.get("arr"):
        sums = [found["arr"], *(s for s in sums if s != found["arr"])]
    elif given.table.part == "spans":
        sums += [c.label for c in numbers if speaks_of("arr", c.label) and c.label not in sums]
    means = [c.label for c in numbers if c.label not in sums]
    for field, why in (("sums", "amounts"), ("means", "levels"), ("shares", "a yes or no")):
        given.told[field] = Sure(0.6, f"by their names and values they are {why}")
    return {
        **found,
        "sums": tuple(sums[:MOST]),
        "means": tuple(means[:MOST]),
        "shares": tuple(shares[:MOST]),
        "yes": tuple(dict.fromkeys(v for c in free if c.label in shares for v in yes_values(c))),
    }


def _numbers_rows(seen: Seen, column: Column) -> bool:
    """Whether a name is that of a row's number: of an id, or of what the file lists."""
    listed = snake(seen.key).startswith(snake(column.label).removesuffix("s"))
    return bool(speaks_of("own id", column.label)) or listed


def _losses(given: Given) -> dict[str, Any]:
    back = given.columns.named("back", is_yes_or_no, "it says yes or no", 0.7)
    label = given.note("back", back)
    if label is None:
        return {}
    column = next(c for c in given.seen.columns if c.label == label)
    return {"back": (label, yes_values(column) or ("true",))}


def _long(given: Given) -> dict[str, Any]:
    """The names are in a text, the values in the numbers beside them."""
    names = given.columns.named("names", is_text, "it holds text")
    if names is None:
        text = next((c.label for c in given.columns.free if is_text(c)), None)
        names = (text, Sure(0.6, "it is the text beside the numbers")) if text else None
    label = given.note("names", names)
    values = next((c.label for c in given.columns.free if is_number(c) and c.label != label), None)
    found = (values, Sure(0.8, "it holds the numbers")) if values else None
    return {"names": label, "values": given.note("values", found)}


_FILL: Mapping[Part, Callable[[Given], dict[str, Any]]] = {
    "accounts": _accounts,
    "months": _months,
    "more": _more,
    "events": _dated,
    "spans": _dated,
    "losses": _losses,
    "long": _long,
}
