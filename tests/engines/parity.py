"""What an engine answered beside what DuckDB and the kernel say, number by number."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.engine.remote_form import Form
from scoring.plan.compile import compile_plan
from scoring.plan.sql import dialect_named, step_sql
from scoring.plan.steps import Step
from scoring.spec.model import Card
from scoring.workbench import score_table
from tests.engines.wide_book import RANDOM, Wide, bundled_cards, random_cards

TOLERANCE = 1e-9
COLUMNS = ("account_id", "as_of", "score", "band", "coverage", "capped_by", "variant")
TYPES = {"postgres": ("double precision", "text"), "spark": ("DOUBLE", "STRING")}
TEXTS = ("account_id", "band", "capped_by", "variant")


BATCHES = ("bundled A", "bundled B", *(f"random {n}0 to {n}9" for n in range(RANDOM // 10)))


@cache
def _every_card() -> tuple[dict[str, Card], dict[str, Card]]:
    return bundled_cards(), random_cards()


def cards_of(batch: str) -> list[Card]:
    """The cards of a batch, which are compared together."""
    bundled, drawn = map(list, (cards.values() for cards in _every_card()))
    if batch.startswith("bundled"):
        half = len(bundled) // 2
        return bundled[:half] if batch.endswith("A") else bundled[half:]
    first = int(batch.split()[1])
    return drawn[first : first + 10]


def written(dialect: str, steps: Iterable[Step]) -> str:
    """Steps as one statement."""
    steps = list(steps)
    chosen = dialect_named(dialect)
    blocks = ", ".join(f"{step.name} {chosen.held} ({step_sql(step, chosen)})" for step in steps)
    return f"WITH {blocks} SELECT * FROM {steps[-1].name}"


def card_query(dialect: str, form: Form, card: Card) -> str:
    """A card's answer over the table `snapshots`, columns of one type whatever the card."""
    shown = ("NULL", "shown") if card.display == "grade" else ("shown", "NULL")
    number, text = TYPES[dialect]
    shown = (
        f"CAST({shown[0]} AS {number}) AS shown_number",
        f"CAST({shown[1]} AS {text}) AS shown_text",
    )
    plan = written(dialect, compile_plan(card, form.catalogue).steps)
    return f"SELECT {', '.join((*COLUMNS, *shown))} FROM ({plan}) AS answer"


def hold_together(wide: Wide, card: Card, found: pa.Table) -> None:
    """The engine's rows, in order of month and account, beside plan and kernel."""
    months = wide.data.book.frame.months
    plan = score_table(wide.data, card, months, "plan")
    assert plan.equals(score_table(wide.data, card, months, "kernel"))
    assert found.num_rows == plan.num_rows
    assert found["as_of"].cast(pa.date32()).to_pylist() == plan["as_of"].to_pylist()
    for name in TEXTS:
        assert found[name].cast(pa.string()).to_pylist() == plan[name].to_pylist(), name
    graded = card.display == "grade"
    if graded:
        assert found["shown_text"].to_pylist() == plan["shown"].to_pylist()
    pairs = [("score", "score"), ("coverage", "coverage")]
    for mine, theirs in pairs if graded else [*pairs, ("shown_number", "shown")]:
        assert pc.is_null(found[mine]).equals(pc.is_null(plan[theirs])), mine
        numbers = [_numbers(found[mine]), _numbers(plan[theirs])]
        assert np.abs(numbers[0] - numbers[1]).max(initial=0.0) <= TOLERANCE, mine


def _numbers(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(pc.drop_null(column.cast(pa.float64())))
