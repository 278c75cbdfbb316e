"""Red flags and adjustments come, go, and are turned: one shape, two sections of a card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from scoring.kinds.condition import LIMITS, Condition
from scoring.spec.checked import checked, still_sound
from scoring.spec.model import Adjustment, Card, RedFlag

Section: TypeAlias = Literal["red_flags", "adjustments"]
Fact: TypeAlias = RedFlag | Adjustment
Way: TypeAlias = tuple[int, ...]
"""The way to a comparison inside a condition: which part of which part; () is the whole."""

_MODELS: Mapping[Section, type[Fact]] = {"red_flags": RedFlag, "adjustments": Adjustment}


def facts_of(card: Card, section: Section) -> tuple[Fact, ...]:
    """The red flags or the adjustments of a card, in order."""
    return card.red_flags if section == "red_flags" else card.adjustments


def with_fact(card: Card, section: Section, fact_id: str, **changes: Any) -> Card:
    """The card with some fields of one red flag or adjustment changed.

    Input: fields as a card writes them (`when` as plain data). Raises CardError if they
    cannot stand, KeyError if there is no such one.
    """
    raw = _fact(card, section, fact_id).model_dump(by_alias=True) | changes
    changed = checked(_MODELS[section], raw, fact_id)
    facts = [changed if f.id == fact_id else f for f in facts_of(card, section)]
    turned = card.model_copy(update={section: tuple(facts)})
    return still_sound(turned, card) if "when" in changes else turned


def with_new_fact(card: Card, section: Section, raw: Mapping[str, Any]) -> Card:
    """The card with one more red flag or adjustment, as plain data. Raises CardError."""
    fact = checked(_MODELS[section], raw, str(raw.get("label") or raw.get("id") or section))
    return still_sound(card.model_copy(update={section: (*facts_of(card, section), fact)}), card)


def without_fact(card: Card, section: Section, fact_id: str) -> Card:
    """The card without one red flag or adjustment. Raises KeyError if there is no such one."""
    gone = _fact(card, section, fact_id)
    kept = tuple(f for f in facts_of(card, section) if f is not gone)
    return card.model_copy(update={section: kept})


def limits(when: Condition, way: Way = ()) -> Iterator[tuple[Way, Condition]]:
    """Every comparison with a number inside a condition, with the way to it, in reading order."""
    if when.limit is not None:
        yield way, when
    for i, part in enumerate(when.parts):
        yield from limits(part, (*way, i))


def with_limit(card: Card, section: Section, fact_id: str, way: Way, number: float) -> Card:
    """The card with one number inside a condition turned.

    Raises CardError if it cannot stand there, KeyError if the way leads to no number.
    """
    raw = _fact(card, section, fact_id).when.model_dump(by_alias=True, exclude_none=True)
    node: Any = raw
    for step in way:
        inner = next((node[joint] for joint in ("all", "any", "not") if joint in node), None)
        node = inner[step] if isinstance(inner, list | tuple) and step < len(inner) else inner
    test = next((t for t in LIMITS if isinstance(node, dict) and t in node), None)
    if test is None:
        raise KeyError(way)
    node[test] = float(number)
    return with_fact(card, section, fact_id, when=raw)


def _fact(card: Card, section: Section, fact_id: str) -> Fact:
    found = next((f for f in facts_of(card, section) if f.id == fact_id), None)
    if found is None:
        raise KeyError(fact_id)
    return found
