"""Everything a page shows of a card and a book, counted in one call."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from scoring.backtest.cases import LOST, cases_of
from scoring.backtest.clock import usual_question
from scoring.backtest.lead import strip_rows
from scoring.backtest.lost import Board
from scoring.live.among import EVERYONE, Among
from scoring.live.glimpse import glimpse
from scoring.live.kernel import Scores
from scoring.live.sample import Sample
from scoring.spec.model import Card, Metric
from scoring.values import Ints, Month
from scoring.views.bands import BandShare, band_shares
from scoring.views.distribution import Bin, is_whole, measure_bins, score_bins, value_range
from scoring.views.kpis import BookFigures, book_figures
from scoring.views.movement import Moves, moves
from scoring.views.portfolio import OwnerBook, Standings, by_owner, standings, trend
from scoring.views.reach import Hits, Judged, Size
from scoring.views.reach import hits as hits_of
from scoring.views.reach import judged as judged_of
from scoring.views.reach import sizes as sizes_of
from scoring.workbench.asking import USUAL, Asked
from scoring.workbench.checking import fits, must_fit
from scoring.workbench.opening import DataSet
from scoring.workbench.trying import Trial, board_now, rows_looked_at, trial_now


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that moves when a slider does, beside the same for the saved card.

    `trial` and `trial_saved` say what the two cards would have caught, `board` lists the lost
    customers under the first; `turned` are the accounts whose band differs between the two. With
    a `sample` its figures are near, and only the accounts of the sample are scored.
    """

    card: Card
    month: Month
    scores: Scores
    shares: tuple[BandShare, ...]
    shares_saved: tuple[BandShare, ...]
    trial: Trial
    trial_saved: Trial
    board: Board
    turned: Moves
    sample: Sample | None = None


def picture(
    data: DataSet,
    card: Card,
    saved: Card,
    month: Month,
    among: Among = EVERYONE,
    asked: Asked = USUAL,
    moving: bool = False,
) -> Picture:
    """What a card does to the book, live.

    Input: the card on the screen, the card to compare with, the month looked at, which
    accounts count, and what is asked of the past. Raises CardError
    if the card does not fit the data; a saved card that does not is left out of the comparison.
    While a slider is `moving` only the rows are scored on which the picture rests: its figures
    are the same, but its trial tells no false alarms, which look at every month.
    """
    must_fit(card, data)
    saved = saved if fits(saved, data) else card
    if moving:
        rows = rows_looked_at(data, asked, month)
        return _picture(data, card, saved, month, among, asked, glimpse(data.book, card, rows))
    # Parts of a page ask for the same one after the other; it holds little beside its trials.
    key = ("picture", card.digest, saved.digest, month, among, asked)
    return data.book.trials.get(key, lambda: _picture(data, card, saved, month, among, asked))


def _picture(
    data: DataSet,
    card: Card,
    saved: Card,
    month: Month,
    among: Among,
    asked: Asked,
    some: Scores | None = None,
) -> Picture:
    """The same of two cards that fit. Input: the card's scores if not all rows are scored."""
    frame, book = data.book.frame, data.book
    within = among.mask(frame)
    before = book.scored(saved)
    scores = book.scored(card) if some is None else some
    trial = trial_now(data, card, asked, among, some)
    return Picture(
        card,
        month,
        scores,
        band_shares(frame, scores, card, month, within),
        shares_of(data, saved, month, among),
        trial,
        trial_now(data, saved, asked, among),
        board_now(data, card, trial, among),
        moves(frame, (before, saved, month), (scores, card, month), within),
    )


def shares_of(data: DataSet, card: Card, month: Month, among: Among) -> tuple[BandShare, ...]:
    """The book at a month by band under a card that stays while another one moves; kept."""
    frame = data.book.frame
    return data.book.overviews.get(
        ("shares", card.digest, month, among),
        lambda: band_shares(frame, data.book.scored(card), card, month, among.mask(frame)),
    )


def metric_spread(data: DataSet, metric: Metric, month: Month) -> tuple[Bin, ...]:
    """A metric's raw values in bins: the book at a month beside lost customers before."""
    return measure_bins(data.book, metric, month, _rows_before_loss(data))


def _rows_before_loss(data: DataSet) -> Ints:
    """The row of each lost customer while there was time to act, or its only one."""
    frame = data.book.frame
    question = usual_question(frame)
    cases = cases_of(data.book, question)
    if cases.clock.cohort == "current":
        rows = cases.row[cases.outcome == LOST]
    else:
        rows = strip_rows(frame, cases.losses, question.lead)[:, -1]
    return np.asarray(rows[rows >= 0])


def metric_range(data: DataSet, metric: Metric) -> tuple[float, float]:
    """From where to where a slider over the metric's values should reach."""
    return value_range(data.book, metric)


def metric_is_whole(data: DataSet, metric: Metric) -> bool:
    """Whether a slider over the metric's values should go by whole numbers."""
    return is_whole(data.book, metric)


def score_spread(data: DataSet, seen: Picture, among: Among = EVERYONE) -> tuple[Bin, ...]:
    """Scores in bins of 5: the book beside lost customers as they were before."""
    within, sample = among.mask(data.book.frame), seen.sample
    if sample is None:
        return score_bins(data.book, seen.scores, seen.month, seen.board.judged, within)
    gone, drawn = (
        score_bins(data.book, seen.scores, seen.month, seen.board.judged, some)
        for some in (sample.gone, sample.drawn)
    )
    return tuple(
        replace(one, kept=round(one.kept + sample.times * other.kept))
        for one, other in zip(gone, drawn, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Overview:
    """The book at a month under one card, as the Portfolio page shows it."""

    month: Month
    shares: tuple[BandShare, ...]
    shares_before: tuple[BandShare, ...]
    trend: tuple[tuple[Month, tuple[BandShare, ...]], ...]
    standings: Standings
    owners: tuple[OwnerBook, ...]
    figures: BookFigures


def overview(data: DataSet, card: Card, month: Month, among: Among = EVERYONE) -> Overview:
    """The book at a month, over the months before, and account by account.

    What was found is kept for the next look. Raises CardError if the card does not fit the data.
    """
    must_fit(card, data)
    key = card.digest, month, among
    return data.book.overviews.get(key, lambda: _overview(data, card, month, among))


def _overview(data: DataSet, card: Card, month: Month, among: Among) -> Overview:
    frame, scores, earlier = data.book.frame, data.book.scored(card), month.plus(-1)
    within = among.mask(frame)
    return Overview(
        month,
        band_shares(frame, scores, card, month, within),
        band_shares(frame, scores, card, earlier, within) if earlier in frame.months else (),
        trend(frame, scores, card, within),
        standings(frame, scores, month, within),
        by_owner(frame, scores, card, month, within),
        book_figures(frame, scores, card, month, within),
    )


def judged_now(data: DataSet, card: Card, month: Month) -> Judged | None:
    """For how many accounts the card's pulse holds; None where it is off or does not fit."""
    if card.pulse is None or not card.pulse.enabled or not fits(card, data):
        return None
    return judged_of(data.book, card, month)


def variant_sizes(data: DataSet, card: Card, month: Month) -> dict[str, Size]:
    """Accounts and ARR by variant, those of the card itself under ""; {} if it does not fit."""
    if not fits(card, data):
        return {}
    return sizes_of(data.book.frame, data.book.scored(card), card, month)


def hits(data: DataSet, card: Card, month: Month) -> dict[str, Hits]:
    """Whom each red flag and adjustment hits; empty where the card does not fit the data."""
    if not fits(card, data):
        return {}
    return hits_of(data.book.frame, data.book.scored(card), card, month)
