"""What tuning looks at: one card, the cases it is held against, and how many of them it flags."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.backtest.cases import Cases
from scoring.backtest.figure import Figure
from scoring.backtest.flag_rules import FlagRule, RedNow
from scoring.backtest.flags import flags_of
from scoring.backtest.further import Judged
from scoring.backtest.gates import Gate, gate
from scoring.backtest.ground import Ground, ground_of
from scoring.backtest.ranking import ranking_power
from scoring.live.book import Book
from scoring.live.kernel import Scores
from scoring.spec.model import Card
from scoring.tune.rescore import Ready, ready
from scoring.values import Bools, Floats


@dataclass(frozen=True)
class Footing:
    """A card over judged cases; `flagged` says who of them is, shape (judged,).

    What is only asked for now and then is reckoned when it is, and kept.
    """

    book: Book
    card: Card
    scores: Scores
    ground: Ground
    flagged: Bools
    gate: Gate

    @cached_property
    def ready(self) -> Ready:
        """The judged cases, ready to be scored again under moved weights."""
        return ready(self.book, self.card, self.ground.row)

    @cached_property
    def judged(self) -> Judged:
        """The judged cases with the card's scores."""
        return self.ground.judged(self.scores)

    @cached_property
    def ranking(self) -> Figure:
        """The ranking power of the card."""
        return ranking_power(self.judged.order)

    def as_judged(self, score: Floats) -> Judged:
        """The judged cases with other scores, shape (judged,)."""
        return Judged(score, self.ground.lost, self.ground.codes)


def footing(
    book: Book,
    card: Card,
    cases: Cases,
    rule: FlagRule | None = None,
    within: Bools | None = None,
) -> Footing:
    """Put a card over a table of cases.

    Input: a card that fits the book; the cases that may be looked at; the rule by which an
    account counts as flagged (red at the look); `within` as the cases were narrowed.
    """
    scores, ground = book.scored(card), ground_of(book, cases)
    flagged = flags_of(book, cases, scores, card, rule or RedNow()).flagged[ground.chosen]
    allowed = gate(ground.lost_accounts, cases.losses.among(within))
    return Footing(book, card, scores, ground, np.asarray(flagged, np.bool_), allowed)
