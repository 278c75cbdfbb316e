"""What earliness costs: the same question asked with ever more months before the loss."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.flag_rules import FlagRule
from scoring.backtest.flags import flags_of
from scoring.backtest.further import Judged
from scoring.backtest.gates import Gate, gate
from scoring.backtest.ground import Ground, cases_within, ground_of
from scoring.backtest.proportions import clustered_proportion
from scoring.backtest.ranking import ranking_power
from scoring.live.book import Book
from scoring.live.kernel import Scores
from scoring.spec.model import Card
from scoring.spec.question import Clock
from scoring.values import Bools

LEADS: Final = (0, 1, 2, 3, 4, 6, 9)
"""The months before the loss at which a card is asked."""


@dataclass(frozen=True, slots=True)
class Early:
    """One point of the curve: a lead, and how the card did so many months before.

    `cases` and `lost` are judged cases, `accounts` the different accounts that were lost.
    `ranking` is the AUC, `caught` the share of the losses that was flagged, `flagged` the share
    of all cases.
    """

    lead: int
    cases: int
    lost: int
    accounts: int
    ranking: Figure
    caught: Figure
    flagged: Figure


@dataclass(frozen=True, slots=True)
class Earliness:
    """The curve, the shortest lead first; `words` say what stays the same, or why there is none."""

    horizon: int
    points: tuple[Early, ...]
    words: str


def earliness(
    book: Book,
    card: Card,
    scores: Scores,
    clock: Clock,
    rule: FlagRule,
    within: Bools | None = None,
    leads: tuple[int, ...] = LEADS,
) -> Earliness:
    """How well a card ranks and catches at each lead.

    Input: the clock of a back-test; its cohort and horizon hold at every lead. Only the lead
    moves: looks are counted back from the last month, so that with the calendar each window in
    which a loss counts is the same at every lead. Output: a point for each lead at which there is
    a judged case.
    """
    asked = clock.question
    if clock.cohort == "current":
        return Earliness(asked.horizon, (), clock.because)
    found = []
    for lead in sorted({*leads, asked.lead}):
        question = replace(asked, lead=lead, cohort=clock.cohort)
        ground = ground_of(book, cases_within(book, question, within))
        if not len(ground.chosen):
            continue
        flagged = flags_of(book, ground.cases, scores, card, rule).flagged[ground.chosen]
        allows = gate(ground.lost_accounts, ground.cases.losses.among(within))
        found.append(_point(lead, ground, flagged, ground.judged(scores), allows))
    what = (
        f"Losses of the same {asked.horizon} months at a time"
        if clock.cohort == "calendar"
        else "The same losses and renewals"
    )
    words = (
        f"{what}, seen from further and further away;"
        " the first of them drop out where the data begin too late."
    )
    return Earliness(asked.horizon, tuple(found), words)


def _point(lead: int, ground: Ground, flagged: Bools, judged: Judged, allows: Gate) -> Early:
    """What the curve says at one lead; shares in words where losses are too few."""
    lost, codes = ground.lost, ground.codes
    shares = [
        clustered_proportion(flagged[lost], codes[lost], nothing="Nobody was lost."),
        clustered_proportion(flagged, codes),
    ]
    caught, all_flagged = (
        share if allows.shares else no_figure(allows.words, share.n) for share in shares
    )
    return Early(
        lead=lead,
        cases=len(lost),
        lost=int(np.sum(lost)),
        accounts=ground.lost_accounts,
        ranking=ranking_power(judged.order),
        caught=caught,
        flagged=all_flagged,
    )
