"""What PostgreSQL does that our SQL is written around: if one of these fails, look there again."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import psycopg
import pytest

from scoring.kinds.transform import History
from scoring.kinds.transforms.level import Level
from scoring.plan.sql import dialect_named, step_sql
from scoring.plan.steps import Step
from tests.engines.conftest import Base

pytestmark = pytest.mark.postgres


def value(base: Base, expression: str) -> object:
    row = base.con.execute(f"SELECT {expression}").fetchone()
    assert row is not None
    return row[0]


def printed(query: ir.Table) -> str:
    return step_sql(Step("s", "A sentence.", query), dialect_named("postgres"))


def test_greatest_and_least_skip_nulls(base: Base) -> None:
    """As in DuckDB: an account without data would score best."""
    assert value(base, "greatest(0, least(1, NULL))") == 1


def test_division_by_zero_raises(base: Base) -> None:
    """Of doubles, too; every divisor goes through NULLIF."""
    with pytest.raises(psycopg.errors.DivisionByZero, match="division by zero"):
        value(base, "1::float8 / 0::float8")
    assert value(base, "1::float8 / NULLIF(0::float8, 0.0)") is None


def test_a_number_with_a_point_is_exact(base: Base) -> None:
    """A column of written numbers alone is numeric; beside a double it becomes one."""
    assert value(base, "pg_typeof(CASE WHEN true THEN 0.1 ELSE 0.0 END)::text") == "numeric"
    assert value(base, "pg_typeof(0::float8 + 0.1)::text") == "double precision"
    table = ibis.table({"a": "boolean"}, name="t")
    query = table.select(x=ibis.cases((table.a, 0.1), else_=0.0))
    base.con.execute("CREATE TABLE t AS SELECT true AS a")
    found = base.con.execute(printed(query)).fetchone()
    assert found == (0.1,)
    assert isinstance(found[0], float)


def test_extract_gives_no_whole_number(base: Base) -> None:
    """A month number is a numeric there, and windows over it count in ones all the same."""
    assert value(base, "pg_typeof(extract(month FROM DATE '2026-03-31'))::text") == "numeric"


def test_a_date_less_an_interval_is_a_moment(base: Base) -> None:
    """The end of a month would be a timestamp; we cast it."""
    kind = "pg_typeof(DATE '2026-03-01' - INTERVAL '1 day')::text"
    assert value(base, kind) == "timestamp without time zone"


def test_nan_is_the_largest_number(base: Base) -> None:
    """It is equal to itself and above infinity, so it is not at most the largest double."""
    assert value(base, "'NaN'::float8 = 'NaN'::float8") is True
    assert value(base, "abs('NaN'::float8) <= 1.7976931348623157e+308") is False
    assert value(base, "abs('-inf'::float8) <= 1.7976931348623157e+308") is False


def test_a_truth_value_becomes_no_double(base: Base) -> None:
    """A yes counts 1 by way of a CASE."""
    with pytest.raises(psycopg.errors.CannotCoerce, match="boolean to double precision"):
        value(base, "true::float8")


def test_a_rounded_half_goes_its_own_way(base: Base) -> None:
    """Doubles are rounded to even, numerics up; we round by floor of the value and a half."""
    assert value(base, "round(0.5::float8)") == 0
    assert value(base, "round(0.5::numeric)") == 1
    assert value(base, "floor(0.5::float8 + 0.5)") == 1


def test_there_is_no_ignore_nulls_so_the_last_known_value_is_of_a_list(base: Base) -> None:
    """The newest value of three months that is known: rows 1, none, none, none, 5."""
    with pytest.raises(psycopg.errors.SyntaxError, match="IGNORE"):
        value(base, "last_value(1) IGNORE NULLS OVER ()")
    base.con.execute(
        "CREATE TABLE t AS SELECT 'a' AS a, m::bigint, v::float8 FROM"
        " (VALUES (1, 1), (2, NULL), (3, NULL), (4, NULL), (6, 5)) AS r (m, v)"
    )
    table = ibis.table({"a": "string", "m": "int64", "v": "float64"}, name="t")
    last = Level(kind="level").express(History(table.v, table.m, table.a, 2))
    first = table.v.first().over(History(table.v, table.m, table.a, 2).window(3))
    sql = printed(table.select("m", last=last, first=first))
    found = base.con.execute(f"SELECT * FROM ({sql}) AS s ORDER BY m").fetchall()
    assert found == [(1, 1, 1), (2, 1, 1), (3, 1, 1), (4, None, None), (6, 5, 5)]
