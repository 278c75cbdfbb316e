"""Changes that sliders make to a card: each gives a new card and leaves the old one alone."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from scoring.errors import CardError, Finding
from scoring.kinds.normaliser import Part
from scoring.spec.checked import checked, decided, faults
from scoring.spec.model import PULSE, Card


def with_metric(card: Card, metric_id: str, **changes: Any) -> Card:
    """The card with some fields of one metric changed.

    Raises CardError if they cannot stand, KeyError if there is no such metric.
    """
    before = card.metric(metric_id)
    changed = decided(_again(before.model_copy(update=changes)), before)
    metrics = tuple(changed if m.id == metric_id else m for m in card.metrics)
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
    in tenths, so that all add up to 100 exactly; `locked` ones stay. If the others cannot
    give or take the whole difference, the moved weight stops where they can. A pulse that
    weighs is moved under its id, and stays when others move. Raises as `with_metric` does.
    """
    if metric_id == PULSE and card.pulse is not None:
        pulse = _again(card.pulse.model_copy(update={"weight": float(weight)}))
        moved = card.model_copy(update={"pulse": pulse})
    else:
        moved = with_metric(card, metric_id, weight=float(weight))
    if not keep_total or not card.metric(metric_id).enabled:
        return moved
    others = [m for m in card.active if m.id != metric_id]
    free = {m.id: _exact(m.weight) for m in others if m.id not in {*locked, PULSE}}
    fixed = sum((_exact(m.weight) for m in others if m.id not in free), Fraction(0))
    room = max(Fraction(0), 100 - fixed)
    own = min(_exact(float(weight)), room) if free else room
    weights = {metric_id: own, **_shared_out(room - own, free)}
    metrics = tuple(
        m.model_copy(update={"weight": float(weights[m.id])}) if m.id in weights else m
        for m in card.metrics
    )
    pulse = card.pulse
    if PULSE in weights and pulse is not None:
        pulse = pulse.model_copy(update={"weight": float(weights[PULSE])})
    return card.model_copy(update={"metrics": metrics, "pulse": pulse})


def with_weights(card: Card, weights: Mapping[str, float]) -> Card:
    """The card with several weights set at once; the others stay. A pulse goes by its id.

    Raises CardError for a weight that a card cannot hold.
    """
    metrics = tuple(
        _again(m.model_copy(update={"weight": float(weights[m.id])}))
        if m.id in weights and m.weight != weights[m.id]
        else m
        for m in card.metrics
    )
    pulse = card.pulse
    if pulse is not None and PULSE in weights:
        pulse = _again(pulse.model_copy(update={"weight": float(weights[PULSE])}))
    return card.model_copy(update={"metrics": metrics, "pulse": pulse})


def _exact(number: float) -> Fraction:
    """The decimal number that people typed, not the double next to it."""
    return Fraction(repr(number))


def _shared_out(rest: Fraction, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The rest in proportion to the weights, in tenths; the largest remainders are rounded up."""
    total = sum(weights.values())
    ideal = {i: rest * w / total if total else rest / len(weights) for i, w in weights.items()}
    shares = {i: Fraction(math.floor(part * 10), 10) for i, part in ideal.items()}
    left = rest - sum(shares.values())
    for name in sorted(ideal, key=lambda i: shares[i] - ideal[i]):
        more = min(Fraction(1, 10), left)
        shares[name] += more
        left -= more
    return shares


def with_knob(card: Card, metric_id: str, path: str, number: float) -> Card:
    """The card with one number of a normaliser turned. Raises CardError if it cannot stand."""
    normaliser = card.metric(metric_id).normaliser
    try:
        turned = normaliser.turned(path, float(number))
    except ValidationError as error:
        raise CardError(faults(metric_id, error, type(normaliser))) from None
    return with_metric(card, metric_id, normaliser=turned)


def with_cuts(card: Card, cuts: Collection[float]) -> Card:
    """The card with new cuts between its bands, on the card's own scale, highest first.

    Input: one cut fewer than there are bands. Raises CardError unless they fall, and stay on
    the card's scale.
    """
    known = {band.start for band in card.bands}  # a cut that stays keeps all its decimals
    starts = [float(c) if float(c) in known else round(float(c), 1) for c in cuts]
    falling = all(a > b for a, b in itertools.pairwise(starts))
    if (
        len(starts) != len(card.bands) - 1
        or not falling
        or (starts and starts[-1] <= card.bands[-1].start)
    ):
        fix = "keep every cut below the one above it"
        raise CardError([Finding("bands", "two bands would begin at the same score", fix)])
    if card.display == "ten" and starts and starts[0] > 10:
        raise CardError([Finding("bands", "the scale ends at 10", "use a cut from 1 to 10")])
    moved = [
        _again(band.model_copy(update={"start": start}))
        for band, start in zip(card.bands[:-1], starts, strict=True)
    ]
    return card.model_copy(update={"bands": (*moved, card.bands[-1])})


def _again(part: Part) -> Any:
    """A part checked once more after a change."""
    raw = part.model_dump(by_alias=True)
    return checked(type(part), raw, getattr(part, "id", "bands"))
