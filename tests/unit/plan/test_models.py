"""A dbt model is SQL with two commands of Jinja's in it, and its tests find what they look for."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import duckdb
import jinja2
import pyarrow as pa
import pytest
import yaml

from scoring.errors import CommandError
from scoring.plan.compile import compile_plan
from scoring.plan.dialects import DIALECTS
from scoring.plan.models import sql_files
from scoring.plan.sql import to_sql
from scoring.spec.catalogue import Catalogue, Dimension, Measure
from scoring.spec.model import Card
from tests.examples import some
from tests.unit.spec.samples import card

HOSTILE = "{{ x }} {% raw %} */ -- ; It's \\ {# y"
CATALOGUE = Catalogue(
    name="By hand",
    version="v",
    measures=(
        Measure("x0", "x0", "number"),
        Measure("order {{ y }}", "order", "number"),
        Measure("x2", "x2", "number"),
    ),
    dimensions=(Dimension("plan", "dim_plan"),),
    months=(),
    accounts=2,
    rows=2,
    churn="unknown",
    has_arr=False,
)
ROWS = pa.table(
    {
        "account_id": ["a", "b"],
        "as_of": pa.array([dt.date(2026, 1, 31)] * 2, pa.date32()),
        "x0": [90.0, 10.0],
        "order": [80.0, None],
        "x2": [70.0, 0.0],
    }
)


def hostile(**changes: Any) -> Card:
    """A card whose every text would be a command if somebody carried it out."""
    metrics = [
        {"id": f"m{i}", "label": HOSTILE, "measure": m.name, "normaliser": {"kind": "points"},
         "weight": weight}
        for i, (m, weight) in enumerate(zip(CATALOGUE.measures, (50, 30, 20), strict=True))
    ]  # fmt: skip
    bands = [
        {"name": HOSTILE, "from": 75, "tone": "good"},
        {"name": "Poor", "from": 0, "tone": "bad"},
    ]
    return card(name=HOSTILE, about=f"{HOSTILE}\nDROP", metrics=metrics, bands=bands, **changes)


def rendered(text: str, seen: dict[str, Any] | None = None) -> str:
    """What dbt would send: a tiny stand-in for its three functions."""
    settings = {} if seen is None else seen

    def config(**words: Any) -> str:
        settings.update(words)
        return ""

    environment = jinja2.Environment(keep_trailing_newline=True)
    return environment.from_string(text).render(
        config=config,
        source=lambda name, table: f"{name}_{table}",
        ref=lambda name: name,
    )


def files_of(of: Card, dialect: str = "duckdb") -> dict[str, str]:
    return sql_files(of, CATALOGUE, compile_plan(of, CATALOGUE), dialect, "dbt")


def built(files: Mapping[str, str]) -> duckdb.DuckDBPyConnection:
    """The model as dbt would build it in DuckDB, over the rows above."""
    connection = duckdb.connect()
    connection.register("bellwether_snapshots", ROWS)
    sql = rendered(files["models/account_scores.sql"])
    connection.execute(f"CREATE TABLE account_scores AS ({sql})")
    return connection


def test_the_rendered_model_gives_the_scores_of_the_plan() -> None:
    """It is (50·90 + 30·80 + 20·70)/100 = 83, and where the second is missing (50·10 + 0)/70."""
    seen: dict[str, Any] = {}
    files = files_of(hostile())
    rendered(files["models/account_scores.sql"], seen)
    assert seen == {"materialized": "view"}
    with built(files) as connection:
        rows = connection.sql("SELECT account_id, score, band FROM account_scores").fetchall()
    assert rows == [("a", 83.0, HOSTILE), ("b", 7.142857143, "Poor")]


@pytest.mark.parametrize("dialect", some(DIALECTS))
def test_rendering_changes_nothing_but_the_source(dialect: str) -> None:
    """Whatever the card says, the rendered statement is the query, read from dbt's source."""
    of = hostile()
    plan = compile_plan(of, CATALOGUE)
    sql = rendered(files_of(of, dialect)["models/account_scores.sql"]).rstrip("\n")
    own = to_sql(plan, dialect).replace("  FROM snapshots\n", "  FROM bellwether_snapshots\n")
    assert sql.endswith(f"\n{own}")
    above = sql.removesuffix(own).strip().splitlines()
    assert all(line.startswith("--") for line in above)


