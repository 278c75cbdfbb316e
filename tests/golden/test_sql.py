"""The SQL that people read, kept to the letter, and proof that it runs.

It is written anew with `pytest tests/golden --rewrite-golden`, and then read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import duckdb
import pytest
import sqlglot

from scoring.backtest.clock import clock_of
from scoring.errors import CommandError
from scoring.kinds.normalisers import NORMALISERS
from scoring.kinds.transforms import TRANSFORMS
from scoring.plan.cases import case_plan
from scoring.plan.compile import compile_plan
from scoring.plan.sql import to_sql
from scoring.spec.catalogue import Catalogue, Dimension, Measure
from scoring.spec.model import Card
from scoring.spec.question import Question
from scoring.workbench import card_sql, usable_card
from tests.bundled import opened
from tests.examples import some
from tests.unit.spec.samples import card

FOLDER = Path(__file__).parent
STEPS = ["measured", "transformed", "pointed", "filled", "summed", "scored", "banded"]
SUMMED = ["measured", "transformed", "judged", "counted", "summed", "scored", "banded"]
ALL_STEPS = ["measured", "gathered", "transformed", "judged", *STEPS[2:6], "capped", "banded"]

BUNDLED = [
    ("b2b_saas_starter", "demo", STEPS),
    ("weighted_starter", "starter", STEPS),
    ("pulse", "demo", [*STEPS[:2], "judged", *STEPS[2:]]),
    ("action_points", "actions", SUMMED),
    ("onboarding_and_renewal", "lifecycle", [*STEPS[:2], "judged", *STEPS[2:]]),
]


def every_metric() -> list[dict[str, Any]]:
    """A metric for each example of each registered kind, with every policy."""
    policies = ["skip", "neutral", "worst", "refuse", {"points": 40}]
    rules = [
        e.model_dump(by_alias=True, exclude_none=True) for k in NORMALISERS for e in k.examples()
    ]
    reads = [e.model_dump() for k in TRANSFORMS for e in k.examples()]
    metrics = [
        {
            "id": f"{rule['kind']}_{i}",
            "measure": "Mood; DROP" if any(k.isalpha() for k in rule.get("map", ())) else "logins",
            "normaliser": rule,
            "weight": i + 0.1,
            "missing": policies[i % len(policies)],
        }
        for i, rule in enumerate(rules)
    ]
    return metrics + [
        {
            "id": f"{transform['kind']}_{i}",
            "measure": "logins",
            "transform": transform,
            "max_age_months": i + 1,
            "normaliser": {"kind": "points"},
            "weight": 10,
        }
        for i, transform in enumerate(reads)
    ]


FACTS: dict[str, Any] = {
    "red_flags": [
        {"id": "quiet", "when": {"measure": "logins", "at_most": 0}, "cap": 49},
        {"id": "lost", "when": {"not": {"dimension": "plan", "present": True}}, "cap": 20},
    ],
    "adjustments": [
        {"id": "many", "when": {"metric": "level_0", "more_than": 2}, "points": 2.5},
    ],
}


def every_kind(display: str) -> Card:
    """A card with everything that a card can say."""
    top, bottom = (8, 1) if display == "ten" else (62.5, 0)
    return card(
        metrics=every_metric(),
        display=display,
        **FACTS,
        rules={"min_coverage": 0.1, "min_tenure_months": 3},
        bands=[
            {"name": "It's good", "from": top, "tone": "good"},
            {"name": 'So "so"', "from": bottom, "tone": "bad"},
        ],
    )


CATALOGUE = Catalogue(
    name="By hand",
    version="v",
    measures=(
        Measure("logins", "logins", "number"),
        Measure("other", "other", "number"),
        Measure("Mood; DROP", "mood_drop", "text"),
    ),
    dimensions=(Dimension("plan", "dim_plan"),),
    months=(),
    accounts=2,
    rows=3,
    churn="unknown",
    has_arr=False,
)


def is_one_flat_with(sql: str, steps: list[str], dialect: str = "duckdb") -> None:
    """One statement, one WITH, each step by name under its sentence, nothing nested."""
    (tree,) = sqlglot.parse(sql, read=dialect)
    assert tree is not None
    assert [cte.alias for cte in tree.find_all(sqlglot.exp.CTE)] == steps
    assert not list(tree.find_all(sqlglot.exp.Subquery))
    lines = sql.splitlines()
    for step in steps:
        sentence = lines[lines.index(f"{step} AS (") - 1]
        assert sentence.startswith("-- ")
        assert sentence.endswith(".")


@pytest.mark.parametrize(("name", "source", "steps"), some(BUNDLED), ids=[b[0] for b in BUNDLED])
def test_the_sql_of_a_bundled_card(
    name: str,
    source: str,
    steps: list[str],
    root: Path,
    matches_golden: Callable[[Path, str], None],
) -> None:
    """The statement for a bundled card and its data is as it was read, and has a row a snapshot."""
    data = opened(source, dt.date(2026, 10, 31))
    text = (root / f"configs/cards/{name}.yaml").read_text(encoding="utf-8")
    sql = card_sql(data, usable_card(text, data))
    matches_golden(FOLDER / f"{name}.sql", sql)
    is_one_flat_with(sql, steps)
    assert data.loaded.session.table(sql.rstrip(";\n")).num_rows == data.catalogue.rows


CASE_STEPS = ["seen", "spans", "lives", "months", "looks", "outcomes", "cases", "answered"]


@pytest.mark.slow
@pytest.mark.parametrize("cohort", ["calendar", "renewal"])
def test_the_sql_of_a_case_table(
    cohort: Literal["calendar", "renewal"],
    root: Path,
    matches_golden: Callable[[Path, str], None],
) -> None:
    """The steps that follow a card's, to the letter, and one flat statement with them."""
    data = opened("demo", dt.date(2026, 10, 31))
    text = (root / "configs/cards/b2b_saas_starter.yaml").read_text(encoding="utf-8")
    question = Question(cohort=cohort, term=12 if cohort == "renewal" else None, without=("Price",))
    scored = compile_plan(usable_card(text, data), data.catalogue)
    plan = case_plan(scored, clock_of(data.book.frame, question))
    sql = to_sql(plan)
    is_one_flat_with(sql, [*STEPS, *CASE_STEPS])
    of_cases = replace(plan, steps=plan.steps[len(scored.steps) :])
    matches_golden(FOLDER / f"cases_{cohort}.sql", to_sql(of_cases) + ";\n")


