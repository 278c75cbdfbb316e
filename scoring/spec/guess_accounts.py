"""Which of several files lists the accounts: the one that the others lead to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.spec.guess import speaks_of
from scoring.spec.guess_keys import (
    Look,
    Seen,
    Tie,
    blanks_of,
    may_be_amounts,
    may_be_id,
    own_or_nearly,
)
from scoring.spec.guess_kin import of_accounts, of_others, subject
from scoring.spec.tables import Guessed, Sure, Table

NONE_FOUND: Final = 0.2
"""So sure is a file of accounts in which nothing is different in every row."""

Month = Callable[[Seen, str, Look], str | None]
"""The date of which each id has one row a month, if there is one."""

_OF_SEVERAL: Final = 0.3
"""So sure is the table of accounts that is one of several alike, such as a sheet for each month."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    seen: Seen
    label: str
    holders: int
    speaks: int
    worth: float

    @property
    def strong(self) -> bool:
        return bool(self.holders) or self.speaks > 0


def guess_accounts(files: Sequence[Seen], ties: Sequence[Tie], look: Look, month: Month) -> Guessed:
    """The file of the accounts: that to which most others lead, and whose names speak of it.

    A file leads to another if it holds its ids, or ids of a file that does. Where a file of
    something else comes close, the guess is no more than one.
    """
    found = sorted(_candidates(files, ties), key=lambda c: -c.worth)
    best = found[0] if found else None
    monthly = _monthly(files, look, month)
    if monthly and (best is None or not best.strong):
        return monthly
    if best is None:
        return _none(files[0])
    close = next((c for c in found if c.seen.key != best.seen.key), None)
    best = _by_its_code(best, found)
    said = _why(best)
    share = 0.95 if best.speaks > 0 else 0.8 if best.strong else 0.6
    if speaks_of("own id", best.label) and len(files) == 1:
        share = 0.95
    if close and best.worth - close.worth < 0.5:
        share, said = min(share, 0.6), f"{said}; {close.seen.key} may list them as well"
    alike = _alike(best.seen, files)
    if alike:
        also = (
            f"{alike[0]} has" if len(alike) == 1 else f"{alike[0]} and {len(alike) - 1} more have"
        )
        below = "if they are other months or customers, write all into one table"
        share = min(share, _OF_SEVERAL)
        said = f"{said}; {also} the same columns: {below}, months with a column that says which"
    table = Table(best.seen.key, best.seen.file, "accounts", id=best.label)
    return Guessed(table, {"part": Sure(share, said), "id": Sure(share, said)})


def _alike(seen: Seen, files: Sequence[Seen]) -> list[str]:
    """The other files with the same columns: of parts of a table only one would be scored."""
    labels = {c.label for c in seen.columns}
    others = (f for f in files if f.key != seen.key and len(labels) > 1)
    return [f.key for f in others if {c.label for c in f.columns} == labels]


def _by_its_code(best: _Candidate, found: Sequence[_Candidate]) -> _Candidate:
    """The id of the same file where others hold the names of its accounts: names lead to it."""
    named = speaks_of("own id", best.label)
    same = [c for c in found if c.seen.key == best.seen.key and c.speaks > 0]
    return best if named or best.speaks > 0 or not same else same[0]


def are_listed(accounts: Guessed, files: Sequence[Seen]) -> bool:
    """Whether a column is different in every row that is rather an id than an amount.

    The one file there is lists no accounts where that id is of something else, such as an event,
    and a column that is called an account's id holds the same one in several rows.
    """
    table = accounts.table
    if len(files) == 1 and _of_another(files[0], table.id):
        return False
    columns = (c for seen in files if seen.key == table.key for c in seen.columns)
    amounts = any(c.label == table.id and may_be_amounts(c) for c in columns)
    return accounts.sure["part"].share > NONE_FOUND and not amounts


