"""Rows that are no customers but the sum of the others, as spreadsheets and reports end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.engine.cells import as_number, as_text, so_many
from scoring.engine.columns import uses_of
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding
from scoring.spec.source import Source

_WORDS: Final = (
    "((grand|sub|sum|net|overall)[ -]?)?totals?|sums?|all (accounts|customers)|overall"
    "|(gesamt|zwischen|end)?summen?|gesamt|insgesamt|total g[eé]n[eé]ral|sous-total|totaux|somme"
    "|totale|totaal|suma|soma|subtotaal|razem|итого|всего|сумма|合计|总计|合計|総計"
)
_AROUND: Final = "[ :;.*#()=–—-]*"
_FEW: Final = 3
_SAME: Final = 1e-6
"""Sums that a person rounded for a report are the same to so much of them."""


def total_rows(session: Session, source: Source, file: StagedFile) -> Iterator[Finding]:
    """Rows whose id is a word for a total, or a last row that holds the sums of all others.

    Input: a session that holds `accounts`, and their file. A last row holds the sums if at least
    two columns of numbers say so, and no more than one says otherwise.
    """
    label = source.account.id
    named = session.rows(
        "SELECT account_id FROM accounts WHERE regexp_full_match(lower(account_id), ?)",
        [f"{_AROUND}({_WORDS}){_AROUND}([0-9]{{4}})?{_AROUND}"],
    )
    ids = [str(row[0]) for row in named]
    why = "a total" if len(ids) == 1 else "totals"
    if not ids:
        ids, why = _last_if_sums(session, source, file), "the sums of all rows above"
    if not ids:
        return
    found = session.rows(
        statement(
            "SELECT min(row_no), {id} AS id, count(*) FROM {t}"
            " WHERE list_contains(CAST(? AS VARCHAR[]), id) GROUP BY 2 ORDER BY 1",
            id=as_text(file, label, "the account id").sql,
            t=file.table,
        ),
        [ids],
    )
    count = sum(int(row[2]) for row in found)
    problem = f"{so_many(count, 'row reads', 'rows read')} as {why}; kept as a customer"
    seen = tuple(f"row {row}: {cell[:40]!r}" for row, cell, _ in found[:3])
    fix, line = "leave the row out of the file, unless it is one", file.line(int(found[0][0]))
    place = f"file '{file.key}', column '{label}'"
    yield Finding(place, problem, fix, line, "warning", count, seen, "total_rows")


def _last_if_sums(session: Session, source: Source, file: StagedFile) -> list[str]:
    label = source.account.id
    numbers = [
        as_number(file, name, "a sum").sql
        for name in uses_of(source)[file.key]
        if file.column(name, "a sum")[1] == "number" and name != label
    ]
    if len(numbers) < 2 or file.rows <= _FEW:
        return []
    ends = [
        Sql(statement("sum({x}) FILTER (row_no < ?), max({x}) FILTER (row_no = ?)", x=x))
        for x in numbers
    ]
    query = statement("SELECT {ends} FROM {t}", ends=ends, t=file.table)
    found = session.rows(query, [file.rows] * (2 * len(numbers)))[0]
    if not _are_sums(found[::2], found[1::2]):
        return []
    key = as_text(file, label, "the account id").sql
    query = statement("SELECT {id} FROM {t} WHERE row_no = ?", id=key, t=file.table)
    last = session.one(query, [file.rows])
    return [] if last is None else [str(last)]


def _are_sums(sums: Sequence[float | None], last: Sequence[float | None]) -> bool:
    told = [(s, x) for s, x in zip(sums, last, strict=True) if s and x is not None]
    same = sum(abs(s - x) <= _SAME * abs(s) for s, x in told)
    return same >= 2 and same >= len(told) - 1
