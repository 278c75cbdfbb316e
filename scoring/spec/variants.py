"""Editing a card as a variant has it: what differs goes into the variant, the rest is shared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scoring.errors import CardError, Finding
from scoring.kinds.condition import Condition
from scoring.spec.checked import checked
from scoring.spec.model import UNMATCHED, Card
from scoring.spec.parts import MOST_VARIANTS, Metric, Override, Variant

OWN = ("weight", "normaliser", "missing", "enabled")
"""What a variant may say anew about a metric."""


def draft_of(card: Card, position: int) -> Card:
    """The card as a variant has it, to be edited; the card itself for UNMATCHED."""
    return card if position == UNMATCHED else card.effective[position]


def folded(card: Card, position: int, draft: Card) -> Card:
    """The card after its draft was edited.

    Input: the card, the variant whose draft it was (UNMATCHED: the card's own), and the
    edited draft. Output: weights, rules, missing policies, switches and cuts that differ
    from the card's stand in the variant; a metric that was added counts for the variant
    alone; everything else is changed for all accounts.
    """
    if position == UNMATCHED:
        return pruned(draft)
    before = {m.id: m for m in card.metrics}
    shared, own = zip(*(_apart(m, before.get(m.id)) for m in draft.metrics), strict=True)
    said = {m.id: Override(**changes) for m, changes in zip(shared, own, strict=True) if changes}
    bands = None if draft.bands == card.bands else draft.bands
    variant = card.variants[position].model_copy(update={"metrics": said, "bands": bands})
    tenure = {"min_tenure_months": card.rules.min_tenure_months}
    changed = {
        "metrics": shared,
        "bands": card.bands,
        "rules": draft.rules.model_copy(update=tenure),
        "variants": _replaced(card.variants, position, variant),
    }
    return pruned(draft.model_copy(update=changed))


def _apart(metric: Metric, before: Metric | None) -> tuple[Metric, dict[str, Any]]:
    """A metric as all accounts have it, and what the variant says anew."""
    if before is None:
        return metric.model_copy(update={"enabled": False}), {"enabled": True}
    own = {key: getattr(metric, key) for key in OWN}
    kept = {key: getattr(before, key) for key in OWN}
    return metric.model_copy(update=kept), {k: v for k, v in own.items() if v != kept[k]}


def pruned(card: Card) -> Card:
    """The card without words about metrics that it no longer has."""
    ids = {m.id for m in card.metrics}
    if all(set(v.metrics) <= ids for v in card.variants):
        return card
    variants = tuple(
        v.model_copy(update={"metrics": {k: o for k, o in v.metrics.items() if k in ids}})
        for v in card.variants
    )
    return card.model_copy(update={"variants": variants})


def with_new_variant(card: Card, name: str, when: Condition) -> Card:
    """The card with one more variant, tried last; it begins as the card itself.

    Raises CardError for a name that is empty or taken, and where there are too many.
    """
    if any(v.name == name for v in card.variants):
        raise CardError([Finding("variants", f"'{name}' is already used", "choose another name")])
    if len(card.variants) >= MOST_VARIANTS:
        problem = f"a card has at most {MOST_VARIANTS} variants"
        raise CardError([Finding("variants", problem, "remove one first")])
    raw = {"name": name, "when": when.model_dump(by_alias=True, exclude_none=True)}
    variant = checked(Variant, raw, "variants")
    return card.model_copy(update={"variants": (*card.variants, variant)})


def with_variant(card: Card, position: int, **changes: Any) -> Card:
    """The card with a variant's name or condition changed. Raises CardError as above."""
    own = card.variants[position].model_copy(update=changes)
    others = _replaced(card.variants, position)
    if any(v.name == own.name for v in others):
        problem = f"'{own.name}' is already used"
        raise CardError([Finding("variants", problem, "choose another name")])
    raw = own.model_dump(by_alias=True, exclude_none=True)
    variant = checked(Variant, raw, "variants")
    return card.model_copy(update={"variants": _replaced(card.variants, position, variant)})


def without_variant(card: Card, position: int) -> Card:
    """The card without a variant: its accounts go to the next that matches, or the card."""
    return card.model_copy(update={"variants": _replaced(card.variants, position)})


def with_variant_moved(card: Card, position: int, by: int) -> Card:
    """The card with a variant tried earlier (-1) or later (+1); at the ends nothing moves."""
    to = position + by
    if not 0 <= to < len(card.variants):
        return card
    variants = list(card.variants)
    variants[position], variants[to] = variants[to], variants[position]
    return card.model_copy(update={"variants": tuple(variants)})


def _replaced(variants: Sequence[Variant], position: int, *by: Variant) -> tuple[Variant, ...]:
    return (*variants[:position], *by, *variants[position + 1 :])
