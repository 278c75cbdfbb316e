"""What a card of each kind must have, what a variant may say, and how a pulse fits in."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TypeGuard

from scoring.errors import Finding, did_you_mean
from scoring.kinds.normaliser import plain
from scoring.spec.model import Card
from scoring.spec.rules import Sections

OF_WEIGHTS, OF_POINTS = ("metrics", "variants"), ("actions", "base", "floor", "ceiling")
NEEDED = {"weighted": ("metrics",), "points": ("actions", "floor", "ceiling")}


def has_what_its_kind_needs(parts: Sections) -> Iterator[Finding]:
    """A weighted card averages metrics, a points card adds up actions between two ends."""
    kind = parts.raw.get("kind", "weighted")
    if not isinstance(kind, str) or kind not in NEEDED:
        return  # an unknown kind is a fault of its own
    known = {f.alias or name for name, f in Card.model_fields.items()}
    meant = {did_you_mean(str(key), known) for key in parts.raw if key not in known}
    for key in NEEDED[kind]:
        if key not in parts.raw and f"did you mean '{key}'?" not in meant:
            yield parts.finding((key,), f"'{key}' is missing", f"add '{key}: …'")
    for key in OF_POINTS if kind == "weighted" else OF_WEIGHTS:
        if key in parts.raw:
            fix = "write 'kind: points'" if kind == "weighted" else f"leave '{key}' out"
            yield parts.finding((key,), f"a {kind} card has no '{key}'", fix)


def the_ends_lie_apart(parts: Sections) -> Iterator[Finding]:
    """From floor to ceiling the points become a score from 0 to 100."""
    ends = [parts.raw.get("floor"), parts.raw.get("ceiling")]
    floor, ceiling = (float(end) if _number(end) else math.nan for end in ends)
    if floor >= ceiling:
        problem = f"the ceiling, {plain(ceiling)}, does not lie above the floor, {plain(floor)}"
        yield parts.finding(("ceiling",), problem, "let the ceiling be the larger one")


def _number(raw: object) -> TypeGuard[int | float]:
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def some_action_counts(parts: Sections) -> Iterator[Finding]:
    """With all points at 0 every account would stand where it began."""
    actions = [a for a in parts.listed("actions") if isinstance(a, dict)]
    if actions and not any(a.get("points") and a.get("enabled", True) for a in actions):
        problem = "no action that is switched on has points, so all accounts score the same"
        yield parts.finding(("actions",), problem, "give at least one action points")


def a_pulse_suits_the_kind(parts: Sections) -> Iterator[Finding]:
    """A points card has no mean in which a pulse could weigh."""
    pulse = parts.raw.get("pulse")
    weighs = isinstance(pulse, dict) and pulse.get("mode") == "metric"
    if weighs and parts.raw.get("kind") == "points":
        problem = "a points card has no metrics, so the pulse cannot be one"
        yield parts.finding(("pulse", "mode"), problem, "use nudge or pin")


def variants_speak_of_metrics(parts: Sections) -> Iterator[Finding]:
    """A variant says anew what the card already has."""
    known = [m.id for m in parts.metrics if m]
    for i, variant in enumerate(parts.listed("variants")):
        said = variant.get("metrics") if isinstance(variant, dict) else None
        for name in said if isinstance(said, dict) and None not in parts.metrics else ():
            if name not in known:
                problem = f"the card has no metric '{name}'"
                fix = did_you_mean(str(name), known)
                yield parts.finding(("variants", i, "metrics", name), problem, fix)


def variants_are_told_apart(parts: Sections) -> Iterator[Finding]:
    """A score says by its name which variant made it."""
    seen: dict[str, int] = {}
    for i, variant in enumerate(parts.listed("variants")):
        name = variant.get("name") if isinstance(variant, dict) else None
        if isinstance(name, str) and name in seen:
            problem = f"'{name}' is already used by variants[{seen[name] + 1}]"
            yield parts.finding(("variants", i, "name"), problem, "rename one")
        elif isinstance(name, str):
            seen[name] = i


def some_weight_counts_in_variants(parts: Sections) -> Iterator[Finding]:
    """With all weights at 0 there is nothing to average for the variant's accounts."""
    if not parts.metrics or None in parts.metrics or parts.pulse_weighs:
        return
    for i, variant in enumerate(parts.listed("variants")):
        said = variant.get("metrics") if isinstance(variant, dict) else None
        said = said if isinstance(said, dict) else {}
        weights = [_weight(said.get(m.id), m.weight, m.enabled) for m in parts.metrics if m]
        if not any(weights):
            problem = "no metric has a weight above 0 here, so none of its accounts gets a score"
            fix = "give at least one metric a weight"
            yield parts.finding(("variants", i), problem, fix, severity="warning")


def _weight(said: object, weight: float, enabled: bool) -> float:
    """The weight a variant gives a metric; anything unreadable counts, it has its own fault."""
    said = said if isinstance(said, dict) else {}
    own = said.get("weight", weight)
    return float(own) * bool(said.get("enabled", enabled)) if _number(own) else 1.0


RULES_OF_KINDS = (
    has_what_its_kind_needs,
    the_ends_lie_apart,
    some_action_counts,
    a_pulse_suits_the_kind,
    variants_speak_of_metrics,
    variants_are_told_apart,
    some_weight_counts_in_variants,
)
