"""A card and a data set's catalogue become the plan that scores every account-month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import ibis
import ibis.expr.types as ir

from scoring.kinds.normaliser import PlanRows
from scoring.plan.arithmetic import band_of, capped, filled, scored, shown_of, summed
from scoring.plan.history import Facts, traits, value_steps
from scoring.plan.steps import ACCOUNT, AS_OF, IN_BOOK, TENURE, TRAIT, Plan, Step, after
from scoring.plan.verdicts import judged, judges, verdict_names
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
    metrics = card.active
    steps = list(value_steps(metrics, catalogue, card))
    if months is not None:
        steps.append(_asked(steps[-1], months))
    if judges(card):
        steps.append(_judged(card, after(steps[-1])))
    for name, sentence, build in _scoring(card):
        steps.append(Step(name, sentence, build(after(steps[-1]))))
    return Plan(
        tuple(steps),
        values={m.id: f"value_{m.id}" for m in metrics},
        points={m.id: f"points_{m.id}" for m in metrics},
    )


def compile_values(metrics: Sequence[Metric], catalogue: Catalogue) -> Plan:
    """The plan up to the values of some metrics: what the kernel needs and no more."""
    ids = {m.id: f"value_{m.id}" for m in metrics}
    return Plan(value_steps(metrics, catalogue), values=ids, points={})


def _asked(before: Step, months: Sequence[dt.date]) -> Step:
    table = after(before)
    dates = [ibis.literal(m) for m in months]
    return Step("asked", "Only the months asked for.", table.filter(table[AS_OF].isin(dates)))


def _judged(card: Card, table: ir.Table) -> Step:
    facts = Facts(card)
    verdicts = judged(card, table, facts)
    spent = {*facts.measures, TENURE}
    spent |= {TRAIT + d for d in facts.dimensions if d not in traits(card.active)}
    kept = [c for c in table.columns if c not in spent]
    sentence = "Which red flags and adjustments hold, and who is too young for a score."
    return Step("judged", sentence, table.select(*kept, **verdicts))


def _scoring(card: Card) -> list[tuple[str, str, Callable[[ir.Table], ir.Table]]]:
    metrics = card.active
    verdicts = verdict_names(card)
    points = [f"points_{m.id}" for m in metrics]
    steps: list[tuple[str, str, Callable[[ir.Table], ir.Table]]] = [
        (
            "pointed",
            "Each value as points from 0 to 100; what is missing stays missing.",
            lambda t: t.select(
                *KEYS,
                *verdicts,
                **{p: _pointed(m, t) for p, m in zip(points, metrics, strict=True)},
            ),
        ),
        (
            "filled",
            "Points that stand in for missing ones; known_weight still counts real values only.",
            lambda t: t.select(*KEYS, *verdicts, **filled(t, metrics)),
        ),
        (
            "summed",
            "Weights times points, and the weights in force.",
            lambda t: t.select(*KEYS, *verdicts, *points, **summed(t, metrics)),
        ),
        (
            "scored",
            "The weighted mean, adjusted, rounded once; no number where too little is known.",
            lambda t: t.select(*KEYS, *verdicts, *points, "coverage", score=scored(t, card)),
        ),
    ]
    if card.flags:
        steps.append(
            (
                "capped",
                "No more than the lowest cap of the red flags that hold.",
                lambda t: t.select(*KEYS, *verdicts, *points, "coverage", **capped(t, card)),
            )
        )
    steps.append(("banded", "The band each score falls into.", lambda t: _banded(t, card)))
    return steps


def _pointed(metric: Metric, table: ir.Table) -> ir.Value:
    value, rule = table[f"value_{metric.id}"], metric.normaliser
    if not rule.looks_around:
        return rule.express(value)
    dimensions = {name: table[TRAIT + name] for name in rule.dimensions}
    return rule.express_among(value, PlanRows(table[AS_OF], table[IN_BOOK], dimensions))


def _banded(table: ir.Table, card: Card) -> ir.Table:
    return table.select(
        *KEYS,
        "score",
        shown=shown_of(table.score, card),
        band=band_of(table, card),
        coverage=table.coverage,
        capped_by=table.capped_by if card.flags else ibis.null("string"),
        variant=ibis.null("string"),
        **{f"points_{m.id}": table[f"points_{m.id}"] for m in card.active},
    )
