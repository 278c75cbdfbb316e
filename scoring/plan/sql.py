"""A plan prints as one flat WITH, each step under the sentence it makes true."""

from __future__ import annotations

import ibis
import sqlglot
from sqlglot import exp

from scoring.errors import CommandError, did_you_mean
from scoring.plan.steps import Plan, Step

DIALECTS = ("duckdb",)


def to_sql(plan: Plan, dialect: str = "duckdb") -> str:
    """The plan as one SQL statement for an engine that holds the table `snapshots`.

    Output: text without a closing semicolon. Raises CommandError for an unknown dialect.
    """
    if dialect not in DIALECTS:
        raise CommandError(f"no dialect is called '{dialect}'", fix=did_you_mean(dialect, DIALECTS))
    blocks = ",\n\n".join(_block(step, dialect) for step in plan.steps)
    return f"WITH\n{blocks}\n\nSELECT * FROM {plan.steps[-1].name}"


def _block(step: Step, dialect: str) -> str:
    body = step_sql(step, dialect)
    indented = "\n".join(f"  {line}" for line in body.splitlines())
    return f"-- {step.sentence}\n{step.name} AS (\n{indented}\n)"


def step_sql(step: Step, dialect: str = "duckdb") -> str:
    """One step's SELECT; of a single table underneath, columns need no table name."""
    tree = sqlglot.parse_one(str(ibis.to_sql(step.query, dialect=dialect)), read=dialect)
    _name_tables(tree)
    for end in list(tree.find_all(exp.LastValue, exp.FirstValue)):
        # Ibis 12 drops include_null=False inside a window; a plan never wants the null.
        end.replace(exp.IgnoreNulls(this=end.copy()))
    for name in tree.find_all(exp.Identifier):
        name.set("quoted", bool(name.quoted) and not _plain(name.this))
    return tree.sql(dialect=dialect, pretty=True, max_text_width=96)


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


def _plain(name: str) -> bool:
    return name.isascii() and name.isidentifier() and name == name.lower()
