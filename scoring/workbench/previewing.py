"""While a slider moves over a large book its figures come from a sample; let go, from all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scoring.backtest.bootstrap import LATER
from scoring.backtest.cases import KEPT, LOST
from scoring.backtest.figure import Figure, no_figure, without_interval
from scoring.backtest.ranking import FEWEST, weighted_auc
from scoring.backtest.trial import Counts, Trial
from scoring.live.among import EVERYONE, Among
from scoring.live.glimpse import glimpse
from scoring.live.kernel import Scores
from scoring.live.sample import LARGE, Sample, sample_of
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints, Month
from scoring.views.bands import BandShare, band_shares
from scoring.views.movement import Moves, moves
from scoring.workbench.asking import USUAL, Asked
from scoring.workbench.checking import fits, must_fit
from scoring.workbench.opening import DataSet
from scoring.workbench.pictures import Picture, picture
from scoring.workbench.trying import board_now, rows_looked_at, trial_of, usual_of


def picture_in_hand(
    data: DataSet,
    card: Card,
    saved: Card,
    month: Month,
    among: Among = EVERYONE,
    asked: Asked = USUAL,
    large: int = LARGE,
) -> Picture:
    """What a card does to the book while its slider moves.

    Input: as for `picture`, and from how many accounts on a book is large. Up to that number the
    figures are those of `picture`. Beyond it they come from every account that was ever lost and
    a sample of the others, and are marked so: what was caught of the lost is exact, all else near,
    and has no interval; the saved card is told from the very same accounts, so that their
    difference is one of the cards and not of the draw. Raises CardError if the card does not fit.
    """
    within = among.mask(data.book.frame)
    sample = sample_of(data.book, within, large)
    if sample is None:
        return picture(data, card, saved, month, among, asked, moving=True)
    must_fit(card, data)
    book, frame = data.book, data.book.frame
    saved = saved if fits(saved, data) else card
    scores = glimpse(book, card, _rows(data, sample, asked, month))
    before, whose = book.scored(saved), sample.accounts
    question = asked.of(usual_of(data))
    trial = trial_of(data, card, question, asked.rule, whose, live=True, scores=scores)
    shares_saved, trial_saved = _beside(data, saved, month, among, asked, sample)
    both = (before, saved, month), (scores, card, month)
    return Picture(
        card,
        month,
        scores,
        _shares(data, card, scores, month, sample),
        shares_saved,
        _told(trial, sample),
        trial_saved,
        board_now(data, card, trial, among, sampled=True),
        _turned(moves(frame, *both, whose), moves(frame, *both, sample.gone), sample.times),
        sample,
    )


def _rows(data: DataSet, sample: Sample, asked: Asked, month: Month) -> Ints:
    """Of the rows on which a picture rests those of the sample, found once."""
    book, rows = data.book, rows_looked_at(data, asked, month)
    account = book.frame.account
    found = book.cases.of("sampled", (sample, rows), lambda: rows[sample.accounts[account[rows]]])
    return np.asarray(found)


def _beside(
    data: DataSet, saved: Card, month: Month, among: Among, asked: Asked, sample: Sample
) -> tuple[tuple[BandShare, ...], Trial]:
    """The saved card's bands and its trial from the sample; kept, as it stays while others move."""
    book, question = data.book, asked.of(usual_of(data))

    def found() -> tuple[tuple[BandShare, ...], Trial]:
        scores, whose = book.scored(saved), sample.accounts
        trial = trial_of(data, saved, question, asked.rule, whose, live=True, scores=scores)
        return _shares(data, saved, scores, month, sample), _told(trial, sample)

    return book.trials.get(("beside", saved.digest, month, among, asked, sample.times), found)


def _shares(
    data: DataSet, card: Card, scores: Scores, month: Month, sample: Sample
) -> tuple[BandShare, ...]:
    """The bands of all accounts as the sample tells them."""
    frame = data.book.frame
    gone, drawn = (
        band_shares(frame, scores, card, month, side) for side in (sample.gone, sample.drawn)
    )
    return _added(gone, drawn, sample.times)


def _added(
    gone: Sequence[BandShare], drawn: Sequence[BandShare], times: float
) -> tuple[BandShare, ...]:
    """The bands of those that were ever lost, and of the drawn ones as many times."""
    names = dict.fromkeys(one.name for one in (*gone, *drawn))
    sides = [{one.name: one for one in side} for side in (gone, drawn)]
    found = []
    for name in names:
        one, other = (side.get(name) for side in sides)
        whole = one or other
        accounts = (one.accounts if one else 0) + times * (other.accounts if other else 0)
        arr = (one.arr if one else 0.0) + times * (other.arr if other else 0.0)
        if whole is not None:
            found.append(replace(whole, accounts=round(accounts), arr=arr))
    return tuple(found)


def _turned(turned: Moves, gone: Moves, times: float) -> Moves:
    about = len(gone) + times * (len(turned) - len(gone))
    alarmed = gone.alarmed + times * (turned.alarmed - gone.alarmed)
    arr = gone.alarmed_arr + times * (turned.alarmed_arr - gone.alarmed_arr)
    return replace(turned, about=round(about), alarmed=round(alarmed), alarmed_arr=arr)


def _told(trial: Trial, sample: Sample) -> Trial:
    """The trial of a sample as one of all accounts: those drawn count as many times."""
    weights = sample.weights[trial.cases.account]
    counts = _counts(trial, weights)
    ground = trial.basis.ground
    order = trial.judged.order
    area = weighted_auc(order, weights[ground.chosen][order.rows])
    ranking = trial.ranking
    if area is not None and trial.ranking.known and counts.accounts >= FEWEST:
        ranking = without_interval(
            area, counts.lost + counts.false_alarms + counts.left_alone, LATER
        )
    return replace(
        trial, counts=counts, precision=_precision(counts, trial.precision), ranking=ranking
    )


def _precision(counts: Counts, own: Figure) -> Figure:
    if not counts.flagged:
        return no_figure(own.why, 0, own.method)
    return without_interval(counts.caught / counts.flagged, counts.flagged, LATER)


def _counts(trial: Trial, weights: Floats) -> Counts:
    cases, flags = trial.cases, trial.flags
    lost, kept = cases.outcome == LOST, cases.outcome == KEPT

    def about(which: Bools) -> int:
        return round(float(weights[which].sum()))

    return replace(
        trial.counts,
        false_alarms=about(kept & flags.flagged),
        left_alone=about(kept & ~flags.flagged),
        unscored=about(cases.judged & flags.unscored),
        unscored_lost=about(lost & flags.unscored),
    )