def _of_another(seen: Seen, label: str | None) -> bool:
    words = subject(label or "") or subject(seen.key)
    many = (c for c in seen.columns if may_be_id(c) and c.label != label and c.filled == 1.0)
    named = any(c.distinct < seen.rows and speaks_of("account id", c.label) for c in many)
    return named and of_others(words) and not of_accounts(words)


def _candidates(files: Sequence[Seen], ties: Sequence[Tie]) -> list[_Candidate]:
    return [
        _candidate(seen, own.label, place, ties)
        for seen in files
        for place, own in enumerate(own_or_nearly(seen))
        if len(files) == 1 or place < 5
    ]


def _candidate(seen: Seen, label: str, place: int, ties: Sequence[Tie]) -> _Candidate:
    direct: dict[str, float] = {}
    for tie in ties:
        if (tie.other, tie.among) == (seen.key, label):
            direct[tie.key] = max(tie.sure.share, direct.get(tie.key, 0.0))
    led = dict(direct)
    for tie in ties:
        if tie.other in direct and tie.key not in led and tie.key != seen.key:
            led[tie.key] = tie.sure.share
    speaks = _speaks(seen.key, label)
    worth = sum(led.values()) + 0.75 * speaks - 0.01 * place
    return _Candidate(seen, label, len(direct), speaks, worth)


def _speaks(key: str, label: str) -> int:
    """How far the names of a file and its id speak of accounts: from -1 to 2."""
    words = subject(label)
    mine = of_accounts(words) and speaks_of("own id", label)
    if of_accounts(subject(key)) and not of_others(subject(key)) and (mine or not words):
        return 2
    if mine:
        return 1
    return -1 if of_others(subject(key)) or of_others(words) else 0


def _why(best: _Candidate) -> str:
    column = next(c for c in best.seen.columns if c.label == best.label)
    blank = blanks_of(best.seen, column)
    twice = best.seen.rows - blank - column.distinct
    said = f"{best.label} is different in each of its {best.seen.rows:,} rows"
    if blank:
        none = "one, which has none" if blank == 1 else f"{blank:,}, which have none"
        said = f"{best.label} is different in each row but {none}"
    if twice:
        ids = "id stands" if twice == 1 else "ids stand"
        said = f"{best.label} is different in nearly every row; {twice} {ids} twice"
    if best.holders:
        others = "other file holds" if best.holders == 1 else "other files hold"
        said += f", and {best.holders} {others} its ids"
    return said


def _none(seen: Seen) -> Guessed:
    label = next((c.label for c in seen.columns if may_be_id(c)), seen.columns[0].label)
    why = "no column is different in every row"
    table = Table(seen.key, seen.file, "accounts", id=label)
    return Guessed(table, {"part": Sure(NONE_FOUND, why), "id": Sure(NONE_FOUND, why)})


def _monthly(files: Sequence[Seen], look: Look, month_of: Month) -> Guessed | None:
    """A file with a row an account and month, where no file has a row an account."""
    for seen in sorted(files, key=lambda s: -len(s.columns)):
        ids = [c for c in seen.columns if may_be_id(c) and 0 < c.distinct < seen.rows]
        ids.sort(key=lambda c: (not speaks_of("account id", c.label), not _is_id(c.label)))
        for column in ids[:5]:
            month = month_of(seen, column.label, look)
            if month and (speaks_of("account id", column.label) or _is_id(column.label)):
                why = one_a_month(seen, look, column.label, month)
                sure = {f: Sure(0.9, why) for f in ("part", "id", "month")}
                table = Table(seen.key, seen.file, "accounts", id=column.label, month=month)
                return Guessed(table, sure)
    return None


def one_a_month(seen: Seen, look: Look, label: str, month: str) -> str:
    """Why a row is an account and month: always, or but for a few that repeat."""
    every = look.distinct(seen.key, [label], month) == seen.rows
    often = "" if every else "nearly always "
    return f"there is {often}one row for each {label} and {month}"


def _is_id(label: str) -> bool:
    return speaks_of("own id", label) or speaks_of("name", label)
