"""A plan prints as one flat WITH, each step under the sentence it makes true."""

from __future__ import annotations

from functools import lru_cache

import ibis
import sqlglot
from ibis.expr.operations import Literal, Node
from sqlglot import exp

from scoring.errors import CommandError, did_you_mean
from scoring.plan.adapting import adapt
from scoring.plan.dialects import DIALECTS, Dialect
from scoring.plan.steps import Plan, Step

_DUCKDB = DIALECTS["duckdb"]


def dialect_named(name: str) -> Dialect:
    """The dialect of that name. Raises CommandError with a guess for any other."""
    if name not in DIALECTS:
        raise CommandError(f"no dialect is called '{name}'", fix=did_you_mean(name, DIALECTS))
    return DIALECTS[name]


def to_sql(plan: Plan, dialect: str = "duckdb") -> str:
    """The plan as one SQL statement for an engine that holds the table `snapshots`.

    Output: text without a closing semicolon. Raises CommandError for an unknown dialect.
    """
    chosen = dialect_named(dialect)
    blocks = ",\n\n".join(_block(step, chosen) for step in plan.steps)
    return f"WITH\n{blocks}\n\nSELECT * FROM {plan.steps[-1].name}"


def _block(step: Step, dialect: Dialect) -> str:
    indented = "\n".join(f"  {line}" for line in step_sql(step, dialect).splitlines())
    return f"-- {step.sentence}\n{step.name} {dialect.held} (\n{indented}\n)"


def step_sql(step: Step, dialect: Dialect = _DUCKDB) -> str:
    """One step's SELECT; of a single table underneath, columns need no table name."""
    query = step.query.op()
    zeros = tuple(str(number.value) for number in query.find(Literal) if number.value == 0)
    return _printed(query, zeros, dialect)


@lru_cache(maxsize=256)
def _printed(query: Node, _zeros: tuple[str, ...], dialect: Dialect) -> str:
    """The text of a query, kept: cards that are scored again and again share most of their steps.

    Ibis compares queries by all that they say, types of numbers included, but for the sign of a
    zero: that is told beside it.
    """
    compiled = str(ibis.to_sql(query.to_expr(), dialect=dialect.compiled))
    tree = sqlglot.parse_one(compiled, read=dialect.compiled)
    _name_tables(tree)
    adapt(tree, dialect)
    return tree.sql(
        dialect=dialect.printed,
        pretty=True,
        max_text_width=96,
        unsupported_level=sqlglot.ErrorLevel.RAISE,
    )


def _name_tables(tree: exp.Expr) -> None:
    """Call each table by its own name instead of a letter, as long as none is read twice."""
    tables = list(tree.find_all(exp.Table))
    names = {table.alias: table.name for table in tables}
    if len(set(names.values())) < len(tables):
        return
    for table in tables:
        table.set("alias", None)
    for column in tree.find_all(exp.Column):
        own = exp.to_identifier(names.get(column.table, column.table))
        column.set("table", own if len(tables) > 1 and column.table else None)
