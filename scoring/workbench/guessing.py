"""What a metric should look like, read off the loaded data: a guess to be argued with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from scoring.errors import CardError
from scoring.kinds.naming import titled
from scoring.kinds.normalisers import NORMALISERS
from scoring.kinds.normalisers.points import AsPoints
from scoring.kinds.transforms import TRANSFORMS
from scoring.kinds.transforms.level import Level
from scoring.spec.catalogue import Measure
from scoring.spec.edit_metrics import id_for, with_normaliser, with_transform
from scoring.spec.guess import less_is_better
from scoring.spec.model import Card, Metric
from scoring.tune.anchors import friendly
from scoring.values import Bools, Column, Floats, Texts
from scoring.workbench.early import CLEAR, Early, Side, apart, early_rows
from scoring.workbench.fitting import falls, fitted, quantiles, spread
from scoring.workbench.opening import DataSet

WEIGHT = 10.0
NAMED = 20
"""A measure with at most so many different numbers may be scored number by number."""

_SURVEYS = {"rating", "nps", "csat", "ces"}
_AS_IS = AsPoints(kind="points")
_OWN_UNIT = ("level", "mean", "max")
"""Transforms that read a number of the measure's own size: anchors outlive a switch."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A metric to start from, and which end is the better one; None for categories."""

    metric: Metric
    side: Side | None = None


def guess_metric(
    data: DataSet, measure: str, taken: Collection[str] = (), unseen: Bools | None = None
) -> Guess | None:
    """A metric for a measure: direction, anchors and id are guessed.

    Input: the measure's name, the ids that are taken, and a mask of the accounts whose fate may
    not be looked at. Output: a straight line between
    the 10th and 90th percentile, for text points by category, marked as a guess and with its
    reason; None where the measure holds no two different values, or numbers beyond what a card
    can say.
    """
    stand_in = AsPoints(kind="points")
    words = "".join(c for c in measure if c.isprintable())[:120] or None
    probe = Metric(
        id=id_for(measure, taken),
        label=titled(words) if words else None,
        measure=measure,
        normaliser=stand_in,
        weight=WEIGHT,
    )
    values = data.book.column(probe)
    if not spread(values):
        return None
    side = _side(data, values, measure, unseen)
    kind = "categories" if isinstance(values, Texts) else "linear"
    try:
        seen, gone = _in_sight(data, values, unseen)
        rule = fitted(kind, seen, side.falls, gone)
    except CardError:  # beyond what a card can say
        return None
    text = kind == "categories"
    about = _order(data) if text else side.in_words()
    metric = probe.model_copy(update={"normaliser": rule, "about": about, "guess": True})
    return Guess(metric, None if text else side)


def suiting_kinds(data: DataSet, metric: Metric) -> tuple[str, ...]:
    """The normalisers that make sense for what a metric reads, its own among them."""
    values = data.book.column(metric)
    if isinstance(values, Texts):
        fit: tuple[str, ...] = ("categories",)
    else:
        few = data.book.of_column(metric, "few", lambda: _are_few(values))
        fit = tuple(k for k in NORMALISERS.names if k != "categories" or few)
    return fit if metric.normaliser.name in fit else (*fit, metric.normaliser.name)


def _are_few(values: Floats) -> bool:
    return len(np.unique(values[~np.isnan(values)])) <= NAMED


def suiting_transforms(data: DataSet, metric: Metric) -> tuple[str, ...]:
    """The transforms that make sense for a metric's measure.

    Text is read as it stands; a survey is read of whole numbers from 0 to 10 only.
    """
    found = data.catalogue.measure(metric.measure)
    if found is not None and found.reads == "text":
        return tuple(t.name for t in TRANSFORMS if t.passes_text)
    alone = len(_numbers(data)) < 2
    left_out = {"per"} if alone else set()
    if found is not None and not _answers(data, found):
        left_out |= _SURVEYS - {metric.transform.name}
    return tuple(k for k in TRANSFORMS.names if k not in left_out)


def _answers(data: DataSet, measure: Measure) -> bool:
    """Whether a measure may hold answers to a survey: whole numbers from 0 to 10."""
    low, high = measure.low, measure.high
    if low is None or high is None or low < 0 or high > 10:
        return False
    values = data.book.column(Metric(id="a", measure=measure.name, normaliser=_AS_IS, weight=0))
    if isinstance(values, Texts):
        return False
    known = values[~np.isnan(values)]
    return bool((known == np.round(known)).all())


def with_kind(data: DataSet, card: Card, metric_id: str, kind: str) -> Card:
    """The card with one metric's normaliser of another kind, fitted to the data.

    The better end stays where it is. Asked for the kind it has, it is fitted anew. Raises
    CardError if the data allow no such rule.
    """
    metric = card.metric(metric_id)
    values = data.book.column(metric)
    down = falls(metric.normaliser)
    if down is None:
        down = _side(data, values, metric.measure).falls
    rule = fitted(kind, values, down, _gone(data))
    return with_normaliser(card, metric_id, rule.model_dump(by_alias=True))


