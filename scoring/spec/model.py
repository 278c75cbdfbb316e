"""A card as a frozen object: what is scored, how, and what the score is called."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from scoring.kinds.condition import Subject
from scoring.kinds.normaliser import Label, Number, Part, Points
from scoring.spec.fields import ID_PATTERN, Display, Identifier, Prose, Version
from scoring.spec.parts import (
    MOST_LINES,
    MOST_VARIANTS,
    PULSE,
    Action,
    Adjustment,
    Band,
    Metric,
    Playbook,
    Pulse,
    RedFlag,
    Rules,
    Variant,
)
from scoring.values import rounded_one

UNMATCHED = -1
"""The position of the card itself among its effective cards: it counts from the end."""


class Card(Part):
    """A scorecard; with a data set it determines every number."""

    version: Version
    name: Label
    about: Prose | None = None
    source: Prose | None = None
    kind: Literal["weighted", "points"] = "weighted"
    display: Display = "percent"
    grades: dict[Annotated[str, Field(pattern="^[A-Z][+-]?$")], Points] | None = None
    metrics: tuple[Metric, ...] = Field(default=(), min_length=1, max_length=MOST_LINES)
    base: Number = 0.0
    floor: Number | None = None
    ceiling: Number | None = None
    actions: tuple[Action, ...] = Field(default=(), min_length=1, max_length=MOST_LINES)
    red_flags: tuple[RedFlag, ...] = Field(default=(), max_length=40)
    adjustments: tuple[Adjustment, ...] = Field(default=(), max_length=40)
    pulse: Pulse | None = None
    rules: Rules = Rules()
    bands: tuple[Band, ...] = Field(min_length=1, max_length=9)
    variants: tuple[Variant, ...] = Field(default=(), max_length=MOST_VARIANTS)
    playbooks: dict[Identifier, Playbook] = Field(default={}, max_length=20)

    @property
    def active(self) -> tuple[Metric, ...]:
        """The metrics that are switched on, in order; a pulse with a weight comes last."""
        return tuple(m for m in self._lines if m.enabled)

    @property
    def _lines(self) -> tuple[Metric, ...]:
        pulse = self.pulse
        weighs = pulse is not None and pulse.mode == "metric"
        return (*self.metrics, pulse.as_metric()) if pulse and weighs else self.metrics

    @property
    def effective(self) -> tuple[Card, ...]:
        """The card as each variant makes it, in their order, and last the card itself.

        None of them has variants. An account that a variant speaks for is never too young.
        """
        plain = self.model_copy(update={"variants": ()})
        return (*(_as_variant(plain, v) for v in self.variants), plain)

    @property
    def used(self) -> tuple[Metric, ...]:
        """The metrics that are switched on in the card or in a variant, in order."""
        if not self.variants:
            return self.active
        ids = {m.id for card in self.effective for m in card.active}
        return tuple(m for m in self._lines if m.id in ids)

    @property
    def readings(self) -> tuple[Metric, ...]:
        """Everything that is read from the measures' history, metrics first, each as a metric."""
        more = [a.as_metric() for a in self.deeds]
        if self.pushes and self.pulse is not None:
            more += [self.pulse.as_metric(), self.pulse.why()]
        return (*self.used, *(m for m in more if m is not None))

    @property
    def lines(self) -> tuple[str, ...]:
        """The ids of everything that earns points in some account: metrics, or actions."""
        return (*(m.id for m in self.used), *(a.id for a in self.deeds))

    @property
    def deeds(self) -> tuple[Action, ...]:
        """The actions that are switched on, in order."""
        return tuple(a for a in self.actions if a.enabled)

    @property
    def ends(self) -> tuple[float, float]:
        """The raw points of a points card that count as 0 and as 100."""
        return float(self.floor or 0.0), float(self.ceiling if self.ceiling is not None else 100.0)

    @property
    def pushes(self) -> Pulse | None:
        """The pulse, where it nudges or pins; as a metric it is one of the metrics."""
        on = self.pulse is not None and self.pulse.enabled and self.pulse.mode != "metric"
        return self.pulse if on else None

    @property
    def flags(self) -> tuple[RedFlag, ...]:
        """The red flags that are switched on, the lowest cap first."""
        return tuple(sorted((f for f in self.red_flags if f.enabled), key=lambda f: f.cap))

    @property
    def bonuses(self) -> tuple[Adjustment, ...]:
        """The adjustments that are switched on, in order."""
        return tuple(a for a in self.adjustments if a.enabled)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Everything that conditions look at, each once."""
        conditions = [f.when for f in self.flags] + [a.when for a in self.bonuses]
        conditions += [a.when for a in self.deeds if a.when] + [v.when for v in self.variants]
        return tuple(dict.fromkeys(s for when in conditions for s in when.subjects()))

    @property
    def cuts(self) -> tuple[float, ...]:
        """The lower bound of each band on the 0–100 scale, highest first."""
        if self.display == "ten":
            return tuple(rounded_one((b.start - 1.0) / 9.0 * 100.0) for b in self.bands)
        return tuple(rounded_one(b.start) for b in self.bands)

    @property
    def pins(self) -> bool:
        """Whether a pulse sets bands outright."""
        return self.pushes is not None and self.pushes.mode == "pin"

    @property
    def alarms(self) -> tuple[bool, ...]:
        """Which bands flag an account: those marked, or the lowest where none is."""
        marked = tuple(b.alarm for b in self.bands)
        return marked if any(marked) else (*marked[:-1], True)

    @property
    def digest(self) -> str:
        """Eight hex digits that change with anything that can change a number or a word."""
        return self._digests[0]

    @property
    def digest_of_scores(self) -> str:
        """The same for anything but the bands: cards that share it score alike."""
        return self._digests[1]

    @cached_property
    def _digests(self) -> tuple[str, str]:
        """Both at once: to write a card as plain data costs more than to digest it."""
        told = tidied(authored(self))
        return _digest(told), _digest({**told, "bands": None})

    def __copy__(self) -> Self:
        """A copy has yet to find its own digest, as it may be the beginning of another card."""
        copied = super().__copy__()
        copied.__dict__.pop("_digests", None)
        return copied

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """The same of a copy that shares nothing."""
        copied = super().__deepcopy__(memo)
        copied.__dict__.pop("_digests", None)
        return copied

    def metric(self, metric_id: str) -> Metric:
        """The metric of that id. Raises KeyError if there is none."""
        found = next((m for m in self._lines if m.id == metric_id), None)
        if found is None:
            raise KeyError(metric_id)
        return found

    def effective_weight(self, metric_id: str) -> float:
        """A metric's share of the weights in force, 0…1; 0 where all weights are 0."""
        total = sum(m.weight for m in self.active)
        metric = self.metric(metric_id)
        return metric.weight / total if total and metric.enabled else 0.0


