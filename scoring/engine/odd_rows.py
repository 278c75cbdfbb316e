"""Dated rows that cannot be right, each sort counted with its first rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.engine.cells import so_many
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.streams import Stream
from scoring.errors import Finding, Severity
from scoring.spec.source import Source


@dataclass(frozen=True, slots=True)
class _Rule:
    """A sort of odd row: its kind, the condition, what is said of one and many, what happens."""

    kind: str
    condition: str
    one: str
    many: str
    end: str
    fix: str
    severity: Severity = "warning"


_DATES = "check the dates"
_UNDATED = (
    _Rule("blank_ids", "key IS NULL", "has no id", "have no id", "left out", "fill in the ids"),
    _Rule("blank_days", "day IS NULL", "has no day", "have no day", "left out", "fill in the days"),
    _Rule(
        "orphans",
        "linked AND NOT known AND key IS NOT NULL",
        "belongs to an account that is not known",
        "belong to an account that is not known",
        "left out",
        "add these accounts, or check that both files use the same id",
    ),
)


def odd_rows(
    session: Session, source: Source, stream: Stream, today: dt.date, *, losses: bool = False
) -> Iterator[Finding]:
    """Rows without id or day, of nobody known, outside a life, or in the future; each counted.

    Rows that are `losses` end lives themselves: of these only those before a start are odd.
    Nothing is taken away here; `keep_usable` does what the findings say.
    """
    for rule in (*_UNDATED, *_between(stream), *_outside(source, losses)):
        yield from _counted(session, stream, rule)
    future = "not counted yet"
    later = "day > CAST(? AS DATE)" + (" AND NOT back" if losses else "")
    rule = _Rule("future", later, "is in the future", "are in the future", future, _DATES)
    yield from _counted(session, stream, rule, [today])


def _between(stream: Stream) -> Iterator[_Rule]:
    """Of rows that find their account by another table: unknown to it, or outside its dates."""
    if stream.rows.via is None:
        return
    file = f"file '{stream.rows.via.file}'"
    yield _Rule(
        "unlinked",
        "NOT linked AND key IS NOT NULL",
        f"has an id that leads to no account, or to several, in {file}",
        f"have an id that leads to no account, or to several, in {file}",
        "left out",
        "add the missing ids, and keep one account for each",
    )
    for condition, when, verb in (("<", "before", "begins"), (">", "after", "ends")):
        yield _Rule(
            f"{when}_its_row",
            f"day {condition} {'starts' if verb == 'begins' else 'ends'}",
            f"is dated {when} its row in {file} {verb}",
            f"are dated {when} their row in {file} {verb}",
            "counted all the same",
            "check the dates of both files",
            "note",
        )


def _outside(source: Source, losses: bool) -> Iterator[_Rule]:
    """Rows outside the life of their account."""
    drop = source.drop
    early = "is dated before the account began", "are dated before the account began"
    if losses:
        yield _Rule("loss_before_start", "day < start_on", *early, "taken as they are", _DATES)
        return
    yield _Rule(
        "before_start",
        "day < start_on",
        *early,
        "left out" if drop.before_start == "drop" else "counted where a window reaches them",
        "set drop.before_start in the source file to change this",
        "note",
    )
    yield _Rule(
        "after_churn",
        "day > last_day(churned_on)",
        "is dated after the month in which the account left",
        "are dated after the month in which the account left",
        "left out" if drop.after_churn == "drop" else "kept",
        "set drop.after_churn in the source file to change this",
        "note",
    )


def _counted(
    session: Session, stream: Stream, rule: _Rule, values: Sequence[object] = ()
) -> Iterator[Finding]:
    query = "SELECT count(*), min(row_no, 3) FROM {t} WHERE {w}"
    found = session.rows(statement(query, t=stream.table, w=Sql(rule.condition)), values)[0]
    count = int(found[0])
    if count:
        rows = [int(row) for row in found[1]]
        said = so_many(count, f"row {rule.one}", f"rows {rule.many}")
        line = stream.file.line(rows[0])
        seen = tuple(f"row {row}" for row in rows)
        problem = f"{said}; {rule.end}"
        fix = (_alike(session, stream) if rule.kind == "orphans" else "") or rule.fix
        yield Finding(stream.place, problem, fix, line, rule.severity, count, seen, rule.kind)


def _alike(session: Session, stream: Stream) -> str:
    """What to do about rows of nobody known that would be somebody's but for capitals."""
    query = (
        "SELECT count(*) FROM {t} AS s WHERE linked AND NOT known AND key IS NOT NULL"
        " AND lower(s.account_id) IN (SELECT lower(account_id) FROM accounts)"
    )
    count = int(session.one(statement(query, t=stream.table)))
    if not count:
        return ""
    has = so_many(count, "row has", "rows have")
    return f"{has} a known id but for its capitals: write the ids alike in both files"
