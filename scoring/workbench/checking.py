"""A card is checked alone and beside the data it is to score."""

from __future__ import annotations

from scoring.errors import CardError, Finding, errors_among
from scoring.spec.fit import against
from scoring.spec.model import Card
from scoring.spec.parse import Reading, read_card
from scoring.spec.strict_yaml import Document
from scoring.workbench.opening import DataSet


def check_card(text: str, data: DataSet | None = None) -> tuple[Reading, tuple[Finding, ...]]:
    """Everything that is wrong with a card, alone and beside the data.

    Output: the reading and all findings in line order. Raises nothing.
    """
    reading = read_card(text)
    findings = list(reading.findings)
    if reading.card is not None and data is not None:
        findings += against(reading.card, data.catalogue, reading.document)
        findings.sort(key=lambda f: f.line or 0)
    return reading, tuple(findings)


def usable_card(text: str, data: DataSet) -> Card:
    """A card that scores these data. Raises CardError with every fault otherwise."""
    reading, findings = check_card(text, data)
    errors = errors_among(findings)
    if errors or reading.card is None:
        raise CardError(errors)
    return reading.card


def fits(card: Card, data: DataSet) -> bool:
    """Whether every measure the card reads is in the data and of the right sort."""
    findings = check_against(card, data)
    return not errors_among(findings)


def check_against(card: Card, data: DataSet) -> tuple[Finding, ...]:
    """The faults that a sound card shows beside some data; found once for a card in hand."""
    catalogue = data.catalogue
    return data.faults.of(
        "beside", (card, catalogue), lambda: tuple(against(card, catalogue, Document()))
    )


def metric_faults(card: Card, metric_id: str, data: DataSet) -> tuple[Finding, ...]:
    """What keeps a single metric of a card from being read, be it switched on or off."""
    alone = card.metric(metric_id).model_copy(update={"enabled": True})
    bare = card.model_copy(update={"metrics": (alone,), "red_flags": (), "adjustments": ()})
    return errors_among(check_against(bare, data))


def must_fit(card: Card, data: DataSet) -> None:
    """Raise CardError with every fault unless the card can score these data."""
    errors = errors_among(check_against(card, data))
    if errors:
        raise CardError(errors)
