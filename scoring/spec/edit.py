"""Changes that sliders make to a card: each gives a new card and leaves the old one alone."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from typing import Any

from pydantic import ValidationError

from scoring.errors import CardError, Finding
from scoring.spec.model import Band, Card, Metric


def with_metric(card: Card, metric_id: str, **changes: Any) -> Card:
    """The card with some fields of one metric changed. Raises CardError if they cannot stand."""
    metrics = tuple(
        _checked(Metric, m.model_copy(update=changes)) if m.id == metric_id else m
        for m in card.metrics
    )
    return card.model_copy(update={"metrics": metrics})


def with_weight(
    card: Card,
    metric_id: str,
    weight: float,
    *,
    keep_total: bool = False,
    locked: Collection[str] = (),
) -> Card:
    """The card with one weight moved.

    Input: `keep_total` lets the other weights in force share the difference in proportion,
    so that all add up to 100; `locked` ones stay. If the others cannot give or take the
    whole difference, the moved weight stops where they can.
    """
    if not keep_total:
        return with_metric(card, metric_id, weight=float(weight))
    fixed = sum(m.weight for m in card.active if m.id in locked and m.id != metric_id)
    free = [m for m in card.active if m.id not in locked and m.id != metric_id]
    weight = min(float(weight), max(0.0, 100.0 - fixed))
    rest = 100.0 - fixed - weight
    if not free:
        return with_metric(card, metric_id, weight=max(0.0, 100.0 - fixed))
    total = sum(m.weight for m in free)
    shares = {m.id: m.weight / total if total else 1 / len(free) for m in free}
    moved = {m.id: round(max(0.0, rest) * shares[m.id], 1) for m in free}
    moved[metric_id] = weight
    metrics = tuple(
        m.model_copy(update={"weight": moved[m.id]}) if m.id in moved else m for m in card.metrics
    )
    return card.model_copy(update={"metrics": metrics})


def with_knob(card: Card, metric_id: str, path: str, number: float) -> Card:
    """The card with one number of a normaliser turned. Raises CardError if it cannot stand."""
    try:
        turned = card.metric(metric_id).normaliser.turned(path, float(number))
    except ValidationError as error:
        raise CardError([_fault(metric_id, error)]) from None
    return with_metric(card, metric_id, normaliser=turned)


def with_cuts(card: Card, cuts: Collection[float]) -> Card:
    """The card with new cuts between its bands, on the card's own scale, highest first.

    Input: one cut fewer than there are bands. Raises CardError unless they fall.
    """
    starts = [round(float(c), 1) for c in cuts]
    falling = all(a > b for a, b in itertools.pairwise(starts))
    if (
        len(starts) != len(card.bands) - 1
        or not falling
        or (starts and starts[-1] <= card.bands[-1].start)
    ):
        fix = "keep every cut below the one above it"
        raise CardError([Finding("bands", "two bands would begin at the same score", fix)])
    moved = [
        _checked(Band, band.model_copy(update={"start": start}))
        for band, start in zip(card.bands[:-1], starts, strict=True)
    ]
    return card.model_copy(update={"bands": (*moved, card.bands[-1])})


def _checked(model: type[Any], part: Any) -> Any:
    try:
        return model.model_validate(part.model_dump(by_alias=True))
    except ValidationError as error:
        raise CardError([_fault(getattr(part, "id", "bands"), error)]) from None


def _fault(place: str, error: ValidationError) -> Finding:
    first = error.errors(include_url=False)[0]
    return Finding(place, str(first["msg"]), "choose another value")
