"""How weights do on accounts that they were not made from; nothing else is said of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.figure import Figure, no_figure, without_interval
from scoring.backtest.order import Order, worst_first
from scoring.backtest.ranking import (
    ENOUGH,
    auc,
    hanley_mcneil_bounds,
    logit_bounds,
    lost_accounts,
    ranking_difference,
    ranking_power,
    standard_error,
)
from scoring.backtest.signal import signal
from scoring.tune.folds import Folds
from scoring.tune.learnt import Learnt, learn
from scoring.tune.material import Material
from scoring.values import Bools, Floats, Ints

ENOUGH_LATER: Final = 20
"""From so many lost accounts in the later part a split by time is shown."""

METHOD: Final = "mean over held-out parts of whole accounts; clustered DeLong on their ranks, logit"

Choose = Callable[[Learnt], Floats]
"""From what cases say to weights, with all that was wished for."""


@dataclass(frozen=True, slots=True)
class Validated:
    """Ranking power on accounts that were held out.

    `power` is that of the weights that the others suggest, `present` that of the card at hand in
    the same parts, `difference` the first less the second on the same cases. `separates` says
    whether the weights rank beyond chance, and `words` is the sentence for it.
    """

    power: Figure
    present: Figure
    difference: Figure
    separates: bool
    words: str


@dataclass(frozen=True, slots=True)
class Later:
    """Learnt from looks up to a month, tried on later ones that could not be known by then.

    `power` and `present` are as in `Validated`; in words where there is no such split. `gap` is
    the held-out ranking power less this one, None where either is not known; `until` and
    `since` are month numbers.
    """

    power: Figure
    present: Figure
    gap: float | None
    until: int | None = None
    since: int | None = None


def validated(material: Material, folds: Folds, choose: Choose, present: Floats) -> Validated:
    """The weights that each part's other accounts suggest, tried on that part.

    Input: the cases; what was learnt without each part; how weights are chosen from it, the
    same way as in the end; the scores of the card at hand, shape (cases,), NaN for none. What
    the weights make of the cases they were learnt from is not computed.
    """
    new, old, gaps = [], [], []
    for repeat in folds.repeats:
        score = np.full(len(material.lost), np.nan)
        for fold in repeat:
            score[fold.held] = material.score(choose(fold.learnt), fold.held)
        held = [fold.held for fold in repeat]
        mine, theirs = (_in_parts(s, held, material) for s in (score, present))
        new.append(mine)
        old.append(theirs)
        gaps.append(ranking_difference(mine.ranks, theirs.ranks, material.lost, material.account))
    power = _mean(new)
    call = signal(power)
    known = power.low is not None
    words = _NOTHING if known and call.call != "separates" else call.words
    return Validated(power, _mean(old), _mean_gap(gaps), call.call == "separates", words)


_NOTHING: Final = signal(Figure(0.5, 0.4, 0.6, 0, 0, "")).words


@dataclass(frozen=True, slots=True, eq=False)
class _Tried:
    """One repeat: the AUC of each part, and the ranks within the parts with their order."""

    areas: tuple[float, ...]
    ranks: Floats
    order: Order


def _in_parts(score: Floats, held: list[Ints], material: Material) -> _Tried:
    ranks, areas = np.full(len(score), np.nan), []
    for rows in held:
        order = worst_first(score[rows], material.lost[rows])
        area = auc(order)
        areas += [] if area is None else [area]
        middle = (order.flagged[:-1] + order.flagged[1:]) / 2.0
        ranks[rows[order.rows]] = (middle / max(len(order.rows), 1))[order.group]
    return _Tried(tuple(areas), ranks, worst_first(ranks, material.lost, material.account))


def _mean(tried: list[_Tried]) -> Figure:
    """The mean AUC of all parts, with the interval of one repeat's ranks around it.

    Repeats smooth away the draw of the parts and add no account: the errors are averaged.
    """
    areas = [area for one in tried for area in one.areas]
    if not areas:
        return no_figure("No part has lost and kept accounts with a score.", 0, METHOD)
    mean, order = float(np.mean(areas)), tried[0].order
    cases, lost = len(order.rows), lost_accounts(order)
    errors = [standard_error(one.order) for one in tried]
    seen = [error for error in errors if error]
    if not seen or not 0.0 < mean < 1.0:
        return without_interval(mean, cases, "All held-out cases rank alike.")
    low, high = logit_bounds(mean, float(np.mean(seen)))
    if lost < ENOUGH:
        kept = len(np.unique(order.account[~order.lost]))
        plain = hanley_mcneil_bounds(mean, lost, kept)
        low, high = plain if plain[1] - plain[0] > high - low else (low, high)
    return Figure(mean, low, high, cases, lost, METHOD)


def _mean_gap(gaps: list[Figure]) -> Figure:
    known = [g for g in gaps if g.estimate is not None and g.low is not None]
    if not known:
        return gaps[0]
    middle = float(np.mean([g.estimate for g in known]))
    half = math.sqrt(float(np.mean([((g.high or 0.0) - (g.low or 0.0)) ** 2 for g in known]))) / 2.0
    first = known[0]
    why = "" if half > 0.0 else first.why
    method = f"{first.method}, mean of {len(known)} repeats"
    return Figure(middle, middle - half, middle + half, first.n, first.effective, method, why)


def split_at(material: Material, reach: int, fewest: int) -> tuple[int, int] | None:
    """The latest month to learn up to, and the first later one to try on; None where too few.

    Input: lead and horizon together, in months: what was not closed by the later look teaches
    nothing. The later part has 20 lost accounts at least, the earlier one `fewest`.
    """
    months = np.unique(material.as_of)
    for until in months[::-1].tolist():
        later = material.as_of >= until + reach
        if _lost(material, later) < ENOUGH_LATER:
            continue
        if _lost(material, material.as_of <= until) < fewest:
            return None
        return int(until), int(material.as_of[later].min())
    return None


def _lost(material: Material, rows: Bools) -> int:
    return len(np.unique(material.account[rows & material.lost]))


def tried_later(
    material: Material,
    split: tuple[int, int] | None,
    choose: Choose,
    present: Floats,
    power: Figure,
) -> Later:
    """Weights learnt up to the first month of a split, tried on the cases from the second on."""
    if split is None:
        why = f"A split by time needs {ENOUGH_LATER} losses in its later part."
        none = no_figure(why)
        return Later(none, none, None)
    before = material.as_of <= split[0]
    rows = np.flatnonzero(material.as_of >= split[1])
    learnt = learn(material.points[before], material.lost[before], material.account[before])
    lost, account = material.lost[rows], material.account[rows]
    score = material.score(choose(learnt), rows)
    found = ranking_power(worst_first(score, lost, account))
    now = ranking_power(worst_first(present[rows], lost, account))
    gap = None
    if power.estimate is not None and found.estimate is not None:
        gap = power.estimate - found.estimate
    return Later(found, now, gap, *split)


def looks_better_than_it_is(
    material: Material, choose: Choose, learnt: Learnt, power: Figure
) -> bool:
    """Whether the weights do over 5 points better where they were learnt than where they were not.

    The former figure itself is not given: it flatters (W34).
    """
    rows = np.arange(len(material.lost))
    area = auc(worst_first(material.score(choose(learnt), rows), material.lost))
    return area is not None and power.estimate is not None and area - power.estimate > 0.05


__all__ = [
    "Choose",
    "Later",
    "Validated",
    "looks_better_than_it_is",
    "split_at",
    "tried_later",
    "validated",
]
