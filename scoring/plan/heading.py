"""What stands above a card's SQL: which card it is, what it reads and what it gives."""

from __future__ import annotations

from collections.abc import Iterator

import ibis.expr.operations as ops

from scoring.kinds.normaliser import plain
from scoring.plan.dialects import Dialect
from scoring.plan.steps import AS_OF, IN_BOOK, TENURE, Plan
from scoring.spec.catalogue import Catalogue
from scoring.spec.model import Card, Metric
from scoring.values import NOT_SCORED, ONBOARDING

_TYPES = {
    "string": "text",
    "float64": "number",
    "int64": "whole number",
    "boolean": "true or false",
}
_GIVEN = {
    AS_OF: "the last day of its month",
    IN_BOOK: "whether the account is a customer in that month",
    TENURE: "months since the account began",
}


def heading(card: Card, catalogue: Catalogue, plan: Plan, dialect: Dialect) -> Iterator[str]:
    """The sentences of the heading, as people wrote them: not yet safe as comments."""
    yield f"{card.name} (card {card.digest}) for {dialect.label}"
    if card.about:
        yield card.about
    yield ""
    yield "Gives a row for each account and month, among others with"
    yield "  score: 0 to 100, null where too little is known"
    yield "  shown: the score as people see it"
    yield f"  band: {_bands(card)}"
    yield "  coverage: the share of the weight that has a value, 0 to 1"
    yield ""
    yield "Reads the table snapshots, a row for each account at the end of each month:"
    yield from (f"  {line}" for line in columns_read(catalogue, plan))
    yield ""
    yield from _rules(card)


def bands_of(card: Card) -> tuple[str, ...]:
    """Every name that the column `band` can hold, each once."""
    names = [band.name for effective in card.effective for band in effective.bands]
    unscored = [NOT_SCORED] + ([ONBOARDING] if card.rules.min_tenure_months else [])
    return tuple(dict.fromkeys([*names, *unscored]))


def columns_read(catalogue: Catalogue, plan: Plan) -> Iterator[str]:
    """Each column of `snapshots` that the plan reads: its name, its type, what it is."""
    own = {m.column: f"the measure '{m.name}'" for m in catalogue.measures if m.name != m.column}
    own |= {d.column: f"the dimension '{d.name}'" for d in catalogue.dimensions}
    for name, kind in columns_of(plan):
        what = _GIVEN.get(name) or own.get(name)
        yield f"{name}: {_TYPES.get(kind, kind)}{f', {what}' if what else ''}"


def columns_of(plan: Plan) -> tuple[tuple[str, str], ...]:
    """The columns of `snapshots` that the plan reads, each with its Ibis type."""
    (snapshots,) = plan.steps[0].query.op().find(ops.UnboundTable)
    return tuple((name, str(kind)) for name, kind in snapshots.schema.items())


def _bands(card: Card) -> str:
    cuts = ", ".join(
        f"{band.name} from {plain(cut)}" for band, cut in zip(card.bands, card.cuts, strict=True)
    )
    unscored = [name for name in (NOT_SCORED, ONBOARDING) if name in bands_of(card)]
    return f"{cuts}; or {' or '.join(unscored)}"


def _rules(card: Card) -> Iterator[str]:
    if card.kind == "points":
        floor, ceiling = card.ends
        ends = f"{plain(floor)} counts as 0, {plain(ceiling)} as 100"
        yield f"Points, from {plain(card.base)}; {ends}:"
        for action in card.deeds:
            yield f"  {action.title}: {action.points:+g} points each"
    else:
        yield "Metrics, with their share of the weight, which goes to the others where a value is"
        yield "missing, unless it is said what happens:"
        for metric in card.active:
            share = f"{100 * card.effective_weight(metric.id):.3g}%"
            rule = metric.normaliser.in_words()
            gap = "" if metric.missing.policy == "skip" else f"; where missing {_gap(metric)}"
            yield f"  {metric.title}: {share}, {metric.transform.in_words()}, {rule}{gap}"
    pulse = card.pushes
    if pulse is not None:
        most = f"up to {plain(pulse.max_points)} points either way"
        does = most if pulse.mode == "nudge" else "sets the outermost bands where a reason is given"
        yield f"  {pulse.title}: {does}"
    for bonus in card.bonuses:
        yield f"  {bonus.title}: {bonus.points:+g} points"
    for flag in card.flags:
        yield f"  Red flag, {flag.title}: no more than {plain(flag.cap)}"
    for variant in card.variants:
        yield f"  Variant {variant.name}: {variant.when.in_words()}"


def _gap(metric: Metric) -> str:
    points = metric.missing.points
    return "there is no score" if points is None else f"{plain(points)} points"
