"""How weights do on accounts that they were not made from; nothing else is said of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
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
    standard_error,
)
from scoring.backtest.signal import signal
from scoring.tune.folds import Folds
from scoring.tune.learnt import Learnt
from scoring.tune.material import Material
from scoring.values import Floats, Ints

METHOD: Final = "mean over held-out parts of whole accounts; clustered DeLong on their ranks, logit"

Choose = Callable[[Learnt], Floats]
"""From what cases say to weights, with all that was wished for."""


@dataclass(frozen=True, slots=True)
class Validated:
    """Ranking power on accounts that were held out.

    `power` is that of the weights that the others suggest, `present` that of the card at hand in
    the same parts, `difference` the first less the second on the same cases. `separates` says
    whether the weights rank beyond chance, and `words` is the sentence for it; `luck` says where
    the interval alone would be too kind, because the metrics were chosen by these losses.
    """

    power: Figure
    present: Figure
    difference: Figure
    separates: bool
    words: str
    luck: str = ""


def validated(material: Material, folds: Folds, choose: Choose, present: Floats) -> Validated:
    """The weights that each part's other accounts suggest, tried on that part.

    Input: the cases; what was learnt without each part; how weights are chosen from it, the
    same way as in the end; the weights of the card at hand, shape (metrics,). What was guessed
    from the losses is, for both, as the other accounts alone would guess it. What the weights
    make of the cases they were learnt from is not computed.
    """
    new, old, gaps = [], [], []
    whole = material.score(present, np.arange(len(material.lost)))
    for repeat in folds.repeats:
        score, now = np.full(len(material.lost), np.nan), whole.copy()
        for fold in repeat:
            score[fold.held] = material.score(choose(fold.learnt), fold.held, fold.turns)
            if any(fold.turns):
                now[fold.held] = material.score(present, fold.held, fold.turns)
        held = [fold.held for fold in repeat]
        mine, theirs = (_in_parts(s, held, material) for s in (score, now))
        new.append(mine)
        old.append(theirs)
        gaps.append(ranking_difference(mine.ranks, theirs.ranks, material.lost, material.account))
    power = _mean(new)
    call = signal(power)
    known = power.low is not None
    luck = _luck(power, material.guesses.choices) if call.call == "separates" else ""
    separates = call.call == "separates" and not luck
    words = _NOTHING if known and not separates else call.words
    return Validated(power, _mean(old), _mean_gap(gaps), separates, words, luck)


def _luck(power: Figure, choices: int) -> str:
    """Why an interval above one half is not enough; "" where it is.

    How many metrics were chosen was decided by all losses, so that luck is not wholly held out.
    The best of so many measures has as many chances: the error of 5% is shared among them
    (Bonferroni), on the logit scale.
    """
    if choices < 2 or power.estimate is None or power.low is None or power.estimate >= 1.0:
        return ""
    middle, low = (math.log(p / (1.0 - p)) for p in (power.estimate, power.low))
    error = (middle - low) / NormalDist().inv_cdf(0.975)
    if middle > NormalDist().inv_cdf(1.0 - 0.025 / choices) * error:
        return ""
    return (
        f"The metrics were chosen from {choices} measures by these very losses, and the luckiest of"
        " so many may rank as well: the interval would have to lie further above one half."
    )


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


def looks_better_than_it_is(
    material: Material, choose: Choose, learnt: Learnt, power: Figure
) -> bool:
    """Whether the weights do over 5 points better where they were learnt than where they were not.

    The former figure itself is not given: it flatters (W34).
    """
    rows = np.arange(len(material.lost))
    area = auc(worst_first(material.score(choose(learnt), rows), material.lost))
    return area is not None and power.estimate is not None and area - power.estimate > 0.05
