"""Every bundled card becomes SQL of every dialect that we know, run here or not."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp

from scoring.engine.remote_form import Found, form_of
from scoring.engine.remote_score import result_sql
from scoring.plan.history import rulings, traits
from scoring.spec.model import Card
from tests.engines.wide_book import bundled_cards

DIALECTS = ("postgres", "spark", "snowflake", "bigquery", "databricks", "trino")
CARDS = bundled_cards()


def tables_for(card: Card) -> tuple[Found, Found]:
    """Tables with the columns that a card asks for, numbers unless it reads them as text."""
    measures = {name: "float64" for m in card.readings for name in (m.measure, *m.transform.also)}
    measures |= {name: "float64" for sort, name in card.subjects if sort == "measure"}
    told = {name: "string" for sort, name in card.subjects if sort == "dimension"}
    told |= dict.fromkeys(traits(rulings(card)), "string")
    keys = {"account_id": "string", "as_of": "date"}
    facts = {"account_id": "int64", "start_on": "timestamp", "churned_on": "date"}
    return (
        Found("months", "months", ("sales",), keys | measures),
        Found("accounts", "accounts", (), facts | told),
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_bundled_card_compiles(dialect: str) -> None:
    """One statement with one WITH, which the dialect's own grammar reads back."""
    for card in CARDS.values():
        sql = result_sql(dialect, form_of(*tables_for(card)), card)
        (tree,) = sqlglot.parse(sql, read=dialect)
        assert isinstance(tree, exp.Select)
        names = [step.alias for step in tree.find_all(exp.CTE)]
        assert names[:3] == ["rows_of_months", "rows_of_accounts", "snapshots"]
        assert names[-2:] == ["banded", "signed"]
