"""The parts of a card: metrics, actions, flags, adjustments, pulse, bands, variants."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from scoring.kinds.condition import Condition
from scoring.kinds.naming import titled
from scoring.kinds.normaliser import Label, Part, Points, refusal
from scoring.kinds.normalisers import AnyNormaliser
from scoring.kinds.normalisers.linear import Linear
from scoring.kinds.normalisers.points import AsPoints
from scoring.kinds.transforms import AnyTransform
from scoring.kinds.transforms.level import Level
from scoring.limits.cards import CARD_LINES, CARD_VARIANTS
from scoring.spec.fields import (
    Family,
    Flag,
    Identifier,
    MissingField,
    Months,
    Name,
    Prose,
    Share,
    Weight,
)
from scoring.values import Missing, Tone

PULSE, PULSE_REASON = "_pulse", "_pulse_reason"
"""The ids under which a pulse and its reason are read; no metric's id begins like that."""


MOST_LINES, MOST_VARIANTS = CARD_LINES.now, CARD_VARIANTS.now
"""So many metrics or actions, and so many variants, has a card at most."""


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
    guess: Flag = False

    @property
    def title(self) -> str:
        """The label, or the id made readable."""
        return self.label or titled(self.id)


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
        return self.label or titled(self.when.in_words())


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
        return self.label or titled(self.when.in_words())


class Pulse(Part):
    """A customer success manager's own judgement of an account, and how much it may say.

    As a `metric` it is one more line with a weight. As a `nudge` it adds or takes up to
    `max_points`. As a `pin` the outermost judgements, 1 and 5, set the band outright where a
    reason is written; the score stays as computed, and back-tests leave pins out.
    """

    measure: Name
    mode: Literal["metric", "nudge", "pin"]
    label: Label | None = None
    scale: Literal["five", "points"] = "five"
    weight: Weight = 10.0
    max_points: Points = 10.0
    expires_months: Annotated[int, Field(strict=True, ge=1, le=24)] | None = None
    reason: Name | None = None
    enabled: Flag = True

    @model_validator(mode="after")
    def _pins_are_accounted_for(self) -> Self:
        if self.mode == "pin" and (self.reason is None or self.expires_months is None):
            raise refusal(
                "a pin needs a reason and an expiry",
                "add 'reason:' with the measure that holds it, and 'expires_months: 3'",
            )
        if self.mode == "pin" and self.scale == "points":
            raise refusal("a pin is a judgement from 1 to 5", "leave 'scale' out")
        return self

    @property
    def title(self) -> str:
        """The label, or what it is."""
        return self.label or "CSM pulse"

    @property
    def lasts(self) -> int:
        """For how many months a judgement holds, the month in which it was given included."""
        return self.expires_months or 3

    def as_metric(self) -> Metric:
        """The judgement as a line of the card: 1 is worth 0 points, 5 is worth 100."""
        line = Linear(kind="linear", worst=1.0, best=5.0)
        made = Metric(
            id="pulse",
            label=self.title,
            family="sentiment",
            measure=self.measure,
            normaliser=line if self.scale == "five" else AsPoints(kind="points"),
            weight=self.weight,
            max_age_months=self.lasts - 1,
            enabled=self.enabled and self.mode == "metric",
        )
        return made.model_copy(update={"id": PULSE})

    def why(self) -> Metric | None:
        """How the reason for a pin is read; None for the other modes."""
        if self.mode != "pin" or self.reason is None:
            return None
        return self.as_metric().model_copy(update={"id": PULSE_REASON, "measure": self.reason})


class Action(Part):
    """One line of a points card: so many points each time that something happened.

    Occurrences are a count (`measure`, read by the transform; missing counts as none), or 1
    where a condition (`when`) holds and 0 where it does not; never more than `at_most`.
    """

    id: Identifier
    label: Label | None = None
    about: Prose | None = None
    measure: Name | None = None
    transform: AnyTransform = Level(kind="level")
    max_age_months: Months = 0
    when: Condition | None = None
    points: Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-1e6, le=1e6)]
    at_most: Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1e6)] | None = None
    enabled: Flag = True

    @model_validator(mode="after")
    def _counts_one_thing(self) -> Self:
        if (self.measure is None) == (self.when is None):
            raise refusal(
                "an action counts one thing", "write either 'measure:' with a count or 'when:'"
            )
        return self

    @property
    def title(self) -> str:
        """The label, or the id made readable."""
        return self.label or titled(self.id)

    def as_metric(self) -> Metric | None:
        """How the count is read from its history; None for a condition."""
        if self.measure is None:
            return None
        return Metric(
            id=self.id,
            label=self.title,
            measure=self.measure,
            transform=self.transform,
            normaliser=AsPoints(kind="points"),
            weight=abs(self.points),
            max_age_months=self.max_age_months,
            enabled=self.enabled,
        )


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


class Override(Part):
    """What a variant says anew about one metric; what it leaves out stays as on the card."""

    weight: Weight | None = None
    normaliser: AnyNormaliser | None = None
    missing: MissingField | None = None
    enabled: Flag | None = None

    @property
    def changes(self) -> dict[str, Any]:
        """What is said anew, by the metric's own keys."""
        said = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: value for name, value in said.items() if value is not None}


class Variant(Part):
    """The card for some accounts: other weights, rules or cuts, for whom `when` holds."""

    name: Label
    when: Condition
    metrics: dict[Identifier, Override] = Field(default={}, max_length=60)
    bands: Annotated[tuple[Band, ...], Field(min_length=1, max_length=9)] | None = None