def with_setting(data: DataSet, card: Card, metric_id: str, setting: str, value: Any) -> Card:
    """The card with one choice inside a normaliser made otherwise.

    Input: the setting's name as a card writes it, and its value. A percentile that is frozen
    takes today's values along as its reference. Raises CardError if it cannot stand.
    """
    metric = card.metric(metric_id)
    raw = {**metric.normaliser.model_dump(by_alias=True), setting: value}
    if metric.normaliser.name == "percentile":
        values = data.book.column(metric)
        raw["quantiles"] = []
        if raw["reference"] == "frozen" and not isinstance(values, Texts):
            raw["quantiles"] = quantiles(values)
            raw["within"] = "all"
    return with_normaliser(card, metric_id, raw)


def with_reading(data: DataSet, card: Card, metric_id: str, kind: str) -> Card:
    """The card with one metric's transform of another kind.

    What both kinds share is kept, such as the number of months. Where what is read changes
    its unit the normaliser is fitted anew, the direction included. Raises CardError.
    """
    metric = card.metric(metric_id)
    raw = {"kind": kind, **_asked_of(data, metric, kind)}
    read = with_transform(card, metric_id, raw)
    found = data.catalogue.measure(metric.measure)
    number = found is not None and found.reads == "number"
    if number and kind in _OWN_UNIT and metric.transform.name in _OWN_UNIT:
        return read
    now = read.metric(metric_id)
    values = data.book.column(now)
    if not spread(values) or (number and metric.normaliser.name == "points"):
        return read
    side = _side(data, values, metric.measure)
    name = "categories" if isinstance(values, Texts) else metric.normaliser.name
    rule = fitted(name, values, side.falls, _gone(data))
    return with_normaliser(read, metric_id, rule.model_dump(by_alias=True))


def _asked_of(data: DataSet, metric: Metric, kind: str) -> Mapping[str, Any]:
    """What a transform needs: as much as possible of the one before, else the usual."""
    fields = TRANSFORMS[kind].model_fields
    before = metric.transform.model_dump(by_alias=True, exclude_none=True)
    asked = {k: v for k, v in before.items() if k in fields and k != "kind"}
    if "months" in fields and "months" not in asked and fields["months"].is_required():
        asked["months"] = 3
    if kind == "ces":
        asked.setdefault("reading", "mean")
    if "months" in asked:
        bounds = {
            k: getattr(m, k)
            for m in fields["months"].metadata
            for k in ("ge", "le")
            if hasattr(m, k)
        }
        asked["months"] = max(bounds["ge"], min(asked["months"], bounds["le"]))
    if kind == "per":
        asked["by"] = next(m for m in _numbers(data) if m != metric.measure)
    if kind == "months_since":
        plain = metric.model_copy(update={"transform": Level(kind="level")})
        values = data.book.column(plain)
        known = np.zeros(1) if isinstance(values, Texts) else values[~np.isnan(values)]
        asked["at_least"] = friendly(float(np.median(known))) if len(known) else 0.0
    return asked


def _numbers(data: DataSet) -> tuple[str, ...]:
    return tuple(m.name for m in data.catalogue.measures if m.reads == "number")


def _gone(data: DataSet) -> Bools:
    frame = data.book.frame
    return frame.accounts.lost[frame.account]


def _in_sight(data: DataSet, values: Column, unseen: Bools | None) -> tuple[Column, Bools]:
    """The values and who of them was lost; of texts, which losses order, without the unseen."""
    gone = _gone(data)
    if unseen is None or not isinstance(values, Texts):
        return values, gone
    rows = ~unseen[data.book.frame.account]
    return Texts(values.codes[rows], values.labels), gone[rows]


def _side(data: DataSet, values: Column, measure: str, unseen: Bools | None = None) -> Side:
    """Less is better if lost customers clearly have more of it, or else if the name says so.

    Where the name says nothing, lost customers decide by any distance.
    Lost customers are looked at three months before they left. All their rows would not do: the
    last ones are what the loss did to the measure, and who stayed long would count many times.
    """
    if isinstance(values, Texts):
        return Side(False)
    early = early_rows(data.book.frame)
    if unseen is not None:
        seen = ~unseen[data.book.frame.account[early.rows]]
        early = Early(early.rows[seen], early.lost[seen])
    found = apart(values, early)
    named = less_is_better(measure)
    told = found is not None and found.beyond(CLEAR) > 0.0
    if named is not None and not told:
        return Side(named, named=True)
    if found is None or found.area == 0.5:  # as many pairs one way as the other
        return Side(False)
    return Side(found.area > 0.5, found)


def _order(data: DataSet) -> str:
    """Why categories stand in their order."""
    known = data.catalogue.churn != "unknown"
    which = "of which more customers were lost" if known else "that are more frequent"
    return f"Values {which} count less."
