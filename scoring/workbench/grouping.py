"""For each group of a dimension: whether metrics tell the same in it, and what would be its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.ground import ground_of
from scoring.backtest.trial import Trial
from scoring.kinds.condition import Condition
from scoring.limits.showing import GROUPS_SHOWN
from scoring.spec.edit import with_weights
from scoring.spec.model import Card
from scoring.spec.variants import draft_of, folded, with_new_variant
from scoring.tune.material import material_of
from scoring.tune.panel import Panel
from scoring.tune.segments import OWN, AcrossGroups, across_groups, own_weights
from scoring.tune.suggestion import Suggestion, bounds_of
from scoring.tune.weights import Wish
from scoring.values import Month
from scoring.workbench.anchoring import suggested_anchors, with_anchors
from scoring.workbench.opening import DataSet

MOST_GROUPS: Final = GROUPS_SHOWN.now


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """A group of accounts: its lost accounts, how many are customers now, weights of its own.

    `weights` are points of 100 by id, None below 100 losses or without a suggestion for all;
    `share` is how much the group's own data count in them.
    """

    value: str
    losses: int
    active: int
    share: float
    weights: dict[str, float] | None


@dataclass(frozen=True, slots=True)
class BySegment:
    """A dimension: each metric over all and within groups, and the groups with the most losses."""

    dimension: str
    metrics: tuple[AcrossGroups, ...]
    groups: tuple[OwnGroup, ...]


def across_segments(
    data: DataSet, card: Card, trial: Trial, dimension: str, barred: Collection[str] = ()
) -> tuple[AcrossGroups, ...]:
    """The ranking of a card and of each metric over all cases beside that within groups.

    Input: the card with its variants, so that what a group has of its own is seen; ids of metrics
    to leave out. Raises KeyError if the data have no such dimension.
    """
    ground, scores = ground_of(data.book, trial.cases), data.book.scored(card)
    seen = ground.row >= 0
    rows = ground.row[seen]
    named = [("", "This card", scores.score[rows])]
    named += [(m.id, m.title, scores.points[m.id][rows]) for m in card.used if m.id not in barred]
    texts = data.book.frame.accounts.dimensions[dimension]
    group = texts.codes[ground.account[seen]].astype(np.int64)
    return across_groups(dimension, group, named, ground.lost[seen], ground.codes[seen])


def by_segment_suggested(
    data: DataSet,
    card: Card,
    trial: Trial,
    pooled: Suggestion,
    wish: Wish,
    dimension: str,
    month: Month,
    barred: Collection[str] = (),
) -> BySegment:
    """What is suggested for the groups of a dimension, over all cases of the trial.

    Input: the card, the suggestion for it and how that was made, and ids of metrics that teach
    nothing. Raises KeyError if the data have no such dimension.
    """
    texts = data.book.frame.accounts.dimensions[dimension]
    ground = ground_of(data.book, trial.cases)
    material = material_of(data.book, ground, card, None, barred)
    group = texts.codes[ground.account[ground.row >= 0]].astype(np.int64)
    here = np.bincount(_active(data, dimension, month), minlength=len(texts.labels) + 1)
    bounds = bounds_of(material, card, wish)
    weights = np.array([pooled.weights.get(m.id, 0.0) for m in material.metrics])
    groups = []
    for code, value in enumerate(texts.labels):
        own = own_weights(material, group == code, weights, bounds, wish)
        named = None
        if own.weights is not None:
            named = {m.id: float(w) for m, w in zip(material.metrics, own.weights, strict=True)}
        groups.append(OwnGroup(value, own.losses, int(here[code]), own.share, named))
    groups.sort(key=lambda one: (-one.losses, -one.active, one.value))
    across = across_segments(data, card, trial, dimension, barred)
    return BySegment(dimension, across, tuple(groups[:MOST_GROUPS]))


def _active(data: DataSet, dimension: str, month: Month) -> np.ndarray:
    """The group of each customer at a month; those without one count in the last place."""
    frame = data.book.frame
    rows = frame.rows_at(month)
    texts = frame.accounts.dimensions[dimension]
    codes = texts.codes[frame.account[rows][frame.in_book(rows)]].astype(np.int64)
    return np.where(codes >= 0, codes, len(texts.labels))


def with_own_anchors(
    data: DataSet, card: Card, dimension: str, value: str, month: Month, panel: Panel
) -> Card:
    """The card with a variant for a group: the same weights, anchors of its own customers.

    A variant that speaks for this very group is changed, else one is added, tried last. Raises
    CardError where there are too many, or its name is taken.
    """
    grown, position = _with_variant_for(card, dimension, value)
    draft = draft_of(grown, position)
    members = data.book.frame.members(dimension, value)
    chosen = suggested_anchors(data, draft, month, panel, members)
    return folded(grown, position, with_anchors(draft, chosen))


def with_own_weights(card: Card, dimension: str, group: OwnGroup) -> Card:
    """The card with a variant for a group that has weights of its own; as `with_own_anchors`."""
    grown, position = _with_variant_for(card, dimension, group.value)
    draft = draft_of(grown, position)
    return folded(grown, position, with_weights(draft, group.weights or {}))


def _with_variant_for(card: Card, dimension: str, value: str) -> tuple[Card, int]:
    when = Condition.model_validate({"dimension": dimension, "is": [value]})
    for position, variant in enumerate(card.variants):
        if variant.when == when:
            return card, position
    name = "".join(c for c in value if c.isprintable())[:60].strip() or dimension
    return with_new_variant(card, name, when), len(card.variants)


__all__ = [
    "OWN",
    "AcrossGroups",
    "BySegment",
    "OwnGroup",
    "across_segments",
    "by_segment_suggested",
    "with_own_anchors",
    "with_own_weights",
]
