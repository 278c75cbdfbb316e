"""What a metric is worth: alone, on top of the others, and its fair share of the ranking power.

Sources: DeLong, DeLong and Clarke-Pearson (1988) and Obuchowski (1997) for the paired
interval, Shapley (1953) for the share.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.order import worst_first
from scoring.backtest.ranking import auc, ranking_difference, ranking_power
from scoring.tune.footing import Footing
from scoring.tune.rescore import in_force, shares, without_weight
from scoring.values import Bools, Floats, rounded

MOST: Final = 9
"""So many players share out the ranking power at most: every one more doubles the work."""

ROWS: Final = 5_000
"""So many cases are looked at for the shares: all lost ones, up to half, and some kept."""

CHANCE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Worth:
    """One metric of the card.

    `share` is its part of the weights in force, 0…1. `alone` is the AUC of its own points;
    `drop` the AUC of the card less that of the card without it, over the cases that both
    score.
    """

    id: str
    title: str
    share: float
    alone: Figure
    drop: Figure


def worths(at: Footing) -> tuple[Worth, ...]:
    """Each metric that carries weight, in the order of the card; nothing for a points card."""
    if at.card.kind == "points":
        return ()
    weights, metrics = shares(at.card), in_force(at.card)
    row = at.ground.row
    found = []
    for metric in metrics:
        own = np.where(row >= 0, at.scores.points[metric.id][row], np.nan)
        alone = ranking_power(at.as_judged(rounded(own)).order)
        found.append(
            Worth(
                id=metric.id,
                title=metric.title,
                share=weights.get(metric.id, 0.0),
                alone=alone,
                drop=_drop(at, metric.id, len(metrics)),
            )
        )
    return tuple(found)


def _drop(at: Footing, metric_id: str, metrics: int) -> Figure:
    """The card less the card without one metric, paired by case."""
    cases = len(at.ground.lost)
    if not at.gate.comparisons:
        return no_figure(f"{at.gate.words} Metrics are not compared.", cases)
    if metrics < 2:
        return no_figure("It is the only metric: without it nothing is left.", cases)
    without, _ = at.ready.scored(without_weight(metric_id))
    return ranking_difference(at.judged.score, without, at.ground.lost, at.ground.codes)


@dataclass(frozen=True, slots=True)
class FairShare:
    """What one player adds to the AUC on average over every order of joining.

    `ids` are its metrics: one, or those that were bundled because there are too many.
    """

    title: str
    ids: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class FairShares:
    """The shares of all players: they add up to `whole` less one half.

    `whole` is the AUC of the weighted mean of all metrics over `cases` cases, `lost` of them
    lost; `words` say why there are no shares, "" where there are.
    """

    players: tuple[FairShare, ...]
    whole: float | None
    cases: int
    lost: int
    words: str = ""


def fair_shares(at: Footing, seed: int, tell: Callable[[float], None] | None = None) -> FairShares:
    """Shapley values of the AUC over the card's metrics.

    A coalition ranks by the weighted mean of its own metrics' points, without caps and
    adjustments; where a case has none of them it counts as 50 points, and nobody at all ranks
    like chance. With more than nine metrics the lightest are one player together. `tell` hears
    how far it is, 0…1, and may raise to end the work. `seed` chooses the cases.
    """
    words = "" if at.gate.comparisons else f"{at.gate.words} No shares are worked out."
    if at.card.kind == "points":
        words = "A points card has no weights to share out."
    scored = np.flatnonzero(~np.isnan(at.judged.score))
    if words or not len(scored):
        return FairShares((), None, 0, 0, words or "No case has a score.")
    chosen = scored[_sampled(at.ground.lost[scored], seed)]
    lost = at.ground.lost[chosen]
    players = _players(at)
    sums, weights = _of_players(at, chosen, [ids for _, ids in players])
    value = coalition_values(sums, weights, lost, tell)
    return FairShares(
        tuple(
            FairShare(title, ids, share)
            for (title, ids), share in zip(players, shapley(value, len(players)), strict=True)
        ),
        value[-1],
        len(chosen),
        int(lost.sum()),
    )


def _sampled(lost: Bools, seed: int) -> Floats:
    """Positions of at most 5,000 cases: the lost ones, up to half of that, and kept ones."""
    rng = np.random.default_rng(seed)
    gone, kept = np.flatnonzero(lost), np.flatnonzero(~lost)
    if len(gone) + len(kept) > ROWS:
        few = max(ROWS // 2, ROWS - len(kept))
        gone = gone if len(gone) <= few else rng.choice(gone, few, replace=False)
        kept = rng.choice(kept, ROWS - len(gone), replace=False)
    return np.sort(np.concatenate([gone, kept]))


def _players(at: Footing) -> list[tuple[str, tuple[str, ...]]]:
    """The metrics, the heaviest on their own and the rest as one where they are too many."""
    metrics, weights = in_force(at.card), shares(at.card)
    if len(metrics) <= MOST:
        return [(m.title, (m.id,)) for m in metrics]
    heavy = sorted(metrics, key=lambda m: -weights.get(m.id, 0.0))[: MOST - 1]
    kept = {m.id for m in heavy}
    rest = tuple(m.id for m in metrics if m.id not in kept)
    own = [(m.title, (m.id,)) for m in metrics if m.id in kept]
    return [*own, (f"The other {len(rest)} metrics", rest)]


def _of_players(
    at: Footing, chosen: Floats, players: list[tuple[str, ...]]
) -> tuple[Floats, Floats]:
    """Σ weight · points and Σ weight of each player for each chosen case; (players, chosen)."""
    size = at.ready.size
    sums, weights = (np.zeros((len(players), size)) for _ in range(2))
    place = {name: i for i, ids in enumerate(players) for name in ids}
    for part in at.ready.parts:
        for metric in part.card.active:
            if metric.weight <= 0:
                continue
            points = part.points[metric.id].points
            here = np.where(np.isnan(points), 0.0, metric.weight)
            sums[place[metric.id], part.at] += here * np.nan_to_num(points)
            weights[place[metric.id], part.at] += here
    return sums[:, chosen], weights[:, chosen]


def coalition_values(
    sums: Floats, weights: Floats, lost: Bools, tell: Callable[[float], None] | None = None
) -> list[float]:
    """The AUC of every coalition; its bits say who is in it, and nobody is chance.

    Input: Σ weight · points and Σ weight, (players, cases); who was lost (cases,).
    """
    count = 1 << len(sums)
    value = [CHANCE] * count
    for members in range(1, count):
        inside = [i for i in range(len(sums)) if members >> i & 1]
        total, weight = sums[inside].sum(axis=0), weights[inside].sum(axis=0)
        known = weight > 0.0
        score = np.where(known, total / np.where(known, weight, 1.0), 50.0)
        area = auc(worst_first(rounded(score), lost))
        value[members] = CHANCE if area is None else area
        if tell and members % 16 == 0:
            tell(members / count)
    return value


def shapley(value: Mapping[int, float] | list[float], players: int) -> list[float]:
    """What each player adds on average over every order in which they can join (Shapley 1953).

    Input: the value of each coalition by its bits. Output: one number a player; they add up
    to the value of all less that of nobody.
    """
    found = []
    for player in range(players):
        terms = []
        for members in range(1 << players):
            if members >> player & 1:
                continue
            size = members.bit_count()
            orders = math.factorial(size) * math.factorial(players - size - 1)
            part = orders / math.factorial(players)
            terms.append(part * (value[members | 1 << player] - value[members]))
        found.append(math.fsum(terms))
    return found
