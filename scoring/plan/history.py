"""The first steps of every plan: what each metric reads from its measure's history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import ibis
import ibis.expr.types as ir

from scoring.kinds.condition import Subject
from scoring.kinds.transform import History
from scoring.plan.steps import ACCOUNT, AS_OF, IN_BOOK, MONTH, TENURE, TRAIT, Step, after
from scoring.spec.catalogue import Catalogue
from scoring.spec.model import Card, Metric


def value_steps(
    metrics: Sequence[Metric], catalogue: Catalogue, card: Card | None = None
) -> tuple[Step, ...]:
    """The steps `measured`, `gathered` (only where a transform asks for it) and `transformed`.

    With a card, also whatever its flags, adjustments and tenure rule look at. Raises
    KeyError for a measure or a dimension that is not there.
    """
    facts = Facts(card)
    rules = rulings(card) if card else metrics
    steps = [_measured(metrics, rules, catalogue, facts)]
    gathering = _gathered(metrics, after(steps[0]))
    if gathering is not None:
        steps.append(gathering)
    steps.append(_transformed(metrics, rules, after(steps[-1]), facts))
    return tuple(steps)


def rulings(card: Card) -> tuple[Metric, ...]:
    """Each metric as each variant has it: every rule that may be needed."""
    return tuple(m for effective in card.effective for m in effective.active)


def looks_around(metrics: Sequence[Metric]) -> bool:
    """Whether any of these metrics compares an account with the others of its month."""
    return any(m.normaliser.looks_around for m in metrics)


def traits(metrics: Sequence[Metric]) -> tuple[str, ...]:
    """The dimensions that these metrics look at, each once."""
    return tuple(dict.fromkeys(name for m in metrics for name in m.normaliser.dimensions))


def _measured(
    metrics: Sequence[Metric], rules: Sequence[Metric], catalogue: Catalogue, facts: Facts
) -> Step:
    schema: dict[str, str] = {ACCOUNT: "string", AS_OF: "date"}
    columns: dict[str, str] = {}
    if looks_around(rules):
        schema[IN_BOOK] = "boolean"
        columns[IN_BOOK] = IN_BOOK
    if facts.tenure:
        schema[TENURE] = "int64"
        columns[TENURE] = TENURE
    wanted = [pair for metric in metrics for pair in _reads(metric)] + list(facts.measures.items())
    for name, read in wanted:
        measure = catalogue.measure(read)
        if measure is None:
            raise KeyError(read)
        schema[measure.column] = "float64" if measure.reads == "number" else "string"
        columns[name] = measure.column
    for name in dict.fromkeys((*traits(rules), *facts.dimensions)):
        dimension = catalogue.dimension(name)
        if dimension is None:
            raise KeyError(name)
        schema[dimension.column] = "string"
        columns[TRAIT + name] = dimension.column
    snapshots = ibis.table(schema, name="snapshots")
    number = (snapshots[AS_OF].year() * 12 + snapshots[AS_OF].month() - 1).cast("int64")
    return Step(
        "measured",
        "The raw measure of each metric, a row for each account at the end of each month.",
        snapshots.select(
            ACCOUNT,
            AS_OF,
            **{MONTH: number},
            **{name: snapshots[column] for name, column in columns.items()},
        ),
    )


class Facts:
    """What flags, adjustments and the tenure rule of a card look at, beside its metrics."""

    def __init__(self, card: Card | None) -> None:
        """Sort the card's subjects; without a card there are none."""
        subjects = card.subjects if card else ()
        names = [name for sort, name in subjects if sort == "measure"]
        self.measures = {f"fact_{i}": name for i, name in enumerate(names, start=1)}
        self.dimensions = tuple(name for sort, name in subjects if sort == "dimension")
        self.tenure = bool(card and card.rules.min_tenure_months)

    def columns(self, table: ir.Table) -> dict[Subject, ir.Column]:
        """Each subject's column in the step `transformed`, metrics by their value."""
        found: dict[Subject, ir.Column] = {
            ("measure", name): table[column] for column, name in self.measures.items()
        }
        found |= {("dimension", name): table[TRAIT + name] for name in self.dimensions}
        values = [c for c in table.columns if c.startswith("value_")]
        return found | {("metric", c.removeprefix("value_")): table[c] for c in values}


def _reads(metric: Metric) -> Iterator[tuple[str, str]]:
    """Each raw column a metric needs: its name between the steps, and the measure."""
    yield f"raw_{metric.id}", metric.measure
    for i, also in enumerate(metric.transform.also, start=1):
        yield _also(metric, i), also


def _also(metric: Metric, number: int) -> str:
    """The name between the steps of a further measure; no other metric's id can make it."""
    return f"also_{number}_{metric.id}"


def _history(metric: Metric, table: ir.Table) -> History:
    columns = set(table.columns)
    prefix = f"gathered_{metric.id}_"
    return History(
        table[f"raw_{metric.id}"],
        table[MONTH],
        table[ACCOUNT],
        metric.max_age_months,
        others={
            also: table[_also(metric, i)] for i, also in enumerate(metric.transform.also, start=1)
        },
        gathered={c.removeprefix(prefix): table[c] for c in columns if c.startswith(prefix)},
    )


def _gathered(metrics: Sequence[Metric], table: ir.Table) -> Step | None:
    asked = {
        f"gathered_{m.id}_{name}": column
        for m in metrics
        for name, column in m.transform.gather(_history(m, table)).items()
    }
    if not asked:
        return None
    sentence = "What some transforms need to know of the whole history first."
    return Step("gathered", sentence, table.select(*table.columns, **asked))


def _transformed(
    metrics: Sequence[Metric], rules: Sequence[Metric], table: ir.Table, facts: Facts
) -> Step:
    values = {f"value_{m.id}": m.transform.express(_history(m, table)) for m in metrics}
    kept = [IN_BOOK] if looks_around(rules) else []
    kept += [TENURE] if facts.tenure else []
    kept += [TRAIT + name for name in dict.fromkeys((*traits(rules), *facts.dimensions))]
    kept += list(facts.measures)
    return Step(
        "transformed",
        "What each metric reads from its measure's history; never a row after the as-of date.",
        table.select(ACCOUNT, AS_OF, *kept, **values),
    )