@pytest.mark.slow
@pytest.mark.parametrize("display", ["percent", "ten", "grade"])
def test_the_sql_of_every_kind(display: str, matches_golden: Callable[[Path, str], None]) -> None:
    """A card of every kind and policy prints as it was read, for each scale, and runs."""
    whole = every_kind(display)
    sql = to_sql(compile_plan(whole, CATALOGUE))
    if display == "percent":
        matches_golden(FOLDER / "every_kind.sql", sql + ";\n")
    is_one_flat_with(sql, ALL_STEPS)
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE snapshots AS SELECT * FROM (VALUES"
            " ('a', DATE '2026-01-31', true, 3.0::DOUBLE, 2.0::DOUBLE, 'Yearly', 'Pro', 5),"
            " ('a', DATE '2026-02-28', true, NULL, 0.0, NULL, 'Pro', 6),"
            " ('b', DATE '2026-02-28', true, -2.5, NULL, 'B''; --', NULL, NULL)"
            ") AS t (account_id, as_of, in_book, logins, other, mood_drop, dim_plan, tenure_months)"
        )
        found = connection.sql(sql).fetchall()
        columns = connection.sql(sql).columns
    assert len(found) == 3
    assert columns[:8] == [
        "account_id",
        "as_of",
        "score",
        "shown",
        "band",
        "coverage",
        "capped_by",
        "variant",
    ]
    assert columns[8:] == [f"points_{metric.id}" for metric in whole.metrics]
    assert {row[4] for row in found} <= {"It's good", 'So "so"', "Not scored"}
    assert any(row[2] is not None for row in found)


def test_only_some_months_are_one_more_step() -> None:
    """Asking for a month adds one step that says so, after the histories have been read."""
    plan = compile_plan(every_kind("percent"), CATALOGUE, [dt.date(2026, 2, 28)])
    assert [step.name for step in plan.steps] == [*ALL_STEPS[:3], "asked", *ALL_STEPS[3:]]
    assert "MAKE_DATE(2026, 2, 28)" in to_sql(plan.until("asked"))


def test_a_dialect_that_is_not_there() -> None:
    """An unknown dialect is answered with the ones there are."""
    plan = compile_plan(every_kind("percent"), CATALOGUE)
    with pytest.raises(
        CommandError, match=r"no dialect is called 'duckdbb'\. did you mean 'duckdb'\?"
    ):
        to_sql(plan, "duckdbb")