def test_the_tests_of_the_model_find_nothing_and_something() -> None:
    """They give no row for what the plan gave, and a row for a score of 101 and for a twin."""
    files = files_of(hostile())
    with built(files) as connection:
        for name in ("within_range", "once_a_month"):
            asked = rendered(files[f"tests/account_scores_{name}.sql"])
            assert connection.sql(asked).fetchall() == []
            connection.execute(
                "INSERT INTO account_scores BY NAME SELECT 'b' AS account_id,"
                " DATE '2026-01-31' AS as_of, 101 AS score, 'Poor' AS band"
            )
            assert len(connection.sql(asked).fetchall()) == 1
            connection.execute("DELETE FROM account_scores WHERE score > 100")


def schema(of: Card, dialect: str = "duckdb") -> Any:
    """The properties file, with its texts rendered as dbt renders them."""
    tree = yaml.safe_load(files_of(of, dialect)["models/account_scores.yml"])

    def through(node: Any) -> Any:
        if isinstance(node, str):
            return rendered(node)
        if isinstance(node, list):
            return [through(part) for part in node]
        return {k: through(v) for k, v in node.items()} if isinstance(node, dict) else node

    return through(tree)


def test_the_schema_describes_every_column() -> None:
    """Each column of the model stands in it, those never null are held to it, bands are named."""
    of = card(rules={"min_tenure_months": 3})
    plan = compile_plan(of, CATALOGUE_OF_SAMPLES)
    text = sql_files(of, CATALOGUE_OF_SAMPLES, plan, "duckdb", "dbt")["models/account_scores.yml"]
    model = yaml.safe_load(text)["models"][0]
    assert [c["name"] for c in model["columns"]] == list(plan.steps[-1].query.columns)
    held = {c["name"] for c in model["columns"] if "not_null" in c.get("data_tests", ())}
    assert held == {"account_id", "as_of", "band"}
    (band,) = [c for c in model["columns"] if c["name"] == "band"]
    names = ["Good", "Fair", "Poor", "Not scored", "Onboarding"]
    assert band["data_tests"][1] == {"accepted_values": {"values": names}}


CATALOGUE_OF_SAMPLES = Catalogue(
    name="Samples",
    version="v",
    measures=tuple(Measure(f"x{i}", f"x{i}", "number") for i in range(3)),
    dimensions=(),
    months=(),
    accounts=1,
    rows=1,
    churn="unknown",
    has_arr=False,
)


def test_hostile_bands_are_accepted_as_they_are() -> None:
    """dbt puts quotes around values but escapes none inside: such names come as SQL already."""
    model = schema(hostile())["models"][0]
    assert HOSTILE in model["description"]
    (band,) = [c for c in model["columns"] if c["name"] == "band"]
    accepted = band["data_tests"][1]["accepted_values"]
    assert accepted["quote"] is False
    with built(files_of(hostile())) as connection:
        allowed = ", ".join(accepted["values"])
        asked = f"SELECT count(*) FROM account_scores WHERE band IN ({allowed})"
        assert connection.sql(asked).fetchall() == [(2,)]


def test_a_column_with_a_kept_word_is_quoted() -> None:
    """A measure called order is read as "order", and in Snowflake in the capitals it has there."""
    of = hostile()
    plan = compile_plan(of, CATALOGUE)
    assert '\n    "order" AS raw_m1' in to_sql(plan)
    assert '\n    "ORDER" AS raw_m1' in to_sql(plan, "snowflake")
    assert "\n    `order` AS raw_m1" in to_sql(plan, "bigquery")


def test_the_heading_names_what_is_read() -> None:
    """Each column of `snapshots` with its type, and its measure where it is called otherwise."""
    (text,) = sql_files(
        hostile(), CATALOGUE, compile_plan(hostile(), CATALOGUE), "duckdb", "query"
    ).values()
    lines = text.splitlines()
    assert "--   as_of: date, the last day of its month" in lines
    assert "--   x0: number" in lines
    assert "--   order: number, the measure 'order { { y } }'" in lines


def test_a_form_that_is_not_there() -> None:
    """An unknown form is answered with the ones there are."""
    plan = compile_plan(hostile(), CATALOGUE)
    with pytest.raises(CommandError, match=r"no form is called 'veiw'\. did you mean 'view'\?"):
        sql_files(hostile(), CATALOGUE, plan, "duckdb", "veiw")


def test_the_properties_are_plain_yaml() -> None:
    """Nothing in them needs more than JSON could say."""
    assert json.dumps(schema(hostile()))
