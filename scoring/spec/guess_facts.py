"""Which columns tell an account's dates and its loss; what may mean two things is left."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from scoring.spec.guess import (
    Column,
    Columns,
    Found,
    is_date,
    is_yes_or_no,
    lost_values,
    snake,
    speaks_of,
)
from scoring.spec.guess_keys import Look, Seen
from scoring.spec.guess_words import EITHER, YES
from scoring.spec.tables import DOUBT, Guessed, Sure, Table

_NEARLY_ALL: Final = 0.95
"""A day of loss is empty for those who are still customers, and somebody is."""
_NOT_YET_ALL: Final = 0.6
"""Where more accounts have an end of their contract, it is one that may yet be renewed."""


@dataclass(frozen=True, slots=True)
class Given:
    """What there is to guess from: the file, what is known of it, the columns that are free.

    `told` collects how sure each guess is, and of what was left open why.
    """

    seen: Seen
    table: Table
    columns: Columns
    told: dict[str, Sure]

    def note(self, field: str, found: Found | None) -> str | None:
        """The column that was found, its confidence told."""
        if found is None:
            return None
        self.told[field] = found[1]
        return found[0]

    def doubt(self, field: str, why: str) -> None:
        """Say why a field was left empty, if it was."""
        self.told.setdefault(field, Sure(DOUBT, why))


def dates_and_loss(given: Given) -> dict[str, Any]:
    """When an account began, may renew, gave notice and left, and what says that it left."""
    found: dict[str, Any] = {}
    plainly = given.columns.named("churned_on", _plainly_lost, "it holds dates")
    left = plainly or given.columns.named("churned_on", is_date, "it holds dates")
    found["churned_on"] = given.note("churned_on", left)
    notice = given.columns.named("notice_on", is_date, "it holds dates")
    found["notice_on"] = given.note("notice_on", notice)
    ended = None if found["churned_on"] else given.columns.named("ended", _ends, "few have a date")
    found["churned_on"] = found["churned_on"] or given.note("churned_on", ended)
    found["renewal_on"] = given.note(
        "renewal_on", given.columns.named("renewal_on", is_date, "it holds dates")
    )
    began = given.columns.named("start_on", is_date, "it holds dates")
    began = began or given.columns.named("created", is_date, "it holds dates", 0.6)
    found["start_on"] = given.note("start_on", began)
    flag = given.columns.named("flag", _tells_loss, "it has few values")
    flag = flag or given.columns.named("state", _says_lost, "one of its few values says lost", 0.75)
    found["flag"] = given.note("flag", flag)
    lost = next((lost_values(c) for c in given.seen.columns if flag and c.label == flag[0]), ())
    found["lost_values"] = lost
    if not found["churned_on"]:
        _doubt_ends(given, found)
    return found


def _plainly_lost(column: Column) -> bool:
    """Whether a date is named for the loss itself, and not perhaps for a notice of it."""
    return is_date(column) and not re.search(EITHER, snake(column.label))


def _ends(column: Column) -> bool:
    """Whether an end is one of a customer and not one of a term: so few accounts have it."""
    may_renew = speaks_of("renewal_on", column.label)
    return is_date(column) and 0 < column.filled < (_NOT_YET_ALL if may_renew else _NEARLY_ALL)


def _doubt_ends(given: Given, found: Mapping[str, Any]) -> None:
    """Say of a date by whose name customers may have left why it was not taken for that."""
    taken = {found["renewal_on"], found["start_on"], found["notice_on"]}
    for column in given.seen.columns:
        if is_date(column) and speaks_of("ended", column.label) and column.filled:
            role = ", and may be the renewal" if column.label in taken else ""
            why = f"{column.label} is filled in {column.filled:.0%} of the rows{role}"
            given.doubt("churned_on", f"{why}: choose it if it is the day they left")


def _tells_loss(column: Column) -> bool:
    """Whether few values, among them one for lost, say who left."""
    few = 1 <= column.distinct <= 8 and not is_date(column)
    says = is_yes_or_no(column) and "status" not in snake(column.label)
    return few and (says or bool(lost_values(column)))


def _says_lost(column: Column) -> bool:
    """Whether one of a few words means lost by itself, as yes and 1 do not."""
    few = 2 <= column.distinct <= 12 and not is_date(column)
    return few and any(value.lower() not in YES for value in lost_values(column))


def with_month_of_loss(guessed: Guessed, look: Look) -> Guessed:
    """The guess for a file of months whose flag tells the month of the loss, by turning in it.

    A flag that is one and the same in all months of an account tells who left, and not when.
    """
    table = guessed.table
    if not (table.part == "accounts" and table.month and table.id and table.flag):
        return guessed
    turned = look.distinct(table.key, [table.id, table.flag]) - look.distinct(table.key, [table.id])
    if table.churned_on or turned <= 0:
        return guessed
    why = f"it changes once for {turned:,} of the accounts, in the month of a loss"
    told = {**guessed.sure, "flag_by_month": Sure(0.85, why)}
    return Guessed(replace(table, flag_by_month=True), told)


def one_date_of_loss(found: Sequence[Guessed]) -> list[Guessed]:
    """The guesses with one way at most by which losses are dated.

    A list of losses goes before an end in the accounts' file, and after a date there whose name
    speaks of losses. Ends of subscriptions date them where neither does.
    """
    found = _dated_once(found)
    accounts = next((g for g in found if g.table.part == "accounts"), None)
    losses = next((g for g in found if g.table.part == "losses"), None)
    if accounts is None or losses is None or accounts.table.churned_on is None:
        return list(found)
    label, held = accounts.table.churned_on, losses.table.day
    if speaks_of("churned_on", label):
        why = f"{label} of {accounts.table.key} dates the losses already"
        part, table = Sure(0.6, why), replace(losses.table, part="out")
        changed = {losses.table.key: Guessed(table, {**losses.sure, "part": part})}
    else:
        why = f"{held} of {losses.table.key} dates the losses, and {label} may be another end"
        told = {**accounts.sure, "churned_on": Sure(DOUBT, why)}
        changed = {accounts.table.key: Guessed(replace(accounts.table, churned_on=None), told)}
    return [changed.get(guess.table.key, guess) for guess in found]


def _dated_once(found: Sequence[Guessed]) -> list[Guessed]:
    """The guesses of which one at most dates losses by the way, where none does outright."""
    tables = [guess.table for guess in found]
    known = any(t.churned_on or t.part == "losses" for t in tables)
    chosen = None if known else next((t.key for t in tables if t.flag_by_month), None)
    if not known and chosen is None:
        chosen = next((t.key for t in tables if t.ends_customer), None)
    return [guess if guess.table.key == chosen else _silent(guess) for guess in found]


def _silent(guessed: Guessed) -> Guessed:
    table = replace(guessed.table, flag_by_month=False, ends_customer=False)
    return Guessed(table, guessed.sure)
