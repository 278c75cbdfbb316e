"""A column expression is run by DuckDB, by way of the text that a plan prints for it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from scoring.plan.sql import step_sql
from scoring.plan.steps import Step

TYPES = {"float64": pa.float64(), "int64": pa.int64(), "string": pa.string()}


def run(
    columns: dict[str, tuple[str, Sequence[Any]]],
    build: Callable[[ir.Table], ir.Value],
    prepare: Callable[[ir.Table], ir.Table] = lambda table: table,
) -> list[Any]:
    """The expression's value for each row, in the order of the rows.

    Input: the columns by name, each with its type and cells (None is null), and what to
    make of a table of them, which `prepare` may have widened first.
    """
    count = len(next(iter(columns.values()))[1])
    table = ibis.table({"n": "int64"} | {k: kind for k, (kind, _) in columns.items()}, name="given")
    table = prepare(table)
    sql = step_sql(Step("made", "The expression.", table.select("n", made=build(table))))
    cells = {k: pa.array(list(v), TYPES[kind]) for k, (kind, v) in columns.items()}
    with _database().cursor() as cursor:
        cursor.register("given", pa.table({"n": pa.array(range(count), pa.int64()), **cells}))
        return [row[0] for row in cursor.sql(f"SELECT made FROM ({sql}) ORDER BY n").fetchall()]


@functools.cache
def _database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()