def _as_variant(card: Card, variant: Variant) -> Card:
    metrics = tuple(
        m.model_copy(update=variant.metrics[m.id].changes) if m.id in variant.metrics else m
        for m in card.metrics
    )
    rules = card.rules.model_copy(update={"min_tenure_months": 0})
    bands = variant.bands or card.bands
    return card.model_copy(update={"metrics": metrics, "rules": rules, "bands": bands})


def authored(card: Card) -> dict[str, Any]:
    """The card as plain data, as short as it can be written."""
    return card.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {
        "version": card.version
    }


def canonical(card: Card) -> str:
    """The card as one line of JSON; equal cards give equal lines."""
    return _in_a_line(tidied(authored(card)))


def _in_a_line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _digest(told: dict[str, Any]) -> str:
    return hashlib.sha256(_in_a_line(told).encode()).hexdigest()[:8]


def tidied(node: Any) -> Any:
    """Plain data, its whole numbers without '.0', so that 30 and 30.0 are the same card."""
    if isinstance(node, dict):
        return {k: tidied(v) for k, v in node.items()}
    if isinstance(node, list):
        return [tidied(v) for v in node]
    return int(node) if isinstance(node, float) and node.is_integer() else node


__all__ = [
    "ID_PATTERN",
    "PULSE",
    "UNMATCHED",
    "Action",
    "Adjustment",
    "Band",
    "Card",
    "Metric",
    "Playbook",
    "Pulse",
    "RedFlag",
    "Rules",
    "Variant",
    "authored",
    "canonical",
    "tidied",
]
