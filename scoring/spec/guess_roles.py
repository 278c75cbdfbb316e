"""Which columns of a file play which part, once it is known what a row of it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from scoring.spec.guess import (
    MANY,
    Column,
    Columns,
    Found,
    is_date,
    is_dimension,
    is_measure,
    is_number,
    is_text,
    is_yes_or_no,
    lost_values,
    snake,
    speaks_of,
    yes_values,
)
from scoring.spec.guess_keys import Seen, may_be_id, own_ids
from scoring.spec.tables import Guessed, Sure, Table

MOST = 12
"""So many measures are offered of one file of events."""


def roles(seen: Seen, guessed: Guessed) -> Guessed:
    """The guess for a file with every other field of its table filled in.

    Input: the file, and a guess that knows what a row is, its id and its date.
    """
    table = guessed.table
    columns = Columns(seen.columns)
    running = [c.label for c in own_ids(seen) if speaks_of("own id", c.label)]
    for label in (table.id, table.month, table.day, *(running if table.part != "spans" else ())):
        columns.take(label)
    told = dict(guessed.sure)
    fill = _FILL.get(table.part)
    if fill is None:
        return guessed
    found = {field: value for field, value in fill(seen, table, columns, told).items() if value}
    return Guessed(replace(table, **found), told)


Told = dict[str, Sure]


def _note(told: Told, field: str, found: Found | None) -> str | None:
    if found is None:
        return None
    told[field] = found[1]
    return found[0]


def _accounts(seen: Seen, table: Table, columns: Columns, told: Told) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in ("churned_on", "notice_on", "renewal_on", "start_on"):
        found[field] = _note(told, field, columns.named(field, is_date, "it holds dates"))
    flag = columns.named("flag", _tells_loss, "it has few values")
    found["flag"] = _note(told, "flag", flag)
    lost = next((lost_values(c) for c in seen.columns if flag and c.label == flag[0]), ())
    found["lost_values"] = lost
    found |= _revenue(columns, told)
    reason = columns.named("reason", is_text, "it holds text")
    found["reason"] = _note(told, "reason", reason)
    differs = partial(_names_accounts, rows=seen.rows)
    many = columns.named("name", differs, "its texts differ")
    found["name"] = _note(told, "name", None if table.month else many)
    found["owner"] = _note(told, "owner", columns.named("owner", is_text, "it holds text"))
    dimensions = [c.label for c in columns.free if is_dimension(c)]
    told["dimensions"] = Sure(0.7, "texts of at most 30 different values")
    return {**found, "dimensions": tuple(dimensions), **_measures(seen, columns, told, found)}


def _names_accounts(column: Column, rows: int) -> bool:
    """Whether texts differ so much that they may be names of accounts."""
    return is_text(column) and (column.distinct > MANY or 2 * column.distinct > rows)


def _tells_loss(column: Column) -> bool:
    """Whether few values, among them one for lost, say who left."""
    plain = not speaks_of("flag", "status") or "status" not in snake(column.label)
    few = 1 <= column.distinct <= 8 and not is_date(column)
    return few and (bool(lost_values(column)) or (plain and is_yes_or_no(column)))


def _revenue(columns: Columns, told: Told) -> dict[str, Any]:
    found = columns.named("arr", is_number, "it holds numbers", 0.75)
    if found is None:
        return {}
    monthly = bool(speaks_of("month", found[0]) or "mrr" in snake(found[0]))
    told["arr"] = found[1]
    return {"arr": found[0], "monthly_revenue": monthly}


def _measures(seen: Seen, columns: Columns, told: Told, found: Mapping[str, Any]) -> dict[str, Any]:
    """What is left and may tell accounts apart; revenue may, too."""
    told["measures"] = Sure(0.7, "numbers, and texts of at most 12 different values")
    free = {c.label for c in columns.free} | {found.get("arr")}
    fits = (c for c in seen.columns if is_measure(c) or (seen.rows == 1 and is_number(c)))
    return {"measures": tuple(c.label for c in fits if c.label in free and c.filled)}


def _months(seen: Seen, table: Table, columns: Columns, told: Told) -> dict[str, Any]:  # noqa: ARG001
    found = _revenue(columns, told)
    return {**found, **_measures(seen, columns, told, found)}


def _more(seen: Seen, table: Table, columns: Columns, told: Told) -> dict[str, Any]:  # noqa: ARG001
    return _measures(seen, columns, told, {})


def _dated(seen: Seen, table: Table, columns: Columns, told: Told) -> dict[str, Any]:
    """What is counted of rows with a date: amounts are added up, others are averaged."""
    found: dict[str, Any] = {}
    own = next((c.label for c in own_ids(seen) if c.label != table.id), None)
    columns.take(own)
    if table.part == "spans":
        why = "it is different in every row"
        found["own"] = _note(told, "own", (own, Sure(0.9, why)) if own else None)
        ended = columns.named("until", is_date, "it holds dates")
        found["until"] = _note(told, "until", ended)
    free = [c for c in columns.free if c.distinct > 1]
    shares = [c.label for c in free if is_yes_or_no(c)]
    numbers = [c for c in free if is_number(c) and c.label not in shares]
    numbers = [c for c in numbers if not (speaks_of("own id", c.label) and may_be_id(c))]
    adds_up = [c for c in numbers if not speaks_of("level", c.label)]
    sums = [c.label for c in adds_up if speaks_of("sum", c.label)]
    if table.part == "spans":
        sums += [c.label for c in numbers if speaks_of("arr", c.label) and c.label not in sums]
    means = [c.label for c in numbers if c.label not in sums]
    for field, why in (("sums", "amounts"), ("means", "levels"), ("shares", "yes or no")):
        told[field] = Sure(0.6, f"their names and values are those of {why}")
    return {
        **found,
        "sums": tuple(sums[:MOST]),
        "means": tuple(means[:MOST]),
        "shares": tuple(shares[:MOST]),
        "yes": tuple(dict.fromkeys(v for c in free if c.label in shares for v in yes_values(c))),
    }


def _losses(seen: Seen, table: Table, columns: Columns, told: Told) -> dict[str, Any]:  # noqa: ARG001
    back = columns.named("back", is_yes_or_no, "it says yes or no", 0.7)
    label = _note(told, "back", back)
    if label is None:
        return {}
    column = next(c for c in seen.columns if c.label == label)
    return {"back": (label, yes_values(column) or ("true",))}


def _long(seen: Seen, table: Table, columns: Columns, told: Told) -> dict[str, Any]:  # noqa: ARG001
    """The names are in a text, the values in the numbers beside them."""
    names = columns.named("names", is_text, "it holds text")
    if names is None:
        text = next((c.label for c in columns.free if is_text(c)), None)
        names = (text, Sure(0.6, "it is the text beside the numbers")) if text else None
    label = _note(told, "names", names)
    values = next((c.label for c in columns.free if is_number(c) and c.label != label), None)
    found = (values, Sure(0.8, "it holds the numbers")) if values else None
    return {"names": label, "values": _note(told, "values", found)}


_FILL: dict[str, Callable[[Seen, Table, Columns, Told], dict[str, Any]]] = {
    "accounts": _accounts,
    "months": _months,
    "more": _more,
    "events": _dated,
    "spans": _dated,
    "losses": _losses,
    "long": _long,
}
