"""A card and a data set's catalogue become the plan that scores every account-month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import ibis
import ibis.expr.types as ir

from scoring.kinds.transform import History
from scoring.plan.arithmetic import band_of, filled, scored, shown_of, summed
from scoring.plan.steps import ACCOUNT, AS_OF, MONTH, Plan, Step, after
from scoring.spec.catalogue import Catalogue
from scoring.spec.model import Card, Metric

KEYS = (ACCOUNT, AS_OF)


def compile_plan(card: Card, catalogue: Catalogue, months: Sequence[dt.date] | None = None) -> Plan:
    """Compile a card to a plan over the table `snapshots`.

    Input: a card whose measures the catalogue knows; `months` limits the answer to these
    as-of dates (None: all of them). Output: a plan whose last step has one row an
    account-month with score, shown, band, coverage, capped_by, variant and one points
    column a metric. Opens nothing. Raises KeyError for a measure that is not there.
    """
    steps = [_measured(card.active, catalogue)]
    steps.append(_transformed(card.active, steps[-1]))
    if months is not None:
        steps.append(_asked(steps[-1], months))
    for name, sentence, build in _scoring(card):
        steps.append(Step(name, sentence, build(after(steps[-1]))))
    metrics = card.active
    return Plan(
        tuple(steps),
        values={m.id: f"value_{m.id}" for m in metrics},
        points={m.id: f"points_{m.id}" for m in metrics},
    )


def compile_values(metrics: Sequence[Metric], catalogue: Catalogue) -> Plan:
    """The plan up to the values of some metrics: what the kernel needs and no more."""
    first = _measured(metrics, catalogue)
    ids = {m.id: f"value_{m.id}" for m in metrics}
    return Plan((first, _transformed(metrics, first)), values=ids, points={})


def _measured(metrics: Sequence[Metric], catalogue: Catalogue) -> Step:
    schema: dict[str, str] = {ACCOUNT: "string", AS_OF: "date"}
    columns: dict[str, str] = {}
    for metric in metrics:
        measure = catalogue.measure(metric.measure)
        if measure is None:
            raise KeyError(metric.measure)
        schema[measure.column] = "float64" if measure.reads == "number" else "string"
        columns[metric.id] = measure.column
    snapshots = ibis.table(schema, name="snapshots")
    number = (snapshots[AS_OF].year() * 12 + snapshots[AS_OF].month() - 1).cast("int64")
    return Step(
        "measured",
        "The raw measure of each metric, a row for each account at the end of each month.",
        snapshots.select(
            *KEYS,
            **{MONTH: number},
            **{f"raw_{i}": snapshots[column] for i, column in columns.items()},
        ),
    )


def _transformed(metrics: Sequence[Metric], before: Step) -> Step:
    table = after(before)
    values = {
        f"value_{m.id}": m.transform.express(
            History(table[f"raw_{m.id}"], table[MONTH], table[ACCOUNT], m.max_age_months)
        )
        for m in metrics
    }
    return Step(
        "transformed",
        "What each metric reads from its measure's history; never a row after the as-of date.",
        table.select(*KEYS, **values),
    )


def _asked(before: Step, months: Sequence[dt.date]) -> Step:
    table = after(before)
    dates = [ibis.literal(m) for m in months]
    return Step("asked", "Only the months asked for.", table.filter(table[AS_OF].isin(dates)))


def _scoring(card: Card) -> list[tuple[str, str, Callable[[ir.Table], ir.Table]]]:
    metrics = card.active
    return [
        (
            "pointed",
            "Each value as points from 0 to 100; what is missing stays missing.",
            lambda t: t.select(
                *KEYS,
                **{f"points_{m.id}": m.normaliser.express(t[f"value_{m.id}"]) for m in metrics},
            ),
        ),
        (
            "filled",
            "Points that stand in for missing ones; known_weight still counts real values only.",
            lambda t: t.select(*KEYS, **filled(t, metrics)),
        ),
        (
            "summed",
            "Weights times points, and the weights in force.",
            lambda t: t.select(*KEYS, *_points(t, card), **summed(t, metrics)),
        ),
        (
            "scored",
            "The weighted mean, rounded once; no number where too little is known.",
            lambda t: t.select(*KEYS, *_points(t, card), t.coverage, score=scored(t, card)),
        ),
        ("banded", "The band each score falls into.", lambda t: _banded(t, card)),
    ]


def _points(table: ir.Table, card: Card) -> list[ir.Value]:
    return [table[f"points_{m.id}"] for m in card.active]


def _banded(table: ir.Table, card: Card) -> ir.Table:
    return table.select(
        *KEYS,
        table.score,
        shown=shown_of(table.score, card),
        band=band_of(table.score, card),
        coverage=table.coverage,
        capped_by=ibis.null("string"),
        variant=ibis.null("string"),
        **{f"points_{m.id}": table[f"points_{m.id}"] for m in card.active},
    )
