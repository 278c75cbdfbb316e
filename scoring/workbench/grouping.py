"""For each group of a dimension: whether metrics tell the same in it, and what would be its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.backtest.ground import ground_of
from scoring.backtest.trial import Trial
from scoring.kinds.condition import Condition
from scoring.spec.edit import with_weights
from scoring.spec.model import Card
from scoring.spec.variants import draft_of, folded, with_new_variant
from scoring.tune.panel import Panel
from scoring.tune.segments import OWN, AcrossGroups, across_groups, own_weights
from scoring.tune.suggestion import Study, Suggestion, bounds_of, typed
from scoring.tune.weights import Wish
from scoring.values import Month
from scoring.workbench.anchoring import suggested_anchors, with_anchors
from scoring.workbench.opening import DataSet

MOST_GROUPS = 12


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
    data: DataSet, card: Card, trial: Trial, study: Study, dimension: str
) -> tuple[AcrossGroups, ...]:
    """The ranking of a card and of each metric over all cases beside that within groups.

    Input: the card, or the variant that is edited, with the metrics of the study. Raises
    KeyError if the data have no such dimension.
    """
    material = study.material
    score = material.score(typed(material, card), np.arange(len(material.lost)))
    named = [("", "This card", score)]
    named += [
        (m.id, m.title, material.points[:, at])
        for at, m in enumerate(material.metrics)
        if m.id not in material.barred
    ]
    group = _group(data, trial, study, dimension)
    return across_groups(dimension, group, named, material.lost, material.account)


def by_segment_suggested(
    data: DataSet,
    card: Card,
    trial: Trial,
    study: Study,
    pooled: Suggestion,
    wish: Wish,
    dimension: str,
    month: Month,
) -> BySegment:
    """What is suggested for the groups of a dimension.

    Input: the study and the suggestion for all accounts, and how it was made. Raises KeyError
    if the data have no such dimension.
    """
    texts = data.book.frame.accounts.dimensions[dimension]
    group, material = _group(data, trial, study, dimension), study.material
    here = np.bincount(_active(data, dimension, month), minlength=len(texts.labels) + 1)
    bounds = bounds_of(material, card, wish)
    weights = np.array([pooled.weights.get(m.id, 0.0) for m in material.metrics])
    groups = []
    for code, value in enumerate(texts.labels):
        inside = group == code
        own = own_weights(material, inside, weights, bounds, wish)
        named = None
        if own.weights is not None:
            named = {m.id: float(w) for m, w in zip(material.metrics, own.weights, strict=True)}
        groups.append(OwnGroup(value, own.losses, int(here[code]), own.share, named))
    groups.sort(key=lambda one: (-one.losses, -one.active, one.value))
    return BySegment(
        dimension, across_segments(data, card, trial, study, dimension), tuple(groups[:MOST_GROUPS])
    )


def _group(data: DataSet, trial: Trial, study: Study, dimension: str) -> np.ndarray:
    """The group of each case of the study, -1 for none."""
    frame = data.book.frame
    ground = ground_of(data.book, trial.cases)
    known, code = np.unique(ground.codes, return_index=True)
    account = np.empty(int(known.max(initial=-1)) + 1, np.int64)
    account[known] = ground.account[code]
    return (
        frame.accounts.dimensions[dimension].codes[account[study.material.account]].astype(np.int64)
    )


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
