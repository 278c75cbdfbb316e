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
from scoring.backtest.ranking import ranking_power
from scoring.backtest.within import pooled_and_within, within_difference
from scoring.values import Bools, Texts

PRIOR: Final = 20
"""So many cases with the churn rate of all are added before a group's rate is drawn."""

APART: Final = 0.05
TWICE: Final = 2.0
"""From such a ratio of churn rates on, with disjoint intervals, red means different things."""


@dataclass(frozen=True, slots=True)
class Group:
    """One value of a trait, with its code; `value` is None for cases that have none.

    `lost` counts cases, `accounts` the different accounts that were lost: below 8 the group is
    `grey`, too small to be read alone. `red_rate` is the share of its flagged cases that was
    lost, `calls` that turned over; `shrunk` is its churn rate (lost + 20 p) / (cases + 20) with p
    that of all cases.
    """

    code: int
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
        _group((code, trait.labels[code] if code >= 0 else None), codes == code, judged, flagged)
        for code in np.unique(codes).tolist()
    ]
    found.sort(key=lambda group: (-group.accounts, -group.cases, group.value or ""))
    if not gate.shares:
        found = [_withheld(group, gate.words) for group in found]
    pooled, within = pooled_and_within(judged, codes)
    if not gate.shares:
        nothing = Verdict("fine", gate.words)
        return Groups(dimension, tuple(found), None, None, nothing, nothing)
    order = order_verdict(dimension, pooled, within, within_difference(judged, codes))
    return Groups(dimension, tuple(found), pooled, within, order, _red(dimension, found))


def _group(which: tuple[int, str | None], inside: Bools, judged: Judged, flagged: Bools) -> Group:
    # Codes without gaps, so that a small group costs little among many accounts.
    account = np.unique(judged.account[inside], return_inverse=True)[1]
    lost = judged.lost[inside]
    red = flagged[inside]
    gone, cases = int(lost.sum()), len(lost)
    precision = clustered_proportion(lost[red], account[red], nothing="Nobody was flagged.")
    accounts = len(np.unique(account[lost]))
    return Group(
        code=which[0],
        value=which[1],
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


def order_verdict(
    dimension: str, pooled: float | None, within: float | None, gap: Figure
) -> Verdict:
    """Whether a card or a metric ranks alike over all and within groups (Simpson's paradox).

    A difference is said only where its interval does not reach 0.
    """
    if pooled is None or within is None:
        return Verdict("fine", "No pair of a lost and a kept case to compare.")
    seen = f"{pooled:.0%} overall, {within:.0%} within {dimension}"
    if abs(pooled - within) <= APART:
        return Verdict("fine", f"It ranks much the same within each {dimension}: {seen}.")
    if gap.low is None or gap.high is None or gap.low <= 0.0 <= gap.high:
        words = f"It may rank alike within each {dimension}: {seen}, which chance may do."
        return Verdict("fine", words)
    seen += f", a difference of {100 * gap.low:+.0f} to {100 * gap.high:+.0f} points"
    if (pooled - 0.5) * (within - 0.5) < 0.0:
        words = f"Overall it points one way and within {dimension} the other: {seen}."
        return Verdict("red", words)
    better = "worse" if within < pooled else "better"
    words = f"Within {dimension} it ranks {better} than overall: {seen}. "
    what = "Part of what it tells is which group an account is in."
    hides = "The groups differ by what hides part of it."
    return Verdict("amber", words + (what if within < pooled else hides))


def _red(dimension: str, groups: Sequence[Group]) -> Verdict:
    """Whether being flagged means the same in every group that is not too small to be read."""
    apart = [
        (high, low)
        for high, low in permutations([group for group in groups if not group.grey], 2)
        if _clearly_above(high.red_rate, low.red_rate)
    ]
    if not apart:
        return Verdict("fine", f"No {dimension} in which a flag clearly means something else.")
    high, low = max(apart, key=lambda two: _spread(two[0].red_rate, two[1].red_rate))
    words = f"{_red_words(high)} were lost and {_red_words(low)}."
    return Verdict("amber", f"Red means different things: {words}")


def _red_words(group: Group) -> str:
    rate = group.red_rate
    interval = f"({100 * (rate.low or 0.0):.0f}–{100 * (rate.high or 0.0):.0f}%)"
    of = f"{group.flagged:,} flagged in {group.value or 'no value'}"
    return f"{rate.estimate:.0%} {interval} of the {of}"


def _clearly_above(one: Figure, other: Figure) -> bool:
    if one.estimate is None or other.estimate is None or one.low is None or other.high is None:
        return False
    return one.low > other.high and one.estimate > TWICE * other.estimate


def _spread(one: Figure, other: Figure) -> float:
    return (one.estimate or 0.0) - (other.estimate or 0.0)
