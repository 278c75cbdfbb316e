"""Ids of 18 characters of which the last 3 are the checksum of the others are those of 15.

Salesforce writes its ids in both ways: the short one tells capitals apart, and the three more
say of each five characters which are capitals, so that nothing has to be guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from scoring.engine.beside import Unusual
from scoring.engine.cells import so_many
from scoring.engine.columns import id_columns
from scoring.engine.copying import show, stored
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding
from scoring.spec.source import Source

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_SHORT: Final = "regexp_full_match({c}, '[0-9A-Za-z]{{15}}')"
_LONG: Final = "regexp_full_match({c}, '[0-9A-Za-z]{{18}}')"


def _third(start: int) -> str:
    """The character that says which of five are capitals, the first worth 1, the next 2."""
    worth = " + ".join(
        f"CASE WHEN substr({{c}}, {start + i}, 1) BETWEEN 'A' AND 'Z' THEN {2**i} ELSE 0 END"
        for i in range(5)
    )
    return f"substr('{_LETTERS}', 1 + {worth}, 1)"


_CHECKSUM: Final = f"({_third(1)} || {_third(6)} || {_third(11)})"
_CHECKED: Final = f"({_LONG} AND right({{c}}, 3) = {_CHECKSUM})"


@dataclass(frozen=True, slots=True)
class Forms:
    """How many of a column's filled cells are ids of 15 characters, or checked ones of 18."""

    short: int = 0
    long: int = 0

    def meets(self, other: Forms) -> bool:
        """Whether one of two columns has short ids and the other one long ones."""
        return bool((self.short and other.long) or (self.long and other.short))


def forms_of(session: Session, file: StagedFile, label: str) -> Forms:
    """The ids of a column; none where half of its cells are others, or one fails its check."""
    column, kind = file.column(label, "the account id")
    some = "SELECT 1 FROM {t} WHERE length({c}) IN (15, 18) LIMIT 1"
    if kind != "text" or not session.rows(statement(some, c=column, t=file.table)):
        return Forms()
    tests = ", ".join(f"count_if({test})" for test in (_SHORT, _CHECKED, _LONG))
    counts = f"SELECT {tests}, count({{c}}) FROM {{t}}"
    found = session.rows(statement(counts, c=column, t=file.table))[0]
    short, long, of_18, filled = (int(n or 0) for n in found)
    usual = 2 * (short + long) >= filled and long == of_18
    return Forms(short, long) if usual else Forms()


def shortened(text: Sql) -> Sql:
    """An id by its first 15 characters, for ids that are known to be checked."""
    return statement(f"CASE WHEN {_LONG} THEN left({{c}}, 15) ELSE {{c}} END", c=text)


def stop_at_checked_ids(session: Session, source: Source, files: Mapping[str, StagedFile]) -> None:
    """Raise Unusual if ids of these files are written in both ways."""
    pairs = [pair for pair in id_columns(source) if pair[0] in files]
    forms = [forms_of(session, files[key], label) for key, label in pairs]
    if any(f.short for f in forms) and any(f.long for f in forms):
        raise Unusual


def join_checked_ids(
    session: Session, source: Source, files: Mapping[str, StagedFile]
) -> Iterator[Finding]:
    """Write the ids of all files as the accounts' file does, where both ways occur.

    Input: a session that holds the staged files, whose columns are all there. Columns that are
    written in the other way are changed in their tables, and there is a note on each.
    """
    forms = {pair: forms_of(session, files[pair[0]], pair[1]) for pair in id_columns(source)}
    if not (any(f.short for f in forms.values()) and any(f.long for f in forms.values())):
        return
    own = forms[source.account.file, source.account.id]
    to_long = own.long >= own.short
    for (key, label), form in forms.items():
        count = form.short if to_long else form.long
        if count:
            yield _written(session, files[key], label, to_long, count)


def _written(session: Session, file: StagedFile, label: str, to_long: bool, count: int) -> Finding:
    column, _ = file.column(label, "the account id")
    other = statement(_SHORT if to_long else _CHECKED, c=column)
    made = statement(f"{{c}} || {_CHECKSUM}" if to_long else "left({c}, 15)", c=column)
    query = statement("SELECT min({c}) FROM {t} WHERE {o}", c=column, t=file.table, o=other)
    first = str(session.one(query))
    change = (
        "ALTER TABLE {t} ALTER COLUMN {c} SET DATA TYPE VARCHAR"
        " USING CASE WHEN {o} THEN {x} ELSE {c} END"
    )
    session.run(statement(change, t=stored(file.table), c=column, o=other, x=made))
    show(session, file.table)
    one = so_many(count, "id", "ids")
    was, now = (15, 18) if to_long else (18, 15)
    it = "its" if count == 1 else "their"
    problem = (
        f"{one} of {was} characters {'was' if count == 1 else 'were'} read as {it} form of {now},"
        " as the accounts' file writes them: the last 3 of 18 are a checksum of the others"
    )
    place, fix = f"file '{file.key}', column '{label}'", "nothing has to be done"
    return Finding(place, problem, fix, None, "note", count, (repr(first),), "checked_ids")
