"""A text becomes a card, or the list of everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from scoring.errors import CardError, Finding, errors_among
from scoring.spec.model import Band, Card, Metric
from scoring.spec.rules import RULES, Sections
from scoring.spec.rules_of_bands import RULES_OF_BANDS
from scoring.spec.rules_of_kinds import RULES_OF_KINDS
from scoring.spec.strict_yaml import Document, read_yaml
from scoring.spec.wording import findings_from

PartModel = TypeVar("PartModel", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Reading:
    """A card (None if it has errors), all findings in line order, and the text's lines."""

    card: Card | None
    findings: tuple[Finding, ...]
    document: Document


def read_card(text: str) -> Reading:
    """Read a card from YAML or JSON text.

    Output: the card and its findings; the card is None exactly if a finding is an error.
    Raises nothing: the author's faults are data.
    """
    document, refused = read_yaml(text)
    if refused:
        return Reading(None, refused, document)
    return check_document(document)


def check_document(document: Document) -> Reading:
    """Check plain data that already was read, for instance from a link."""
    if not isinstance(document.data, dict):
        problem = "a card is a group of keys such as 'name:' and 'metrics:'"
        return Reading(None, (Finding("file", problem, "begin with 'version: 1'"),), document)
    findings: list[Finding] = []
    card: Card | None = None
    try:
        card = Card.model_validate(document.data)
    except ValidationError as error:
        findings += findings_from(error, document, Card)
    sections = Sections(
        document,
        metrics=_each(document, "metrics", Metric),
        bands=_each(document, "bands", Band),
    )
    findings += [f for rule in (*RULES, *RULES_OF_BANDS, *RULES_OF_KINDS) for f in rule(sections)]
    findings.sort(key=lambda f: f.line or 0)
    return Reading(None if errors_among(findings) else card, tuple(findings), document)


def parse_card(text: str) -> Card:
    """Read a card, for callers that want one or nothing. Raises CardError with all faults."""
    reading = read_card(text)
    if reading.card is None:
        raise CardError(errors_among(reading.findings))
    return reading.card


def _each(document: Document, section: str, model: type[PartModel]) -> tuple[PartModel | None, ...]:
    """The parts of a section; None stands for one that has a fault of its own."""
    raw: Any = document.data.get(section)
    return tuple(_or_none(model, item) for item in (raw if isinstance(raw, list) else []))


def _or_none(model: type[PartModel], item: object) -> PartModel | None:
    try:
        return model.model_validate(item)
    except ValidationError:
        return None
