"""A card scores tables where they are: the rows stay there, and so does the result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import ibis
from ibis.expr.operations import UnboundTable

from scoring.engine.remote_form import Form, Found
from scoring.errors import CommandError
from scoring.plan.compile import compile_plan
from scoring.plan.sql import dialect_named, step_sql
from scoring.plan.steps import ACCOUNT, AS_OF, Step, after
from scoring.spec.model import Card
from scoring.values import Month

RESULT: Final = (ACCOUNT, AS_OF, "score", "shown", "band", "coverage", "capped_by", "variant")
"""The columns with which every result begins; by them one of ours is known."""


class Engine(Protocol):
    """What an engine elsewhere can do; every method raises CommandError in plain words."""

    dialect: str
    shown: str

    def found(self, table: str) -> Found:
        """A table by its name, with its columns."""

    def rows(self, sql: str, /) -> list[tuple[Any, ...]]:
        """The few rows of a summary."""

    def replace(self, table: str, sql: str) -> None:
        """Let a table hold a query's rows, whole or not at all."""

    def columns_of_result(self, table: str) -> tuple[str, ...] | None:
        """The columns of a table that may be replaced; None if it is not there."""

    def named(self, table: str) -> str:
        """A table's name as it stands in a statement."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a scoring left elsewhere: where, how many rows, of which months, in which bands.

    `bands` is the number of rows of each band, the largest first; `null` how many have no score.
    """

    where: str
    table: str
    rows: int
    null: int
    first: Month
    last: Month
    bands: tuple[tuple[str, int], ...]


def score_there(engine: Engine, form: Form, card: Card, as_of: str, table: str) -> Summary:
    """Score the rows that an engine holds and keep the result there.

    Input: an open engine, the form of its tables, a card that fits it, `latest`, `all` or
    YYYY-MM, the name of the table to make or to replace. Output: a summary, which is all that
    ever comes here. Raises CommandError, and then nothing was written.
    """
    may_be_replaced(engine, table)
    first, last = _looked_over(engine, form)
    months = _months(as_of, first, last)
    engine.replace(table, result_sql(engine.dialect, form, card, months))
    return _summed(engine, table)


def result_sql(
    dialect: str, form: Form, card: Card, months: Sequence[dt.date] | None = None
) -> str:
    """One statement that reads the tables and gives the score table, as an engine wants it."""
    plan = compile_plan(card, form.catalogue, months)
    banded = after(plan.steps[-1])
    signed = banded.mutate(card=ibis.literal(card.digest))
    last = Step("signed", "And which card it was.", signed)
    return _text(dialect, form, (*plan.steps, last))


def may_be_replaced(engine: Engine, table: str) -> None:
    """Raises CommandError for a table that is there and holds no score table of ours."""
    columns = engine.columns_of_result(table)
    if columns is not None and (columns[: len(RESULT)] != RESULT or "card" not in columns):
        problem = f"there is a table '{table[:80]}' that holds no scores"
        raise CommandError(problem, fix="choose another name with --out-table")


def _text(dialect: str, form: Form, steps: Sequence[Step]) -> str:
    """A flat WITH: the rows as they are read there, then the steps."""
    chosen = dialect_named(dialect)
    written = [(s, step_sql(s, chosen)) for s in (*form.steps(_wanted(steps[0])), *steps)]
    blocks = ",\n".join(
        f"-- {s.sentence}\n{s.name} {chosen.held} (\n{sql}\n)" for s, sql in written
    )
    return f"WITH\n{blocks}\nSELECT * FROM {steps[-1].name}"


def _wanted(step: Step) -> list[str]:
    """The columns of `snapshots` that a step reads."""
    return [name for table in step.query.op().find(UnboundTable) for name in table.schema]


def _looked_over(engine: Engine, form: Form) -> tuple[Month, Month]:
    """The first and the last month. Raises CommandError without rows, or for rows told twice."""
    snapshots = after(form.steps(())[-1])
    counted = snapshots.group_by([ACCOUNT, AS_OF]).agg(times=snapshots.count())
    keys = Step("counted", "How often each account-month is told.", counted)
    told = after(keys)
    summary = told.agg(
        first=told[AS_OF].min(),
        last=told[AS_OF].max(),
        twice=(told.times > 1).sum(),
    )
    sql = _text(
        engine.dialect, form, (keys, Step("told", "The months, and what is twice.", summary))
    )
    first, last, twice = engine.rows(sql)[0]
    if first is None:
        problem = "the tables have no account-month in common"
        raise CommandError(problem, fix="check that both hold the same account ids")
    if twice:
        problem = f"{int(twice):,} account-months stand there more than once"
        raise CommandError(problem, fix="keep one row an account and month, and one an account")
    return Month.of(first), Month.of(last)


def _months(as_of: str, first: Month, last: Month) -> list[dt.date] | None:
    if as_of in ("latest", "all"):
        return None if as_of == "all" else [last.end]
    try:
        month = Month.parse(as_of)
    except ValueError:
        problem = f"'{as_of[:40]}' is no month"
        raise CommandError(problem, fix="write YYYY-MM, latest or all") from None
    if not first.number <= month.number <= last.number:
        problem = f"the tables have no month {month}"
        raise CommandError(problem, fix=f"use one from {first} to {last}, or latest or all")
    return [month.end]


def _summed(engine: Engine, table: str) -> Summary:
    name = engine.named(table)
    found = engine.rows(
        f"SELECT band, count(*), count(score), min(as_of), max(as_of) FROM {name} GROUP BY band"
    )
    bands = sorted(((str(row[0]), int(row[1])) for row in found), key=lambda b: (-b[1], b[0]))
    rows = sum(count for _, count in bands)
    return Summary(
        engine.shown,
        table,
        rows,
        rows - sum(int(row[2]) for row in found),
        Month.of(min(row[3] for row in found)),
        Month.of(max(row[4] for row in found)),
        tuple(bands),
    )
