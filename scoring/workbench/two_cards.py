"""Two cards, each at a month, are held against each other on one book."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.backtest.figure import Figure
from scoring.backtest.ground import draws_of, ground_of
from scoring.backtest.ranking import ranking_power
from scoring.backtest.rivals import Match, Named, Rival, beside_score
from scoring.backtest.trial import Trial
from scoring.live.among import EVERYONE, Among
from scoring.spec.diff import changes
from scoring.spec.model import Card
from scoring.values import Floats, Ints, Month
from scoring.views.band_matrix import BandMatrix, band_matrix, causes_of_moves
from scoring.views.bands import BandShare, band_shares
from scoring.views.ledger import Ledger, ledger
from scoring.views.ledger_lines import LedgerLine, lines_by, whole_line
from scoring.views.won import won_by_line
from scoring.workbench.asking import USUAL, Asked
from scoring.workbench.checking import must_fit
from scoring.workbench.opening import DataSet
from scoring.workbench.trying import trial_now


@dataclass(frozen=True, slots=True)
class Side:
    """One side: what it is called, its card and its month."""

    name: str
    card: Card
    month: Month


@dataclass(frozen=True, slots=True)
class TwoCards:
    """What two sides say of one book.

    `lines` is the difference of the cards in English; `causes` (n,) which cause moved each
    account of the ledger from band to band, -1 where none did.
    """

    before: Side
    after: Side
    lines: tuple[str, ...]
    shares_before: tuple[BandShare, ...]
    shares_after: tuple[BandShare, ...]
    matrix: BandMatrix
    ledger: Ledger
    causes: Ints
    whole: LedgerLine

    @property
    def same(self) -> bool:
        """Whether both sides are one and the same."""
        return not self.lines and self.before.month == self.after.month


def two_cards(data: DataSet, before: Side, after: Side, among: Among = EVERYONE) -> TwoCards:
    """Hold two sides against each other, for some accounts; the last answers are kept.

    Raises CardError if one of the cards does not fit the data.
    """
    must_fit(before.card, data)
    must_fit(after.card, data)
    sides = ((s.name, s.card.digest, s.month) for s in (before, after))
    key = ("two cards", *sides, among)
    return data.kept.get(key, lambda: _two_cards(data, before, after, among))


def _two_cards(data: DataSet, before: Side, after: Side, among: Among) -> TwoCards:
    book, frame, within = data.book, data.book.frame, among.mask(data.book.frame)
    sides = tuple((book.scored(s.card), s.card, s.month) for s in (before, after))
    matrix = band_matrix(frame, sides[0], sides[1], within)
    found = ledger(book, (before.card, before.month), (after.card, after.month), within)
    return TwoCards(
        before,
        after,
        changes(before.card, after.card),
        band_shares(frame, *sides[0], within),
        band_shares(frame, *sides[1], within),
        matrix,
        found,
        causes_of_moves(matrix, found, sides[0], sides[1]),
        whole_line(found, matrix),
    )


@dataclass(frozen=True, slots=True)
class Contest:
    """Two cards at the same number of flagged cases.

    `trial` is the look back of the card after, whose rule says how many are flagged; in `rival`
    "mine" is that card, and the differences are the card after less the card before. `ranking`
    is the ranking power of the card after.
    """

    trial: Trial
    rival: Rival
    ranking: Figure


def contest_of(
    data: DataSet, before: Card, after: Card, asked: Asked = USUAL, among: Among = EVERYONE
) -> Contest:
    """Both cards on the same lost and kept accounts, each flagging as many of its worst.

    The intervals of the differences are paired: both cards see the same accounts in every draw.
    The last answers are kept. Raises CardError if one of the cards does not fit the data.
    """
    must_fit(before, data)
    key = ("contest", before.digest, after.digest, asked, among)
    return data.kept.get(key, lambda: _contest(data, before, after, asked, among))


def _contest(data: DataSet, before: Card, after: Card, asked: Asked, among: Among) -> Contest:
    trial = trial_now(data, after, asked, among)
    ground = ground_of(data.book, trial.cases)
    mine = ground.judged(data.book.scored(after))
    theirs = ground.judged(data.book.scored(before))
    match = Match(mine, trial.counts.flagged, draws_of(data.book, ground), trial.gate)
    rival = beside_score(match, theirs, Named("saved", before.name, "The card before."))
    return Contest(trial, rival, ranking_power(mine.order))


def by_dimension(data: DataSet, found: TwoCards, dimension: str) -> tuple[LedgerLine, ...]:
    """The ledger for each value of a dimension. Raises KeyError if there is none of that name."""
    trait = data.book.frame.accounts.dimensions[dimension]
    return lines_by(found.ledger, found.matrix, trait)


def scores_of(data: DataSet, found: TwoCards) -> tuple[Floats, Floats]:
    """The score of every account before and after, NaN without one; shape (accounts,) each."""
    matrix = found.matrix
    before, after = (data.book.scored(side.card).score for side in (found.before, found.after))
    return (
        np.where(matrix.row_before >= 0, before[matrix.row_before], np.nan),
        np.where(matrix.row_after >= 0, after[matrix.row_after], np.nan),
    )


def why_moved(data: DataSet, found: TwoCards, accounts: Ints, count: int = 3) -> list[str]:
    """The lines of the cards whose points moved each account's score most; "" where none did.

    Lines are known by their label: one that is in one card alone gives or takes all of its
    points, and so may one that another variant weighs anew.
    """
    told = [""] * len(accounts)
    place = np.flatnonzero(np.isin(accounts, found.ledger.account))
    steps: dict[str, Floats] = {}
    matrix, scored = found.matrix, accounts[place]
    sides = (found.before, matrix.row_before, -1.0), (found.after, matrix.row_after, 1.0)
    for side, rows, sign in sides:
        won = won_by_line(side.card, data.book.scored(side.card), rows[scored])
        for label, points in won.items():
            steps[label] = steps.get(label, 0.0) + sign * points
    labels, moved = list(steps), np.array(list(steps.values())).reshape(len(steps), len(scored))
    order = np.argsort(-np.abs(moved), axis=0, kind="stable")[:count]
    sizes = np.take_along_axis(moved, order, axis=0)
    for at, line, size in zip(place.tolist(), order.T.tolist(), sizes.T.tolist(), strict=True):
        parts = zip(line, size, strict=True)
        told[at] = ", ".join(f"{labels[i]} {_signed(x)}" for i, x in parts if abs(x) >= 0.05)
    return told


def _signed(points: float) -> str:
    return f"{points:+.1f}".replace("-", "−")
