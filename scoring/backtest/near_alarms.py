"""False alarms of a large book, told from some of its accounts while a slider moves.

Each account that is looked at counts for as many as it was drawn of, so that every figure is a
ratio of two weighted sums (Horvitz and Thompson 1952): near, without an interval.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from scoring.backtest.alarms import GAP, YEAR, Episodes
from scoring.backtest.bootstrap import LATER
from scoring.backtest.false_alarms import FalseAlarms, flagged_months, watched_now
from scoring.backtest.figure import Figure, no_figure, without_interval
from scoring.backtest.flag_rules import FlagRule
from scoring.backtest.proportions import by_account
from scoring.backtest.watched import Watched
from scoring.live.book import Book
from scoring.live.kernel import Scores
from scoring.spec.model import Card
from scoring.spec.question import Clock
from scoring.values import Bools, Floats


@dataclass(frozen=True, slots=True)
class Near:
    """Near false alarms of a card and of the saved one, of the very same accounts.

    Only so their difference is one of the cards, and not of the draw of accounts.
    """

    mine: FalseAlarms
    saved: FalseAlarms


@dataclass(frozen=True, slots=True)
class _Part:
    """The months of some accounts, and what no card changes of them.

    `weight` (rows,) is how many accounts each row's account stands for, `told` the rows in which
    an alarm's beginning can be told, `recent` those of the last year of the kept; `whole`
    (accounts,) the weight of each account that is kept and has all of that year, else 0.
    """

    seen: Watched
    weight: Floats
    told: Bools
    recent: Bools
    whole: Floats


def near_alarms(
    book: Book,
    card: Card,
    scores: Scores,
    clock: Clock,
    rule: FlagRule,
    weights: Floats,
    within: Bools | None = None,
) -> FalseAlarms | None:
    """The figures of `false_alarms`, near, from the accounts whose weight is above 0.

    Input: `weights` (accounts,), for how many each account stands; the rest as for
    `false_alarms`, of which the months are found once for the very same weights. None where there
    is no history. Which alarms were right is not told.
    """
    if clock.cohort == "current":
        return None
    everyone = watched_now(book, clock, within)
    part = book.cases.of("near alarms", (everyone, weights), lambda: _part_of(everyone, weights))
    seen = part.seen
    alarms = np.flatnonzero(flagged_months(book, seen, card, scores, rule))
    begun = seen.begun(alarms)
    ever = np.bincount(seen.account[alarms[part.recent[alarms]]], minlength=len(part.whole)) > 0
    months = _ratio(part.weight[alarms[seen.kept[alarms]]], part.weight[seen.kept])
    accounts = _ratio(part.whole[ever], part.whole)
    episodes = _ratio(part.weight[begun[part.told[begun]]], part.weight[part.told])
    return FalseAlarms(
        months=months,
        accounts=accounts,
        episodes=replace(episodes, estimate=_hundredfold(episodes.estimate)),
        right=Episodes(no_figure(LATER), 0, 0, 0),
    )


def _ratio(some: Floats, of: Floats) -> Figure:
    """The share of weights, said to be of so many; words where there is nothing."""
    total = float(of.sum())
    if total <= 0.0:
        return no_figure(LATER)
    return without_interval(float(some.sum()) / total, round(total), LATER)


def _hundredfold(share: float | None) -> float | None:
    return None if share is None else 100.0 * share


def _part_of(everyone: Watched, weights: Floats) -> _Part:
    seen = everyone.of(weights > 0.0)
    weight = weights[seen.account]
    # From when on a beginning is told, and which year is the last, is that of the whole book.
    start = (int(everyone.month.min()) if len(everyone.month) else 0) + GAP
    last = int(everyone.month[everyone.kept].max(initial=0))
    recent = seen.kept & (seen.month > last - YEAR)
    full = by_account(recent, seen.account, len(weights)) == YEAR
    return _Part(seen, weight, seen.month > start, recent, np.where(full, weights, 0.0))
