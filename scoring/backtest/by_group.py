"""The same figures for each value of a trait: where a card works, and where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Final

import numpy as np

from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.further import Judged
from scoring.backtest.gates import COUNTS, Gate
from scoring.backtest.monotone import Level
from scoring.backtest.order import worst_first
from scoring.backtest.proportions import calls_per_catch, clustered_proportion
from scoring.backtest.ranking import auc, ranking_power
from scoring.values import Bools, Ints, Texts

PRIOR: Final = 20
"""So many cases with the churn rate of all are added before a group's rate is drawn."""

APART: Final = 0.05
TWICE: Final = 2.0
"""From such a ratio of churn rates on, with disjoint intervals, red means different things."""


@dataclass(frozen=True, slots=True)
class Group:
    """One value of a trait; `value` is None for cases that have none.

    `lost` counts cases, `accounts` the different accounts that were lost: below 8 the group is
    `grey`, too small to be read alone. `red_rate` is the share of its flagged cases that was
    lost, `calls` that turned over; `shrunk` is its churn rate (lost + 20 p) / (cases + 20) with p
    that of all cases.
    """

    value: str | None
    cases: int
    lost: int
    accounts: int
    flagged: int
    caught: Figure
    calls: Figure
    red_rate: Figure
    rate: Figure
    shrunk: float
    ranking: Figure
    grey: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence on the groups taken together; "fine" says that there is nothing to warn of."""

    level: Level
    words: str


@dataclass(frozen=True, slots=True)
class Groups:
    """A trait's groups, the one with the most losses first, and what they say together.

    `pooled` is the AUC over all cases, `within` that over pairs of one group; None where one of
    the two kinds of cases is missing.
    """

    dimension: str
    groups: tuple[Group, ...]
    pooled: float | None
    within: float | None
    order: Verdict
    red: Verdict


def by_group(dimension: str, trait: Texts, judged: Judged, flagged: Bools, gate: Gate) -> Groups:
    """The figures of each value of a trait.

    Input: the trait's name, its value of each judged case, the judged cases, who of them is
    flagged, shape (cases,), and the gate of all losses. Below its 8 losses there are words.
    """
    codes = trait.codes.astype(np.int64)
    found = [
        _group(trait.labels[code] if code >= 0 else None, codes == code, judged, flagged)
        for code in np.unique(codes).tolist()
    ]
    found.sort(key=lambda group: (-group.accounts, -group.cases, group.value or ""))
    if not gate.shares:
        found = [_withheld(group, gate.words) for group in found]
    pooled, within = pooled_and_within(judged, codes)
    if not gate.shares:
        nothing = Verdict("fine", gate.words)
        return Groups(dimension, tuple(found), None, None, nothing, nothing)
    order = _order(dimension, pooled, within)
    return Groups(dimension, tuple(found), pooled, within, order, _red(dimension, found))


def _group(value: str | None, inside: Bools, judged: Judged, flagged: Bools) -> Group:
    lost, account = judged.lost[inside], judged.account[inside]
    red = flagged[inside]
    gone, cases = int(lost.sum()), len(lost)
    precision = clustered_proportion(lost[red], account[red], nothing="Nobody was flagged.")
    accounts = len(np.unique(account[lost]))
    return Group(
        value=value,
        cases=cases,
        lost=gone,
        accounts=accounts,
        flagged=int(red.sum()),
        caught=clustered_proportion(red[lost], account[lost], nothing="Nobody was lost."),
        calls=calls_per_catch(precision),
        red_rate=precision,
        rate=clustered_proportion(lost, account),
        shrunk=(gone + PRIOR * float(judged.lost.mean())) / (cases + PRIOR),
        ranking=ranking_power(worst_first(judged.score[inside], lost, account)),
        grey=accounts < COUNTS,
    )


def _withheld(group: Group, why: str) -> Group:
    none = no_figure(why, group.cases)
    return replace(group, caught=none, calls=none, red_rate=none, rate=none, ranking=none)


def pooled_and_within(judged: Judged, group: Ints) -> tuple[float | None, float | None]:
    """The AUC over all cases, and that over pairs of a lost and a kept case of one group.

    The second is Σ P·N·AUC / Σ P·N over groups with P lost and N kept cases with a score. None
    where there is no such pair.
    """
    weight = wins = 0.0
    for code in np.unique(group).tolist():
        order = worst_first(judged.score[group == code], judged.lost[group == code])
        area = auc(order)
        if area is not None:
            weight += order.losses * order.kept
            wins += order.losses * order.kept * area
    return auc(judged.order), wins / weight if weight else None


def _order(dimension: str, pooled: float | None, within: float | None) -> Verdict:
    """Whether the card ranks alike over all and within groups (Simpson's paradox)."""
    if pooled is None or within is None:
        return Verdict("fine", "No pair of a lost and a kept case to compare.")
    seen = f"over all {pooled:.0%}, within {dimension} {within:.0%}"
    if abs(pooled - within) <= APART:
        return Verdict("fine", f"It ranks much the same within each {dimension}: {seen}.")
    if (pooled - 0.5) * (within - 0.5) < 0.0:
        words = f"Over all it points one way and within {dimension} the other: {seen}."
        return Verdict("red", words)
    better = "worse" if within < pooled else "better"
    words = f"Within {dimension} it ranks {better} than over all: {seen}. "
    what = "Part of what it tells is which group an account is in."
    hides = "The groups differ by what hides part of it."
    return Verdict("amber", words + (what if within < pooled else hides))


def _red(dimension: str, groups: Sequence[Group]) -> Verdict:
    """Whether being flagged means the same in every group."""
    apart = [
        (high, low)
        for high, low in permutations(groups, 2)
        if _clearly_above(high.red_rate, low.red_rate)
    ]
    if not apart:
        return Verdict("fine", f"No {dimension} in which a flag clearly means something else.")
    high, low = max(apart, key=lambda two: _spread(two[0].red_rate, two[1].red_rate))
    words = (
        f"Red means different things: of the flagged, {high.red_rate.estimate:.0%} were lost in"
        f" {high.value or 'no value'} and {low.red_rate.estimate:.0%} in {low.value or 'no value'}."
    )
    return Verdict("amber", words)


def _clearly_above(one: Figure, other: Figure) -> bool:
    if one.estimate is None or other.estimate is None or one.low is None or other.high is None:
        return False
    return one.low > other.high and one.estimate > TWICE * other.estimate


def _spread(one: Figure, other: Figure) -> float:
    return (one.estimate or 0.0) - (other.estimate or 0.0)
