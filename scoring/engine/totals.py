"""Rows that are no customers but the sum of the others, as spreadsheets and reports end."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.engine.cells import as_number, as_text, so_many
from scoring.engine.columns import uses_of
from scoring.engine.copying import stored
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.engine.subtotals import same_sum, subtotals
from scoring.errors import Finding
from scoring.spec.source import Source

_WORDS: Final = (
    "((grand|sub|sum|net|overall)[ -]?)?totals?|sums?|all (accounts|customers)|overall"
    "|(gesamt|zwischen|end)?summen?|gesamt|insgesamt|total g[eé]n[eé]ral|sous-total|totaux|somme"
    "|totale|totaal|suma|soma|subtotaal|razem|итого|всего|сумма|合计|总计|合計|総計"
)
_MEANS: Final = (
    "(grand |overall )?(average|mean)s?|avg|durchschnitt|mittelwert|moyenne|promedio|media|média"
    "|gemiddelde|średnia|среднее|平均"
)
_AROUND: Final = "[ :;.*#()=–—-]*"
_HOW_MANY: Final = "([0-9]{1,7}( [a-zà-ÿ]{3,12})?)?"
_FEW: Final = 3
_MARKS: Final = "[^a-zà-ÿа-я]"
_MOST: Final = 5_000
"""Of more rows that are called totals nothing is known: so many months there are not."""


@dataclass(frozen=True, slots=True)
class _Total:
    """A row with a word for a total or a mean, and whether a number of it is that of the others."""

    row: int
    cell: str
    proven: bool
    mean: bool = False


def total_rows(session: Session, source: Source, file: StagedFile) -> Iterator[Finding]:
    """Take totals out of the accounts' file, and tell of rows that may be some.

    Input: a session that holds the staged files, and that of the accounts. A row is a total if
    its id is a word for one and a number of it is the sum of all others, in its month where the
    file has months, or of those above it since the last total, then among other words as well; the
    source may say that it is kept all the same. So is a row of means. A row
    with one of the two alone is kept and told: with a word for a total, or the last one
    if at least two columns of numbers hold the sums of all rows above and no more than one does
    not.
    """
    named = list(_named(session, source, file))
    proven = [total for total in named if total.proven]
    if proven:
        yield _left_out(session, source, file, proven)
    doubtful = [total for total in named if not (total.proven or total.mean)]
    why = "a total" if len(doubtful) == 1 else "totals"
    if not proven and not doubtful:
        doubtful, why = _last_if_sums(session, source, file), "the sums of all rows above"
    if doubtful:
        reads = so_many(len(doubtful), "row reads", "rows read")
        fix = "leave the row out of the file, unless it is one"
        yield _of(file, source, doubtful, f"{reads} as {why}; {_kept(doubtful)}", fix, "total_rows")


def _of(
    file: StagedFile, source: Source, rows: Sequence[_Total], problem: str, fix: str, kind: str
) -> Finding:
    first: dict[str, int] = {}
    for total in rows:
        first.setdefault(total.cell, total.row)
    seen = tuple(f"row {row}: {cell[:40]!r}" for cell, row in list(first.items())[:3])
    place, line = f"file '{file.key}', column '{source.account.id}'", file.line(rows[0].row)
    return Finding(place, problem, fix, line, "warning", len(rows), seen, kind)


def _left_out(
    session: Session, source: Source, file: StagedFile, rows: Sequence[_Total]
) -> Finding:
    kept = source.drop.totals == "keep"
    if not kept:
        gone = "DELETE FROM {s} WHERE list_contains(CAST(? AS BIGINT[]), rowid + 1)"
        session.run(statement(gone, s=stored(file.table)), [[total.row for total in rows]])
    if len(rows) == 1:
        some = f"1 row is the {'average' if rows[0].mean else 'total'} of the others"
    else:
        kinds = [k for k, mean in (("totals", False), ("averages", True)) if mean in _means(rows)]
        some = f"{len(rows):,} rows are {' and '.join(kinds)} of the others"
    holds = "by its name and number" if len(rows) == 1 else "by their names and numbers"
    problem = f"{some}, {holds}; {_kept(rows) if kept else 'left out'}"
    fix = "keep it, if a customer is called so"
    return _of(file, source, rows, problem, fix, "totals")


def _means(rows: Sequence[_Total]) -> set[bool]:
    return {row.mean for row in rows}


def _kept(rows: Sequence[_Total]) -> str:
    return "kept as a customer" if len(rows) == 1 else "kept as customers"


def _named(session: Session, source: Source, file: StagedFile) -> Iterator[_Total]:
    """The rows whose id is a word for a total, in order."""
    label = source.account.id
    if file.column(label, "the account id")[1] == "number":
        return
    key = as_text(file, label, "the account id").sql
    spoken = _called(session, file, key)
    numbers, month = _numbers(source, file), _month(source, file)
    parts = subtotals(session, file, key, numbers, list(spoken))
    means = {cell for cell, alone in spoken.items() if alone == "mean"}
    ids = [cell for cell, alone in spoken.items() if alone] + _ids_of(session, file, key, parts)
    if not ids:
        return
    is_one = statement("list_contains(CAST(? AS VARCHAR[]), {id})", id=key)
    of_others = _of_others(session, file, numbers, month, is_one, ids)
    query = "SELECT row_no, {id}, {m}{x} FROM {t} WHERE {one} ORDER BY 1 LIMIT {most}"
    cells, most = Sql("".join(f", {number}" for number in numbers)), Sql(str(_MOST + 1))
    asked = statement(query, id=key, m=month, x=cells, t=file.table, one=is_one, most=most)
    found = session.rows(asked, [ids])
    for row, cell, within, *own in found:
        mean = str(cell) in means
        sums = of_others.get(within, ())[len(numbers) if mean else 0 :]
        proven = len(found) <= _MOST and ((row in parts and not mean) or _holds_one(own, sums))
        yield _Total(int(row), str(cell), proven, mean)


def _called(session: Session, file: StagedFile, key: Sql) -> Mapping[str, str]:
    """The ids that hold such a word, and whether one is a total or a mean by that word alone.

    A row may say how many it sums up. Of ids with other words, empty, their numbers must tell.
    """
    query = (
        "SELECT id, CASE WHEN regexp_full_match(lower(id), ?) THEN 'mean'"
        " WHEN regexp_full_match(lower(id), ?) THEN 'total' ELSE '' END"
        " FROM (SELECT DISTINCT {id} AS id FROM {t}) WHERE regexp_full_match(lower(id), ?)"
    )
    alone = [f"{_AROUND}({words}){_AROUND}{_HOW_MANY}{_AROUND}" for words in (_MEANS, _WORDS)]
    anywhere = f"(.*{_MARKS})?({_WORDS}|{_MEANS})({_MARKS}.*)?"
    found = session.rows(statement(query, id=key, t=file.table), [*alone, anywhere])
    return {str(cell): str(word) for cell, word in found}


def _ids_of(session: Session, file: StagedFile, key: Sql, rows: Collection[int]) -> list[str]:
    if not rows:
        return []
    query = "SELECT DISTINCT {id} FROM {t} WHERE list_contains(CAST(? AS BIGINT[]), row_no)"
    return [str(r[0]) for r in session.rows(statement(query, id=key, t=file.table), [[*rows]])]


def _month(source: Source, file: StagedFile) -> Sql:
    """The text of the month of a row, empty where the accounts' file has none."""
    table = source.account
    parts = (p for p in source.snapshots if p.month and p.file == table.file)
    label = next((str(p.month) for p in parts if p.id in (None, table.id)), None)
    if label is None:
        return Sql("''")
    return statement("coalesce(CAST({c} AS VARCHAR), '')", c=file.column(label, "the month")[0])


