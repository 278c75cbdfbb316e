"""A plan's SQL in the form in which it is kept: a query, a view or a dbt model."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml
from sqlglot import exp

from scoring.errors import CommandError, did_you_mean
from scoring.plan.comments import comment
from scoring.plan.dialects import Dialect
from scoring.plan.heading import bands_of, columns_of, heading
from scoring.plan.sql import dialect_named, to_sql
from scoring.plan.steps import Plan
from scoring.spec.catalogue import Catalogue
from scoring.spec.model import Card
from scoring.spec.write import text_node

FORMS: Final = ("query", "view", "dbt")
RESULT: Final = "account_scores"
"""What the view or the model is called, which has a row an account-month."""
_SOURCE: Final = "bellwether"
_OPENS = re.compile(r"\{(?=[{%#])")
_FROM_SNAPSHOTS = re.compile(r"^(\s*)FROM snapshots$", re.MULTILINE)


class _Dumper(yaml.SafeDumper):
    """Text in quotes wherever a reader could take it for something else."""


_Dumper.add_representer(str, text_node)


def sql_files(
    card: Card, catalogue: Catalogue, plan: Plan, dialect: str, form: str
) -> dict[str, str]:
    """The files of one form, each path with its text; a query or a view is one file.

    Raises CommandError for a dialect or a form that there is not.
    """
    chosen = dialect_named(dialect)
    if form not in FORMS:
        raise CommandError(f"no form is called '{form}'", fix=did_you_mean(form, FORMS))
    above = list(heading(card, catalogue, plan, chosen))
    sql = to_sql(plan, dialect)
    above += chosen.about(sql)
    if form == "dbt":
        return _dbt(card, catalogue, plan, chosen, f"{comment(above)}{sql}\n")
    if form == "view":
        above += [words.format(name=RESULT) for words in chosen.about_views]
        sql = f"{chosen.view.format(name=RESULT)} AS\n{sql}"
    return {f"{RESULT}.sql": f"{comment(above)}{sql};\n"}


def without_jinja(text: str) -> str:
    """Text that Jinja gives back letter by letter, whatever people wrote into it."""
    return _OPENS.sub("{{ '{' }}", text)


def _dbt(
    card: Card, catalogue: Catalogue, plan: Plan, dialect: Dialect, sql: str
) -> dict[str, str]:
    source = f"{{{{ source('{_SOURCE}', 'snapshots') }}}}"
    body = _FROM_SNAPSHOTS.sub(lambda m: f"{m[1]}FROM {source}", without_jinja(sql))
    model = f"{{{{ config(materialized='view') }}}}\n\n{body}"
    own = f"{{{{ ref('{RESULT}') }}}}"
    within = (
        f"-- A score is from 0 to 100 and a coverage from 0 to 1; a row here is one that is not.\n"
        f"SELECT account_id, as_of, score, coverage\nFROM {own}\n"
        "WHERE score < 0 OR score > 100 OR coverage < 0 OR coverage > 1\n"
    )
    once = (
        f"-- An account has one row a month; a row here is one that has several.\n"
        f"SELECT account_id, as_of, COUNT(*) AS how_many\nFROM {own}\n"
        "GROUP BY account_id, as_of\nHAVING COUNT(*) > 1\n"
    )
    return {
        f"models/{RESULT}.sql": model,
        f"models/{RESULT}.yml": _schema(card, catalogue, plan, dialect),
        f"tests/{RESULT}_within_range.sql": within,
        f"tests/{RESULT}_once_a_month.sql": once,
    }


def _schema(card: Card, catalogue: Catalogue, plan: Plan, dialect: Dialect) -> str:
    measures = {m.column: f"The measure '{m.name}'." for m in catalogue.measures}
    measures |= {d.column: f"The dimension '{d.name}'." for d in catalogue.dimensions}
    known = {"account_id": ["not_null"], "as_of": ["not_null"]}
    read = [_column(name, measures.get(name, ""), known.get(name)) for name, _ in columns_of(plan)]
    tree = {
        "version": 2,
        "sources": [
            {
                "name": _SOURCE,
                "description": "Where the table snapshots lies; name its database and schema here.",
                "tables": [
                    {
                        "name": "snapshots",
                        "description": "A row for each account at the end of each month.",
                        "columns": read,
                    }
                ],
            }
        ],
        "models": [
            {
                "name": RESULT,
                "description": without_jinja(
                    f"{card.name} (card {card.digest}). {card.about or ''}".strip()
                ),
                "columns": _results(card, plan, dialect),
            }
        ],
    }
    words = (
        "# The tests under 'data_tests' need dbt 1.8 or later, and no package.\n"
        "# Where snapshots is a model of yours, write ref('snapshots') in"
        f" models/{RESULT}.sql and leave 'sources' out.\n"
    )
    return words + yaml.dump(
        tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, indent=2
    )


def _results(card: Card, plan: Plan, dialect: Dialect) -> list[dict[str, Any]]:
    lines = {metric.id: metric.title for metric in card.used}
    lines |= {action.id: action.title for action in card.deeds}
    said = {
        "account_id": "The account.",
        "as_of": "The last day of the month.",
        "score": "0 to 100; null where too little is known.",
        "shown": "The score as people see it, on the scale of the card.",
        "band": "The band of the score, or why there is none.",
        "coverage": "The share of the weight that has a value, 0 to 1.",
        "capped_by": "The red flag whose cap the score was, or null.",
        "variant": "The variant of the card that scored the account, or null.",
    }
    said |= {column: f"Points of {lines[name]}." for name, column in plan.points.items()}
    tests: dict[str, list[Any]] = {name: ["not_null"] for name in ("account_id", "as_of", "band")}
    tests["band"].append({"accepted_values": _accepted(bands_of(card), dialect)})
    names = plan.steps[-1].query.columns
    return [_column(name, said.get(name, ""), tests.get(name)) for name in names]


def _accepted(names: tuple[str, ...], dialect: Dialect) -> dict[str, Any]:
    """The names that a test of dbt is to accept.

    It puts quotes around values but leaves those inside alone: such a list is written as SQL.
    """
    if not any(mark in name for name in names for mark in "'\\"):
        return {"values": [without_jinja(name) for name in names]}
    literals = [exp.Literal.string(name).sql(dialect=dialect.printed) for name in names]
    return {"values": [without_jinja(text) for text in literals], "quote": False}


def _column(name: str, words: str, tests: list[Any] | None) -> dict[str, Any]:
    column: dict[str, Any] = {"name": name}
    if words:
        column["description"] = without_jinja(words)
    return column | ({"data_tests": tests} if tests else {})
