"""A card as a frozen object: what is scored, how, and what the score is called."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from scoring.kinds.condition import Condition, Subject
from scoring.kinds.normaliser import Label, Number, Part, Points, refusal
from scoring.kinds.normalisers import AnyNormaliser
from scoring.kinds.transforms import AnyTransform
from scoring.kinds.transforms.level import Level
from scoring.values import Missing, Tone, rounded_one

ID_PATTERN = "^[a-z][a-z0-9_]{0,39}$"

Identifier = Annotated[str, Field(pattern=ID_PATTERN)]
Weight = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1e6)]
Share = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Prose = Annotated[str, Field(min_length=1, max_length=2000)]
Flag = Annotated[bool, Field(strict=True)]
Months = Annotated[int, Field(strict=True, ge=0, le=120)]

Display = Literal["percent", "ten", "grade"]
Family = Literal[
    "usage",
    "support",
    "engagement",
    "billing",
    "sentiment",
    "relationship",
    "onboarding",
    "other",
]


def _read_missing(raw: object) -> Missing:
    if isinstance(raw, Missing):
        return raw
    if raw in ("skip", "neutral", "worst", "refuse"):
        return Missing(raw)
    if isinstance(raw, dict) and set(raw) == {"points"}:
        stated = raw["points"]
        if isinstance(stated, int | float) and not isinstance(stated, bool) and 0 <= stated <= 100:
            return Missing("points", float(stated))
    raise refusal(
        "this is no way to treat a missing value",
        "use skip, neutral, worst, refuse or {points: 40}",
    )


MissingField = Annotated[
    Missing,
    BeforeValidator(_read_missing),
    PlainSerializer(lambda m: m.authored()),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": ["skip", "neutral", "worst", "refuse"]},
                {
                    "type": "object",
                    "properties": {"points": {"type": "number", "minimum": 0, "maximum": 100}},
                    "required": ["points"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


class Metric(Part):
    """One line of the card: a measure, how it is read, its points and its weight."""

    id: Identifier
    label: Label | None = None
    about: Prose | None = None
    family: Family = "other"
    measure: Name
    transform: AnyTransform = Level(kind="level")
    normaliser: AnyNormaliser
    weight: Weight
    missing: MissingField = Field(default=Missing("skip"), json_schema_extra={"default": "skip"})
    max_age_months: Months = 0
    actionable: Flag = True
    enabled: Flag = True

    @property
    def title(self) -> str:
        """The label, or the id made readable."""
        return self.label or self.id.replace("_", " ").capitalize()


class RedFlag(Part):
    """A hard fact that caps the score, whatever the mean says; the lowest cap wins."""

    id: Identifier
    label: Label | None = None
    when: Condition
    cap: Points
    enabled: Flag = True

    @property
    def title(self) -> str:
        """The label, or the condition in words."""
        return self.label or self.when.in_words()


class Adjustment(Part):
    """Signed points for something that happened, added to the mean before any cap."""

    id: Identifier
    label: Label | None = None
    when: Condition
    points: Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-100, le=100)]
    enabled: Flag = True

    @property
    def title(self) -> str:
        """The label, or the condition in words."""
        return self.label or self.when.in_words()


class Band(Part):
    """A named range of the score: from its lower bound, inclusive, to the next band."""

    name: Label
    start: Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=100)] = Field(
        alias="from"
    )
    tone: Tone
    playbook: Identifier | None = None
    alarm: Flag = False


class Playbook(Part):
    """What to do with an account in a band."""

    title: Label
    within_hours: Annotated[int, Field(strict=True, ge=1, le=8760)] | None = None
    steps: tuple[Label, ...] = Field(default=(), max_length=20)


class Rules(Part):
    """When the data do not suffice for a score."""

    min_coverage: Share = 0.5
    min_tenure_months: Months = 0


class Card(Part):
    """A scorecard; with a data set it determines every number."""

    version: Literal[1]
    name: Label
    about: Prose | None = None
    source: Prose | None = None
    kind: Literal["weighted"] = "weighted"
    display: Display = "percent"
    grades: dict[Annotated[str, Field(pattern="^[A-Z][+-]?$")], Points] | None = None
    metrics: tuple[Metric, ...] = Field(min_length=1, max_length=60)
    red_flags: tuple[RedFlag, ...] = Field(default=(), max_length=40)
    adjustments: tuple[Adjustment, ...] = Field(default=(), max_length=40)
    rules: Rules = Rules()
    bands: tuple[Band, ...] = Field(min_length=1, max_length=9)
    playbooks: dict[Identifier, Playbook] = Field(default={}, max_length=20)

    @property
    def active(self) -> tuple[Metric, ...]:
        """The metrics that are switched on, in order."""
        return tuple(m for m in self.metrics if m.enabled)

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
        """Everything that flags and adjustments look at, each once."""
        conditions = [f.when for f in self.flags] + [a.when for a in self.bonuses]
        return tuple(dict.fromkeys(s for when in conditions for s in when.subjects()))

    @property
    def cuts(self) -> tuple[float, ...]:
        """The lower bound of each band on the 0–100 scale, highest first."""
        if self.display == "ten":
            return tuple(rounded_one((b.start - 1.0) / 9.0 * 100.0) for b in self.bands)
        return tuple(rounded_one(b.start) for b in self.bands)

    @property
    def alarms(self) -> tuple[bool, ...]:
        """Which bands flag an account: those marked, or the lowest where none is."""
        marked = tuple(b.alarm for b in self.bands)
        return marked if any(marked) else (*marked[:-1], True)

    @property
    def digest(self) -> str:
        """Eight hex digits that change with anything that can change a number or a word."""
        return hashlib.sha256(canonical(self).encode()).hexdigest()[:8]

    def metric(self, metric_id: str) -> Metric:
        """The metric of that id. Raises KeyError if there is none."""
        found = next((m for m in self.metrics if m.id == metric_id), None)
        if found is None:
            raise KeyError(metric_id)
        return found

    def effective_weight(self, metric_id: str) -> float:
        """A metric's share of the weights in force, 0…1; 0 where all weights are 0."""
        total = sum(m.weight for m in self.active)
        metric = self.metric(metric_id)
        return metric.weight / total if total and metric.enabled else 0.0


def authored(card: Card) -> dict[str, Any]:
    """The card as plain data, as short as it can be written."""
    return card.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {
        "version": card.version
    }


def canonical(card: Card) -> str:
    """The card as one line of JSON; equal cards give equal lines."""
    return json.dumps(_tidy(authored(card)), ensure_ascii=False, separators=(",", ":"))


def _tidy(node: Any) -> Any:
    """Whole numbers without '.0', so that 30 and 30.0 are the same card."""
    if isinstance(node, dict):
        return {k: _tidy(v) for k, v in node.items()}
    if isinstance(node, list):
        return [_tidy(v) for v in node]
    return int(node) if isinstance(node, float) and node.is_integer() else node


__all__ = ["Band", "Card", "Metric", "Number", "Playbook", "Rules", "authored", "canonical"]
