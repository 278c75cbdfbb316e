"""A card and a data set's catalogue become the plan that scores every account-month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from scoring.plan.arithmetic import band_of, capped, shown_of
from scoring.plan.history import Facts, rulings, traits, value_steps
from scoring.plan.points_card import RAW, points_steps
from scoring.plan.steps import ACCOUNT, AS_OF, TENURE, TRAIT, Plan, Step, after
from scoring.plan.verdicts import PINNED, VARIANT, judged, judges, verdict_names
from scoring.plan.weighted import Build, weighted_steps
from scoring.spec.catalogue import Catalogue
from scoring.spec.model import Card, Metric
from scoring.spec.parts import PULSE, PULSE_REASON

KEYS = (ACCOUNT, AS_OF)


def compile_plan(card: Card, catalogue: Catalogue, months: Sequence[dt.date] | None = None) -> Plan:
    """Compile a card to a plan over the table `snapshots`.

    Input: a card whose measures the catalogue knows; `months` limits the answer to these
    as-of dates (None: all of them). Output: a plan whose last step has one row an
    account-month with score, shown, band, coverage, capped_by, variant and one points
    column a metric; a points card adds raw, a pulse that pins band_of_score and
    pulse_reason. Opens nothing. Raises KeyError for a measure that is not there.
    """
    steps = list(value_steps(card.readings, catalogue, card))
    if months is not None:
        steps.append(_asked(steps[-1], months))
    if judges(card):
        steps.append(_judged(card, after(steps[-1])))
    for name, sentence, build in _scoring(card):
        steps.append(Step(name, sentence, build(after(steps[-1]))))
    return Plan(
        tuple(steps),
        values={m.id: f"value_{m.id}" for m in card.used},
        points={name: f"points_{name}" for name in card.lines},
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
    spent |= {TRAIT + d for d in facts.dimensions if d not in traits(rulings(card))}
    spent |= {f"value_{PULSE}", f"value_{PULSE_REASON}"} if card.pushes else set()
    kept = [c for c in table.columns if c not in spent]
    said = [
        (
            card.flags or card.bonuses or card.rules.min_tenure_months,
            "Which red flags and adjustments hold, and who is too young for a score.",
        ),
        (any(a.when for a in card.deeds), "Which of the things happened."),
        (card.variants, "The first variant that matches."),
        (card.pushes, "What the pulse says."),
    ]
    sentence = " ".join(words for there, words in said if there)
    return Step("judged", sentence, table.select(*kept, **verdicts))


def _scoring(card: Card) -> list[Build]:
    steps = points_steps(card) if card.kind == "points" else weighted_steps(card)
    earned = [f"points_{name}" for name in card.lines]
    earned += [RAW] if card.kind == "points" else []
    if card.flags:
        carried = [v for v in verdict_names(card) if not v.startswith("did_")]
        steps.append(
            (
                "capped",
                "No more than the lowest cap of the red flags that hold.",
                lambda t: t.select(*KEYS, *carried, *earned, "coverage", **capped(t, card)),
            )
        )
    steps.append(("banded", "The band each score falls into.", lambda t: _banded(t, card)))
    return steps


def _banded(table: ir.Table, card: Card) -> ir.Table:
    band = band_of(table, card)
    more = {}
    if card.kind == "points":
        more[RAW] = table[RAW]
    if card.pins:
        more |= {"band_of_score": band, "pulse_reason": table[PULSE_REASON]}
        band = table[PINNED].coalesce(band)
    return table.select(
        *KEYS,
        "score",
        shown=shown_of(table.score, card),
        band=band,
        coverage=table.coverage,
        capped_by=table.capped_by if card.flags else ibis.null("string"),
        variant=table[VARIANT] if card.variants else ibis.null("string"),
        **more,
        **{f"points_{name}": table[f"points_{name}"] for name in card.lines},
    )
