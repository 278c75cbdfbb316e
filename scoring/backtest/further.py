"""What more the same cases tell of a card: its ranking in detail, at a capacity, beside another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.backtest.bootstrap import Draws, lift, of_weights
from scoring.backtest.equal_workload import caught_difference
from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.gates import Gate
from scoring.backtest.order import Order, worst_first
from scoring.backtest.proportions import (
    by_account,
    calls_per_catch,
    clustered_proportion,
    share_by_account,
)
from scoring.backtest.ranking import auc, difference_of, ranking_difference, ranking_power
from scoring.backtest.separation import Slice, average_precision, deciles, gini, largest_gap
from scoring.backtest.workload import Cut, Sweep, cut_for, grid, sweep
from scoring.live.shelf import Shelf
from scoring.values import Bools, Floats, Ints


@dataclass(frozen=True)
class Judged:
    """The judged cases of one card, shape (cases,): score (NaN: none), lost, account codes."""

    score: Floats
    lost: Bools
    account: Ints

    @cached_property
    def order(self) -> Order:
        """The cases from the worst score to the best."""
        return worst_first(self.score, self.lost, self.account)

    @cached_property
    def power(self) -> Figure:
        """The ranking power with its interval."""
        return ranking_power(self.order)

    @cached_property
    def blind(self) -> Judged:
        """The same cases with one score for all of them."""
        return Judged(np.zeros(len(self.lost)), self.lost, self.account)

    def by_rule(self, holds: Bools) -> Judged:
        """The same cases with two scores, the worse one where a rule holds; shape (cases,)."""
        both = np.where(holds, 0.0, 1.0)
        return self._kept.of("rule", (holds,), lambda: Judged(both, self.lost, self.account))

    def ahead_of(self, other: Judged) -> Figure:
        """The ranking power less that of other scores of the same cases: `ranking_difference`."""
        return self._kept.of("ahead", (other,), lambda: self._ahead_of(other))

    def _ahead_of(self, other: Judged) -> Figure:
        gone, owner = self.lost, self.account
        if self.order.unscored or other.order.unscored:
            return ranking_difference(self.score, other.score, gone, owner)
        return difference_of(self.order, other.order, gone, owner)

    def caught(self, count: float) -> Figure:
        """The share of the losses among so many worst cases, ties shared; clustered Wilson."""
        return self._kept.get(("caught", count), lambda: self._caught(count))

    def _caught(self, count: float) -> Figure:
        order, (tie_of, account, rows) = self.order, self._losses
        tie = int(np.searchsorted(order.flagged[1:], count))
        picked = (tie_of < tie).astype(np.float64)
        if tie < len(order.starts):
            size = order.flagged[tie + 1] - order.flagged[tie]
            picked[tie_of == tie] = (count - order.flagged[tie]) / size
        hits, nothing = by_account(picked, account, len(rows)), "Nobody was lost."
        shared = bool(np.any(picked != np.floor(picked)))
        return share_by_account(hits, rows, nothing, shared)

    @cached_property
    def _losses(self) -> tuple[Ints, Ints, Floats]:
        """Of each lost case the tie it has in the order and its account; their cases by account."""
        ties = np.full(len(self.score), len(self.score) + 1)  # later than any
        ties[self.order.rows] = self.order.group
        account = self.account[self.lost]
        return ties[self.lost], account, by_account(np.ones(len(account)), account)

    @cached_property
    def _kept(self) -> Shelf:
        return Shelf(8)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The ranking in detail; None where one of the two kinds of cases is missing.

    `sweep` says what each whole score as a cut would flag and catch.
    """

    gini: float | None
    ks: float | None
    average_precision: float | None
    lift: Figure
    deciles: tuple[Slice, ...]
    sweep: Sweep


def ranked(judged: Judged, flagged: Bools, draws: Draws | None) -> Ranked:
    """Gini, KS, precision-recall area, lift of the flagged, deciles and the sweep of cuts.

    Without draws the lift has no interval.
    """
    order, area = judged.order, auc(judged.order)
    return Ranked(
        gini=None if area is None else gini(area),
        ks=largest_gap(order),
        average_precision=average_precision(order),
        lift=lift(draws, flagged, judged.lost, judged.account),
        deciles=deciles(order) if len(order.rows) else (),
        sweep=sweep(order, grid(per_point=1)),
    )


def precision_recall(judged: Judged, draws: Draws) -> Figure:
    """The precision-recall area with its interval, the ranking taken anew in each draw.

    It costs one ranking a draw: for when it is asked for, not for a slider.
    """
    order = judged.order
    figure = of_weights(draws, order.account, lambda times: average_precision(order, times))
    return figure if figure.known else no_figure("Nobody with a score was lost.")


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a team finds that works so many accounts a month; ties at the cut are shared.

    `cut` is where the present book reaches that number; `flagged` and `caught` are what it
    would have meant for the cases, in accounts.
    """

    accounts: float
    cut: Cut
    flagged: float
    caught: float
    share: Figure
    calls: Figure


def at_capacity(judged: Judged, now: Floats, accounts: float) -> Capacity:
    """The cut that a capacity allows, and what it would have caught.

    Input: the judged cases, the scores of the book now (NaN: none), and the accounts that the
    team can work in a month.
    """
    cut = cut_for(now, accounts)
    worked = cut.shares(judged.score)
    lost, codes = judged.lost, judged.account
    precision = clustered_proportion(worked * lost, codes, worked, "Nobody would be worked.")
    return Capacity(
        accounts=accounts,
        cut=cut,
        flagged=float(worked.sum()),
        caught=float(worked[lost].sum()),
        share=clustered_proportion(worked[lost], codes[lost], nothing="Nobody was lost."),
        calls=calls_per_catch(precision),
    )


@dataclass(frozen=True, slots=True)
class Contest:
    """A card beside another on the same cases, both flagging the same number of them.

    Differences are this card less the other: of the ranking power, and of the share caught.
    """

    against: str
    flagged: int
    ranking: Figure
    caught: Figure


def contest(
    mine: Judged, theirs: Judged, against: str, flagged: int, draws: Draws, gate: Gate
) -> Contest:
    """Compare two cards at equal workload, paired by case; in words where losses are too few."""
    if not gate.comparisons:
        none = no_figure(f"{gate.words} Two cards are not compared.", len(mine.lost))
        return Contest(against, flagged, none, none)
    ranking = mine.ahead_of(theirs)
    caught = caught_difference(
        draws, mine.order, theirs.order, mine.lost, mine.account, float(flagged)
    )
    return Contest(against, flagged, ranking, caught)


def judged_cases(score: Floats, row: Ints, lost: Bools, codes: Ints) -> Judged:
    """The cases of a card: the score of each one's row (-1: none), and who was lost."""
    return Judged(np.where(row >= 0, score[row], np.nan), lost, codes)
