"""A cut that moves over the lost customers: what it would have caught, and nothing besides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.backtest.false_alarms import FalseAlarms
from scoring.backtest.ground import SEED
from scoring.backtest.lost import Board
from scoring.backtest.near_alarms import Near, near_alarms
from scoring.backtest.trial import Trial
from scoring.live.among import EVERYONE, Among
from scoring.live.kernel import Scores
from scoring.live.sample import DRAWN, LARGE, Sample, sample_of
from scoring.spec.model import Card
from scoring.values import Bools, Floats
from scoring.workbench.asking import USUAL, Asked
from scoring.workbench.checking import fits, must_fit
from scoring.workbench.opening import DataSet
from scoring.workbench.trying import board_now, trial_now


@dataclass(frozen=True, slots=True)
class LookBack:
    """What a page on lost customers shows of a cut that moves, each as in `Picture`.

    `near` are the false alarms of a large book, from some of its accounts; None where the
    trials tell their own. All else is exact.
    """

    card: Card
    scores: Scores
    trial: Trial
    trial_saved: Trial
    board: Board
    near: Near | None


def looked_back(
    data: DataSet,
    card: Card,
    saved: Card,
    among: Among = EVERYONE,
    asked: Asked = USUAL,
    large: int = LARGE,
    drawn: int = DRAWN,
) -> LookBack:
    """What a card would have caught, while its cut moves.

    Input: as for `picture`; from how many accounts on a book is large, and how many are drawn
    then of those that were ever lost and as many of the others. Up to that number, and in all but
    the false alarms, the figures are those of `picture`: these alone look at every month of every
    account. Raises CardError if the card does not fit the data.
    """
    must_fit(card, data)
    saved = saved if fits(saved, data) else card
    trial, before = trial_now(data, card, asked, among), trial_now(data, saved, asked, among)
    within = among.mask(data.book.frame)
    sample, near = sample_of(data.book, within, large, drawn), None
    if sample is not None:
        weights = data.book.cases.of("weights", (sample,), lambda: weights_of(sample, drawn))
        key = ("near alarms", saved.digest, among, asked, large, drawn)
        mine = _alarms(data, trial, weights)
        stays = data.book.overviews.get(key, lambda: _alarms(data, before, weights))
        near = None if mine is None or stays is None else Near(mine, stays)
    board = board_now(data, card, trial, among)
    return LookBack(card, trial.basis.scores, trial, before, board, near)


def _alarms(data: DataSet, trial: Trial, weights: Floats) -> FalseAlarms | None:
    on = trial.basis
    return near_alarms(data.book, on.card, on.scores, trial.clock, trial.rule, weights, on.within)


def weights_of(sample: Sample, drawn: int) -> Floats:
    """For how many accounts each one stands: some of the ever lost, and the drawn others.

    Input: how many of the ever lost are drawn. Output: shape (accounts,), 0 for who is not drawn.
    """
    gone = np.flatnonzero(sample.gone)
    chosen = np.random.default_rng(SEED).permutation(gone)[:drawn]
    some: Bools = np.zeros(len(sample.gone), np.bool_)
    some[chosen] = True
    return some * (len(gone) / max(len(chosen), 1)) + sample.times * sample.drawn
