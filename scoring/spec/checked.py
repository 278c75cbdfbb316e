"""A changed part or card is checked as if it had been read from a file, in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from scoring.errors import CardError, Finding, errors_among
from scoring.spec.model import Card, Metric, authored
from scoring.spec.parse import check_document
from scoring.spec.strict_yaml import Document
from scoring.spec.wording import findings_from

Model = TypeVar("Model", bound=BaseModel)


def checked(model: type[Model], raw: Mapping[str, Any], place: str) -> Model:
    """Plain data as a part of a card.

    Input: the part's model, its keys as a card writes them, and what to call it in a fault.
    Raises CardError with every fault.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise CardError(faults(place, error, model)) from None


def faults(place: str, error: ValidationError, model: type[BaseModel]) -> list[Finding]:
    """What is wrong, in the same words as in a card's file; only there is no line."""
    return [replace(f, place=place, line=None) for f in findings_from(error, Document(), model)]


def decided(metric: Metric, before: Metric) -> Metric:
    """A metric after a change by hand: a guess that is read or turned otherwise is none any more.

    Its mark goes, and with it the reason of the guess, which may hold no longer. A weight, a
    name or a switch is no judgement of the guess.
    """
    kept = (metric.transform, metric.normaliser) == (before.transform, before.normaliser)
    if kept or not metric.guess:
        return metric
    return metric.model_copy(update={"guess": False, "about": None})


def still_sound(card: Card, before: Card) -> Card:
    """The card, if its parts go together no worse than they did before the change.

    A fault that the card before had as well is not the change's. Raises CardError with the
    new ones.
    """
    known = {f.problem for f in _errors(before)}
    fresh = [replace(f, line=None) for f in _errors(card) if f.problem not in known]
    if fresh:
        raise CardError(fresh)
    return card


def _errors(card: Card) -> tuple[Finding, ...]:
    return errors_among(check_document(Document(authored(card))).findings)
