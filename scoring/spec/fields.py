"""The small fields that the parts of a card are made of, with their limits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from scoring.kinds.normaliser import refusal
from scoring.values import Missing

ID_PATTERN = "^[a-z][a-z0-9_]{0,39}$"

Identifier = Annotated[str, Field(pattern=ID_PATTERN)]
Weight = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1e6)]
Share = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Prose = Annotated[str, Field(min_length=1, max_length=2000)]
Flag = Annotated[bool, Field(strict=True)]
Months = Annotated[int, Field(strict=True, ge=0, le=120)]


def _whole(raw: object) -> object:
    """Nothing but a whole number: to Python true and 1.0 are 1 as well."""
    if isinstance(raw, bool | float):
        raise refusal("the version is a whole number", "write 'version: 1'")
    return raw


Version = Annotated[Literal[1], BeforeValidator(_whole)]

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
