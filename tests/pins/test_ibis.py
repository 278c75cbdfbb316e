"""What ibis does that our SQL printer mends."""

from __future__ import annotations

import ibis

from scoring.kinds.transform import History
from scoring.kinds.transforms.level import Level
from scoring.plan.sql import dialect_named, step_sql
from scoring.plan.steps import Step

TABLE = ibis.table({"a": "string", "m": "int64", "v": "float64"}, name="t")


def test_ibis_drops_include_null_within_a_window() -> None:
    """last() should skip nulls, and does outside a window; within one ibis forgets to say so."""
    over = ibis.range_window(preceding=2, following=0, group_by="a", order_by="m")
    sql = ibis.to_sql(TABLE.select(x=TABLE.v.last(include_null=False).over(over)), dialect="duckdb")
    assert "LAST_VALUE" in sql or "LAST(" in sql
    assert "IGNORE NULLS" not in sql


def test_our_printer_says_it() -> None:
    """In a plan's text the last value is the last that is known."""
    value = Level(kind="level").express(History(TABLE.v, TABLE.m, TABLE.a, 2))
    sql = step_sql(Step("s", "A sentence.", TABLE.select(x=value)))
    assert "IGNORE NULLS" in sql


def test_a_float_literal_prints_without_a_cast() -> None:
    """The text of a weight is a decimal; see the pins of DuckDB for why that is safe."""
    sql = ibis.to_sql(TABLE.select(x=TABLE.v * ibis.literal(33.3, "float64")), dialect="duckdb")
    assert "33.3" in sql
    assert "CAST(33.3" not in sql


def test_infinity_is_never_found_in_spark() -> None:
    """Its isinf compares Python objects and prints FALSE, so we compare with the largest double."""
    spark = dialect_named("spark")
    sql = step_sql(Step("s", "A sentence.", TABLE.select(x=TABLE.v.isinf())), spark)
    assert "FALSE OR FALSE" in sql


def test_a_number_is_printed_as_itself_whatever_was_printed_before() -> None:
    """To Ibis a query with -0.0 is the one with 0.0: kept texts are not taken for each other."""
    numbers = (0.0, -0.0, 0, 1.0, 1, True)
    assert TABLE.select(x=ibis.literal(0.0)).op() == TABLE.select(x=ibis.literal(-0.0)).op()
    for number in (*numbers, *reversed(numbers)):
        sql = step_sql(Step("s", "A sentence.", TABLE.select(x=ibis.literal(number))))
        assert str(number).upper() in sql.split()
