"""Whether metrics tell the same within each group of accounts, and what a group's own data say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.by_group import Verdict, order_verdict
from scoring.backtest.figure import Figure
from scoring.backtest.further import Judged
from scoring.backtest.within import pooled_and_within, within_difference
from scoring.tune.learnt import learn, trust_in
from scoring.tune.material import Material
from scoring.tune.weights import Bounds, Wish, suggested
from scoring.values import Bools, Floats, Ints

OWN: Final = 100
"""From so many lost accounts on, weights of a segment's own are suggested."""


@dataclass(frozen=True, slots=True)
class AcrossGroups:
    """A metric's AUC over all cases, within groups, the latter less the former, and the verdict."""

    id: str
    title: str
    pooled: float | None
    within: float | None
    gap: Figure
    verdict: Verdict


def across_groups(
    dimension: str,
    group: Ints,
    named: Sequence[tuple[str, str, Floats]],
    lost: Bools,
    account: Ints,
) -> tuple[AcrossGroups, ...]:
    """Simpson's paradox, looked for in every metric (W30).

    Input: the dimension's name, each case's group as a code, and for each metric its id, title
    and points, shape (cases,).
    """
    found = []
    for name, title, points in named:
        judged = Judged(points, lost, account)
        pooled, within = pooled_and_within(judged, group)
        gap = within_difference(judged, group)
        verdict = order_verdict(dimension, pooled, within, gap)
        found.append(AcrossGroups(name, title, pooled, within, gap, verdict))
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class OwnWeights:
    """The weights of one group: its own blended with those of all.

    `share` is E / (E + 50) of the group's own losses; `weights` are None below 100 of them, or
    where nothing is suggested for all.
    """

    losses: int
    share: float
    weights: Floats | None


def own_weights(
    material: Material, inside: Bools, pooled: Floats, bounds: Bounds, wish: Wish
) -> OwnWeights:
    """(1 − a) · weights of all + a · what the group says by itself, a = E / (E + 50).

    Input: the cases, which of them are of the group, and the weights of all, points of 100.
    """
    account = np.unique(material.account[inside], return_inverse=True)[1]
    lost = material.lost[inside]
    losses = len(np.unique(account[lost]))
    share = trust_in(losses)
    if losses < OWN or not pooled.any():
        return OwnWeights(losses, share, None)
    learnt = learn(material.points[inside], lost, account)
    beside = Bounds(pooled / pooled.sum(), bounds.locked, bounds.ceiling)
    mixed = Wish(share, wish.tau, wish.most, wish.step, wish.locked)
    return OwnWeights(losses, share, suggested(learnt, beside, mixed))
