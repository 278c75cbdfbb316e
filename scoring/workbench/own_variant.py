"""A card variant for the accounts that are looked at: the same weights, anchors of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.errors import CardError, Finding
from scoring.kinds.condition import Condition
from scoring.kinds.normaliser import LIMIT
from scoring.kinds.normalisers.linear import Linear
from scoring.live.among import Among
from scoring.spec.checked import checked
from scoring.spec.model import Card, Metric
from scoring.spec.parts import Override
from scoring.spec.variants import with_new_variant
from scoring.tune.anchors import ENDS, friendly
from scoring.values import Bools, Floats, Month, Texts
from scoring.views.bands import BandShare, band_shares
from scoring.workbench.asking import Asked
from scoring.workbench.fitting import falls
from scoring.workbench.opening import DataSet
from scoring.workbench.trying import Trial, trial_now

FEW: Final = 20
"""With fewer values in the segment a metric keeps the anchors of the card."""

_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Anchors:
    """One metric of the card: how it is turned into points now, and in the segment's own way.

    `values` are the accounts of the segment that have one. `own` is None where the card's rule
    stays, and then `why` says why.
    """

    metric: Metric
    values: int
    own: Linear | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class OwnVariant:
    """A variant that the card may get: its name, whom it is for, and the card with it.

    `reached` of the segment's `accounts` in the book would be scored by it; earlier variants
    have the others.
    """

    name: str
    card: Card
    anchors: tuple[Anchors, ...]
    accounts: int
    reached: int


@dataclass(frozen=True, slots=True)
class Side:
    """What a card does to the accounts looked at: their bands today, and their past."""

    shares: tuple[BandShare, ...]
    trial: Trial


def condition_of(among: Among) -> Condition:
    """The traits as a card writes them. Raises CardError for a value that no card can hold."""
    parts = [
        {"dimension": dimension, "missing": True}
        if value is None
        else {"dimension": dimension, "is": [value]}
        for dimension, value in among.traits
    ]
    return checked(Condition, parts[0] if len(parts) == 1 else {"all": parts}, "variants")


def variant_of(card: Card, among: Among) -> int | None:
    """The position of the variant that is for just these accounts, if the card has one."""
    wanted = condition_of(among)
    return next((i for i, v in enumerate(card.variants) if v.when == wanted), None)


def own_variant(data: DataSet, card: Card, month: Month, among: Among) -> OwnVariant:
    """The variant that is suggested for the accounts looked at.

    Each metric that is a straight line gets the 10th and 90th percentile of their values in the
    book at the month, in friendly numbers, in the direction it has; all else stays as on the
    card. Raises CardError where the card can have no such variant.
    """
    if card.kind == "points":
        problem = "a points card has no variants"
        raise CardError([Finding("variants", problem, "use a weighted card")])
    rows = _rows(data, month, among)
    anchors = tuple(_anchors(data, metric, rows) for metric in card.active)
    name = _name(card, among)
    grown = with_new_variant(card, name, condition_of(among))
    said = {a.metric.id: Override(normaliser=a.own) for a in anchors if a.own is not None}
    own = grown.variants[-1].model_copy(update={"metrics": said})
    grown = grown.model_copy(update={"variants": (*card.variants, own)})
    variant = data.book.scored(grown).variant
    reached = 0 if variant is None else int((variant[rows] == len(card.variants)).sum())
    return OwnVariant(name, grown, anchors, len(rows), reached)


def _name(card: Card, among: Among) -> str:
    """The values of the traits, unlike the names that are taken."""
    values = [dimension if value is None else value for dimension, value in among.traits]
    stem, taken = ", ".join(values)[: _LONGEST - 5], {v.name for v in card.variants}
    names = (stem, *(f"{stem} {number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _rows(data: DataSet, month: Month, among: Among) -> np.ndarray:
    """The rows of the accounts in the book at the month."""
    frame = data.book.frame
    span = frame.rows_at(month)
    counted: Bools = frame.in_book(span)
    within = among.mask(frame)
    if within is not None:
        counted = counted & within[frame.account[span]]
    return np.arange(span.start, span.stop)[counted]


def _anchors(data: DataSet, metric: Metric, rows: np.ndarray) -> Anchors:
    rule, column = metric.normaliser, data.book.column(metric)
    if isinstance(column, Texts) or not isinstance(rule, Linear):
        return Anchors(metric, len(rows), None, "no straight line")
    values = np.asarray(column[rows], dtype=np.float64)
    known = values[~np.isnan(values)]
    if len(known) < FEW:
        return Anchors(metric, len(known), None, f"fewer than {FEW} values")
    own = fitted_line(known, rule)
    return Anchors(metric, len(known), own, "" if own else "hardly any spread")


def fitted_line(known: Floats, rule: Linear) -> Linear | None:
    """The rule between the 10th and 90th percentile, rounded to two digits; None if they meet."""
    low, high = (friendly(float(end)) for end in np.percentile(known, ENDS))
    if low >= high or max(abs(low), abs(high)) > LIMIT:
        return None
    worst, best = (high, low) if falls(rule) else (low, high)
    return Linear(kind="linear", worst=worst, best=best, outside=rule.outside)


def side(data: DataSet, card: Card, month: Month, among: Among, asked: Asked) -> Side:
    """The accounts looked at under a card. Raises CardError if it does not fit the data."""
    trial = trial_now(data, card, asked, among)
    scores, frame = data.book.scored(card), data.book.frame
    return Side(band_shares(frame, scores, card, month, among.mask(frame)), trial)
