"""Groups of metrics are compared in pairs, and the answers become 100 points for a vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.spec.model import Card
from scoring.tune.pairwise import MOST, Weighed, pairs_of, weigh_pairs
from scoring.tune.stakeholders import in_parts

_REST: Final = "Other"


@dataclass(frozen=True, slots=True)
class Group:
    """Metrics of a card that are weighed as one, by their ids."""

    name: str
    ids: tuple[str, ...]


def groups_of(card: Card) -> tuple[Group, ...]:
    """The families of the metrics in force, in their order on the card, five at most.

    With more families those with the least weight are one group at the end. None where the card
    has a single family: there is nothing to compare.
    """
    found: dict[str, list[str]] = {}
    for metric in card.active:
        found.setdefault(metric.family.capitalize(), []).append(metric.id)
    if len(found) > MOST:
        weight = {name: sum(card.metric(i).weight for i in ids) for name, ids in found.items()}
        heavy = sorted(found, key=lambda name: (name == _REST, -weight[name]))[: MOST - 1]
        rest = [i for name, ids in found.items() if name not in heavy for i in ids]
        found = {name: ids for name, ids in found.items() if name in heavy} | {_REST: rest}
    groups = tuple(Group(name, tuple(ids)) for name, ids in found.items())
    return groups if len(groups) > 1 else ()


def questions_of(groups: tuple[Group, ...]) -> tuple[tuple[str, str], ...]:
    """The pairs to ask about, at most ten."""
    return pairs_of([group.name for group in groups])


def weigh(groups: tuple[Group, ...], judged: Mapping[tuple[str, str], float]) -> Weighed:
    """The weights of the groups; raises as `weigh_pairs` does."""
    return weigh_pairs([group.name for group in groups], judged)


def points_of(card: Card, groups: tuple[Group, ...], weighed: Weighed) -> dict[str, int]:
    """Whole points by metric id that add up to 100.

    The weight of a group is shared out within it as the card weighs its metrics now, in equal
    parts where all of them weigh nothing.
    """
    ids: list[str] = []
    shares: list[float] = []
    for group, weight in zip(groups, weighed.weights, strict=True):
        own = np.array([card.metric(i).weight for i in group.ids], dtype=np.float64)
        parts = own / own.sum() if own.sum() > 0.0 else np.full(len(own), 1.0 / len(own))
        ids += group.ids
        shares += (weight * parts).tolist()
    return dict(zip(ids, in_parts(np.array(shares), 100), strict=True))
