"""The SQL of every bundled card for engines that do not run here, to the letter and by its numbers.

SQLGlot, which knows how these engines differ, writes each text anew for DuckDB, where it must give
the very table of the plan. The files are written anew with `pytest tests/golden --rewrite-golden`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from scoring.kinds.transforms.trend import Trend
from scoring.plan.compile import compile_plan
from scoring.plan.dialects import DIALECTS
from scoring.plan.sql import to_sql
from scoring.spec.model import Card
from scoring.workbench import DataSet, usable_card
from scoring.workbench.writing_sql import card_files
from tests.bundled import opened
from tests.conftest import ROOT
from tests.examples import some
from tests.golden.test_sql import CATALOGUE, every_kind, is_one_flat_with

FOLDER = Path(__file__).parent / "dialects"
SOURCES = {
    "action_points": "actions",
    "onboarding_and_renewal": "lifecycle",
    "weighted_starter": "starter",
}
CARDS = sorted(path.stem for path in (ROOT / "configs/cards").glob("*.yaml"))
COMPILED_ONLY = ("snowflake", "bigquery", "databricks", "trino")
OTHERS = tuple(name for name in DIALECTS if name != "duckdb")


def source(name: str) -> DataSet:
    return opened(name, dt.date(2026, 10, 31))


def bundled(name: str) -> tuple[DataSet, Card]:
    """A bundled card and the data set it was written for."""
    data = source(SOURCES.get(name, "demo"))
    text = (ROOT / f"configs/cards/{name}.yaml").read_text(encoding="utf-8")
    return data, usable_card(text, data)


@lru_cache(maxsize=128)
def query(name: str, dialect: str) -> str:
    """The text for a bundled card, printed once for all tests."""
    (text,) = card_files(*bundled(name), dialect).values()
    return text


@pytest.mark.slow
@pytest.mark.parametrize("dialect", COMPILED_ONLY)
@pytest.mark.parametrize("name", CARDS)
def test_the_sql_of_a_bundled_card(
    name: str, dialect: str, matches_golden: Callable[[Path, str], None]
) -> None:
    """It is as it was read, and its own engine's grammar reads it as one flat statement."""
    data, card = bundled(name)
    text = query(name, dialect)
    matches_golden(FOLDER / dialect / f"{name}.sql", text)
    steps = [step.name for step in compile_plan(card, data.catalogue).steps]
    is_one_flat_with(text, steps, DIALECTS[dialect].printed)


@pytest.mark.slow
@pytest.mark.parametrize("name", CARDS)
def test_the_dialects_give_the_same_scores(name: str) -> None:
    """Each text, brought back to DuckDB by SQLGlot, gives the same table to the last digit."""
    data, card = bundled(name)
    order = "\nORDER BY as_of, account_id"
    wanted = data.loaded.session.table(to_sql(compile_plan(card, data.catalogue)) + order)
    assert wanted.num_rows == data.catalogue.rows
    for dialect in OTHERS:
        (again,) = sqlglot.transpile(
            query(name, dialect), read=DIALECTS[dialect].printed, write="duckdb"
        )
        found = data.loaded.session.table(again + order)
        assert found.equals(wanted), dialect


@pytest.mark.slow
@pytest.mark.parametrize("dialect", OTHERS)
def test_every_kind_in_every_dialect(dialect: str) -> None:
    """A card of every kind, with hostile names, gives the same rows in each engine's words."""
    plan = compile_plan(every_kind("ten"), CATALOGUE)
    text = to_sql(plan, dialect)
    (again,) = sqlglot.transpile(text, read=DIALECTS[dialect].printed, write="duckdb")
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE snapshots AS SELECT * FROM (VALUES"
            " ('a', DATE '2026-01-31', true, 3.0::DOUBLE, 2.0::DOUBLE, 'Yearly', 'Pro', 5),"
            " ('a', DATE '2026-02-28', true, NULL, 0.0, NULL, 'Pro', 6),"
            " ('b', DATE '2026-02-28', true, -2.5, NULL, 'B''; --', NULL, NULL)"
            ") AS t (account_id, as_of, in_book, logins, other, mood_drop, dim_plan, tenure_months)"
        )
        wanted = connection.sql(f"{to_sql(plan)} ORDER BY 1, 2").fetchall()
        assert connection.sql(f"{again} ORDER BY 1, 2").fetchall() == wanted
    assert any(row[2] is not None for row in wanted)


@pytest.mark.parametrize("dialect", some(DIALECTS))
def test_a_view_is_a_statement_of_its_engine(dialect: str) -> None:
    """`view` makes or replaces one view, and its query is the one that `query` prints."""
    data, card = bundled("b2b_saas_starter")
    (view,) = card_files(data, card, dialect, "view").values()
    asked = query("b2b_saas_starter", dialect)
    (made,) = sqlglot.parse(view, read=DIALECTS[dialect].printed)
    assert isinstance(made, exp.Create)
    assert made.kind == "VIEW"
    assert made.args["replace"]
    assert made.this.name == "account_scores"
    assert asked[asked.index("WITH\n") :] == view[view.index("WITH\n") :]


def test_the_view_of_duckdb_can_be_replaced() -> None:
    """It is made, made again, and read: a row for each snapshot."""
    data, card = bundled("weighted_starter")
    (view,) = card_files(data, card, "duckdb", "view").values()
    with duckdb.connect() as connection:
        snapshots = data.loaded.session.table("SELECT * FROM snapshots")
        connection.register("arrived", snapshots)
        connection.execute("CREATE TABLE snapshots AS SELECT * FROM arrived")
        connection.execute(view)
        connection.execute(view)
        rows = connection.sql("SELECT band FROM account_scores").fetchall()
    assert len(rows) == data.catalogue.rows


def test_decimals_are_doubles_where_quotients_would_be_cut() -> None:
    """Snowflake keeps 6 decimals of a quotient of decimals; none of its numbers is a decimal."""
    for dialect in ("snowflake", "databricks", "spark", "postgres"):
        text = query("b2b_saas_starter", dialect)
        tree = sqlglot.parse_one(text, read=DIALECTS[dialect].printed)
        numbers = [n for n in tree.find_all(exp.Literal) if not n.is_string and "." in n.this]
        assert numbers
        assert all(isinstance(number.parent, exp.Cast) for number in numbers)


def test_a_trend_in_snowflake_says_that_it_may_be_refused() -> None:
    """Snowflake may have no covariance over a moving window: the heading says what to do."""
    data, card = bundled("b2b_saas_starter")
    trend = Trend(kind="trend", months=6)
    first = card.metrics[0].model_copy(update={"transform": trend})
    trending = card.model_copy(update={"metrics": (first, *card.metrics[1:])})
    (text,) = card_files(data, trending, "snowflake").values()
    assert "-- Snowflake may refuse COVAR_POP over a moving window" in text
    (text,) = card_files(data, trending, "trino").values()
    assert "a moving window" not in text