def _numbers(source: Source, file: StagedFile) -> list[Sql]:
    uses = uses_of(source)[file.key]
    return [
        as_number(file, label, "a sum").sql
        for label, use in uses.items()
        if use & {"number", "measure"} and label != source.account.id
    ]


def _of_others(
    session: Session,
    file: StagedFile,
    numbers: Sequence[Sql],
    month: Sql,
    is_one: Sql,
    ids: Sequence[str],
) -> Mapping[str, Sequence[float | None]]:
    """The sums, then the means of all other rows by month; the sums of all under no month.

    Null where one row alone is no 0, or all are alike: a customer may have that number as well.
    """
    if not numbers:
        return {}
    each = ("sum({x})", "count(nullif({x}, 0))", "CASE WHEN min({x}) < max({x}) THEN avg({x}) END")
    cells = [statement(one, x=x) for one in each for x in numbers]
    query = "SELECT {m}, {cells} FROM {t} WHERE NOT coalesce({one}, false) GROUP BY {m}"
    asked = statement(query, m=month, cells=cells, t=file.table, one=is_one)
    found = {str(m): own for m, *own in session.rows(asked, [list(ids)])}
    many = len(numbers)
    by_month = {
        m: [*_of_several(own[:many], own[many : 2 * many]), *own[2 * many :]]
        for m, own in found.items()
    }
    if "" not in by_month:
        columns = list(zip(*found.values(), strict=True))
        added = [math.fsum(x or 0 for x in column) for column in columns[: 2 * many]]
        by_month[""] = _of_several(added[:many], added[many:])
    return by_month


def _of_several(sums: Sequence[float | None], counts: Sequence[float | None]) -> list[float | None]:
    """The sums to which more than one row adds something."""
    return [s if (n or 0) > 1 else None for s, n in zip(sums, counts, strict=True)]


def _holds_one(own: Sequence[float | None], others: Sequence[float | None]) -> bool:
    """Whether a number of a row is that of the others, and says something."""
    return any(s and x is not None and same_sum(s, x) for s, x in zip(others, own, strict=False))


def _last_if_sums(session: Session, source: Source, file: StagedFile) -> list[_Total]:
    label, numbers = source.account.id, _numbers(source, file)
    if len(numbers) < 2 or file.rows <= _FEW:
        return []
    ends = [
        Sql(statement("sum({x}) FILTER (row_no < ?), max({x}) FILTER (row_no = ?)", x=x))
        for x in numbers
    ]
    query = statement("SELECT {ends} FROM {t}", ends=ends, t=file.table)
    found = session.rows(query, [file.last] * (2 * len(numbers)))[0]
    if not _are_sums(found[::2], found[1::2]):
        return []
    key = as_text(file, label, "the account id").sql
    query = statement("SELECT {id} FROM {t} WHERE row_no = ?", id=key, t=file.table)
    last = session.rows(query, [file.last])
    return [_Total(file.last, str(row[0]), proven=False) for row in last if row[0] is not None]


def _are_sums(sums: Sequence[float | None], last: Sequence[float | None]) -> bool:
    told = [(s, x) for s, x in zip(sums, last, strict=True) if s and x is not None]
    same = sum(same_sum(s, x) for s, x in told)
    return same >= 2 and same >= len(told) - 1
